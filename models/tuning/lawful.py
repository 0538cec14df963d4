"""Whether points keep to the reins, and whether any could: each breach in a sentence.

The points of a search are held to `violations`, which knows nothing of how they were found.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from models.leads.wording import count_of, figure, percent
from models.tuning.allowed import (
    Allowed,
    Cap,
    allowed_of,
    bounds,
    caps,
    chains,
    names_of,
    some,
)
from models.tuning.lines import Ground, Line
from models.tuning.malformed import malformed
from models.tuning.reference import moved
from models.tuning.reins import Hold, Rein, Reins, Sign
from models.tuning.together import cannot_hold_together, falling


def violations(ground: Ground, reins: Reins, points: Sequence[int]) -> tuple[str, ...]:
    """What the points break, each with its lines; none: the card is lawful."""
    if len(points) != len(ground.lines):
        return (f"There are {figure(len(points))} points for {_lines(len(ground.lines))}.",)
    return (
        *_of_lines(ground, reins, points),
        *_of_caps(ground, reins, points),
        *_of_chains(ground, reins, points),
        *_of_changes(ground, reins, points),
        *_of_moves(ground, reins, points),
    )


def contradictions(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """Which reins no points could keep, each in a sentence; none where a lawful card exists.

    Of how many MQLs may move (`most_moved`) nothing is said: leads decide that, not reins.
    First what is told at a glance, and last what cannot hold together.
    """
    return seen_at_once(ground, reins) or cannot_hold_together(ground, reins)


def seen_at_once(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """Those that need no solver: what is wrong in itself, then lines that may give nothing at all,
    numbers of lines that are exceeded whatever is chosen, sequences that can only fall.
    """
    return (
        malformed(ground, reins)
        or tuple(_without_points(ground, reins))
        or tuple(_exceeded(ground, reins))
        or tuple(_too_many_today(ground, reins))
        or falling(ground, reins)
    )


def _of_lines(ground: Ground, reins: Reins, points: Sequence[int]) -> Iterator[str]:
    own, free = dict(reins.lines), Rein()
    held = allowed_of(ground, reins)
    for line, name, may, value in zip(ground.lines, names_of(ground), held, points, strict=True):
        if value not in may:
            yield from _of_line(line, name, own.get(line.key, free), reins, int(value))


def _of_line(line: Line, name: str, rein: Rein, reins: Reins, value: int) -> Iterator[str]:
    given = f"gets {figure(value)}" if value else "gets none"
    if rein.hold is Hold.LOCK:
        yield f"{name} is locked at {count_of(line.now, 'point')} and {given}."
        return
    if rein.hold is Hold.FORBID:
        yield f"{name} may give no points and {given}."
        return
    if value == 0:
        yield f"{name} must give points and {given}."
        return
    least, most = bounds(rein, reins)
    if value < least:
        yield f"{name} {given}; {figure(least)} are the least allowed."
    if value > most:
        yield f"{name} {given}; {figure(most)} are the most allowed."
    if value % max(1, reins.step):
        yield f"{name} {given}, which is no multiple of {figure(reins.step)}."
    if value < 0 and rein.sign is Sign.UP:
        yield f"{name} {given}; its points may not be below 0."
    if value > 0 and rein.sign is Sign.DOWN:
        yield f"{name} {given}; its points may not be above 0."


def _of_caps(ground: Ground, reins: Reins, points: Sequence[int]) -> Iterator[str]:
    names = names_of(ground)
    for cap in caps(ground, reins):
        giving = [i for i in cap.members if points[i]]
        if len(giving) > cap.most:
            who = some([names[i] for i in giving])
            yield f"{_begun(cap, _lines(len(giving)))} give points ({who}); {_at_most(cap)}."


def _of_chains(ground: Ground, reins: Reins, points: Sequence[int]) -> Iterator[str]:
    names = names_of(ground)
    for chain in chains(ground, reins):
        for one, two in itertools.pairwise(chain):
            if points[one] > points[two]:
                yield (
                    f"Points fall from {names[one]} ({figure(int(points[one]))}) to "
                    f"{names[two]} ({figure(int(points[two]))}), where they must not."
                )


def _of_changes(ground: Ground, reins: Reins, points: Sequence[int]) -> Iterator[str]:
    names = names_of(ground)
    changed = [i for i, line in enumerate(ground.lines) if points[i] != line.now]
    if reins.most_changed is not None and len(changed) > reins.most_changed:
        who = some([names[i] for i in changed])
        yield (
            f"{_lines(len(changed))} change their points of today ({who}); "
            f"at most {figure(reins.most_changed)} may."
        )


def _of_moves(ground: Ground, reins: Reins, points: Sequence[int]) -> Iterator[str]:
    if reins.most_moved is None or ground.mql is None:
        return
    today, gone, come = moved(ground, points)
    for leads, how in ((gone, "are MQLs no more"), (come, "newly become MQLs")):
        if leads > reins.most_moved * today * (1 + 1e-12):  # a share of 0.1 is not quite a tenth
            yield (
                f"{count_of(leads, 'lead')} {how}; at most {percent(reins.most_moved)} of today's "
                f"{figure(today)} may."
            )


def _without_points(ground: Ground, reins: Reins) -> Iterator[str]:
    own, free = dict(reins.lines), Rein()
    held = allowed_of(ground, reins)
    for line, name, may in zip(ground.lines, names_of(ground), held, strict=True):
        if not may:
            yield f"{name} must give points, and {_why_none(own.get(line.key, free), reins)}."


def _why_none(rein: Rein, reins: Reins) -> str:
    least, most = bounds(rein, reins)
    between = f"{figure(least)} to {figure(most)}"
    if least == most == 0:
        return f"its bounds {between} allow none"
    if (rein.sign is Sign.UP and most <= 0) or (rein.sign is Sign.DOWN and least >= 0):
        side = "above" if rein.sign is Sign.UP else "below"
        return f"only points {side} 0 are allowed, of which its bounds {between} hold none"
    return f"its bounds {between} hold no multiple of {figure(reins.step)} that it may give"


def _exceeded(ground: Ground, reins: Reins) -> Iterator[str]:
    names, held = names_of(ground), allowed_of(ground, reins)
    for cap in caps(ground, reins):
        forced = [i for i in cap.members if not held[i].none]
        if len(forced) > cap.most:
            who = some([names[i] for i in forced])
            yield f"{_begun(cap, _lines(len(forced)))} must give points ({who}), {_at_most(cap)}."
    if reins.most_changed is not None:
        yield from _must_change(ground, held, reins.most_changed)


def _must_change(ground: Ground, held: Sequence[Allowed], most: int) -> Iterator[str]:
    names = names_of(ground)
    forced = [i for i, line in enumerate(ground.lines) if line.now not in held[i]]
    if len(forced) > most:
        who = some([names[i] for i in forced])
        yield (
            f"{_lines(len(forced))} may not keep today's points ({who}), "
            f"and at most {figure(most)} may change."
        )


def _too_many_today(ground: Ground, reins: Reins) -> Iterator[str]:
    """Lines to be dropped for a cap are changed; so are those that must newly give points."""
    names, held = names_of(ground), allowed_of(ground, reins)
    for cap in caps(ground, reins) if reins.most_changed is not None else ():
        today = [i for i in cap.members if ground.lines[i].now]
        new = [i for i in cap.members if not ground.lines[i].now and not held[i].none]
        room = cap.most + (reins.most_changed or 0)
        if len(today) + 2 * len(new) > room:
            more = f" and {figure(len(new))} more must ({some([names[i] for i in new])})"
            yield (
                f"{_begun(cap, _lines(len(today)))} give points today"
                f"{'' if len(today) > room else more}, {_at_most(cap)}, "
                f"and at most {figure(reins.most_changed or 0)} may change."
            )


def _begun(cap: Cap, number: str) -> str:
    return f"{cap.where} {number}" if cap.where else number


def _at_most(cap: Cap) -> str:
    return f"at most {figure(cap.most)} may"


def _lines(number: int) -> str:
    return count_of(number, "line")
