"""What the reins allow, laid out: the points of each line, how many of some lines may give points.

How they are read: bounds, steps and signs are of lines that give points, so that a free line may
always give none; a locked line keeps today's points whatever else is said of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.leads.wording import figure, quoted
from models.tuning.lines import Ground, Line
from models.tuning.reins import Hold, Rein, Reins, Sign


@dataclass(frozen=True)
class Allowed:
    """The points that a line may give: none, those above 0 and those below, ascending."""

    none: bool
    up: range
    down: range

    def __contains__(self, points: int) -> bool:
        return self.none if points == 0 else points in self.up or points in self.down

    def __bool__(self) -> bool:
        return self.none or bool(self.up) or bool(self.down)

    @property
    def values(self) -> tuple[int, ...]:
        """All of them, ascending."""
        return (*self.down, *((0,) if self.none else ()), *self.up)


@dataclass(frozen=True)
class Cap:
    """At most `most` of some lines, by their places in the ground, may give points.

    `where`: what these lines are, to begin a sentence with; "" for all lines.
    """

    where: str
    members: tuple[int, ...]
    most: int


def bounds(rein: Rein, reins: Reins) -> tuple[int, int]:
    """The least and the most points of a line, by its own rein or by that of all."""
    least = reins.least if rein.least is None else rein.least
    return least, reins.most if rein.most is None else rein.most


def allowed(line: Line, rein: Rein, reins: Reins) -> Allowed:
    """The points that the line may give, whatever the others give."""
    nothing = range(0)
    if rein.hold is Hold.LOCK:
        return _only(line.now)
    if rein.hold is Hold.FORBID:
        return Allowed(True, nothing, nothing)
    least, most = bounds(rein, reins)
    step = max(1, reins.step)
    up = range(max(step, -(-least // step) * step), most + 1, step)
    down = range(-(-least // step) * step, min(most, -step) + 1, step)
    return Allowed(
        rein.hold is not Hold.KEEP,
        nothing if rein.sign is Sign.DOWN else up,
        nothing if rein.sign is Sign.UP else down,
    )


def allowed_of(ground: Ground, reins: Reins) -> tuple[Allowed, ...]:
    """The points that each line may give, whatever the others give."""
    own, free = dict(reins.lines), Rein()
    return tuple(allowed(line, own.get(line.key, free), reins) for line in ground.lines)


def caps(ground: Ground, reins: Reins) -> tuple[Cap, ...]:
    """How many lines may give points: of all, of each field, of each group, of each set."""
    found = []
    lines, names = ground.lines, names_of(ground)
    if reins.most_lines is not None:
        found.append(Cap("", tuple(range(len(lines))), reins.most_lines))
    if reins.per_field is not None:
        for name in dict.fromkeys(name for line in lines for name in line.fields):
            members = tuple(i for i, line in enumerate(lines) if name in line.fields)
            found.append(Cap(f"Of the field {quoted(name)}", members, reins.per_field))
    if reins.per_group is not None:
        called = {pot.id: pot.name or pot.id for pot in ground.pots}
        for group in dict.fromkeys(line.group for line in lines):
            members = tuple(i for i, line in enumerate(lines) if line.group == group)
            where = f"Of the group {quoted(called.get(group, group))}"
            found.append(Cap(where, members, reins.per_group))
    places = places_of(ground)
    for keys in reins.one_of:
        members = tuple(dict.fromkeys(places[key] for key in keys if key in places))
        found.append(Cap(f"Of {some([names[i] for i in members])}", members, 1))
    return tuple(found)


def places_of(ground: Ground) -> dict[str, int]:
    """The place of each line by its key."""
    return {line.key: place for place, line in enumerate(ground.lines)}


def chains(ground: Ground, reins: Reins) -> tuple[tuple[int, ...], ...]:
    """The rising sequences, by the places of their lines."""
    places = places_of(ground)
    return tuple(tuple(places[key] for key in keys if key in places) for keys in reins.rising)


def names_of(ground: Ground) -> tuple[str, ...]:
    """What each line is called in a sentence; with its key where another is called the same."""
    often = Counter(line.name for line in ground.lines)
    return tuple(
        quoted(line.name, 60) if line.name and often[line.name] == 1 else _told_apart(line)
        for line in ground.lines
    )


def some(names: list[str], shown: int = 4) -> str:
    """A few names and how many more: "A, B and 3 more"."""
    if len(names) > shown:
        names = [*names[: shown - 1], f"{figure(len(names) - shown + 1)} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _only(points: int) -> Allowed:
    here, nothing = range(points, points + 1), range(0)
    return Allowed(points == 0, here if points > 0 else nothing, here if points < 0 else nothing)


def _told_apart(line: Line) -> str:
    return f"{quoted(line.name, 60)} ({line.key})" if line.name else quoted(line.key)
