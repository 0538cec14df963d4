"""Reins that each could be kept but not together: found by whole-number programming, and fewest.

The reins are taken apart into demands. Whether points exist that keep some of them is asked of a
solver (scipy's HiGHS); a smallest set that none keeps is found by halves (Junker, QuickXplain, AAAI
2004). Where the solver does not come to an end within its time, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.leads.wording import count_of, figure
from models.tuning.allowed import Allowed, Cap, allowed_of, caps, chains, names_of
from models.tuning.lines import Ground, Line
from models.tuning.reins import Hold, Rein, Reins

SECONDS = 2.0
"""The longest that one question may take the solver."""
MOST_TOLD = 3


@dataclass(frozen=True)
class Held:
    """A line's own points."""

    place: int
    may: Allowed


@dataclass(frozen=True)
class Rise:
    """The points of one line are not above those of another."""

    low: int
    high: int


@dataclass(frozen=True)
class Budget:
    """At most so many lines change."""

    most: int


Demand = Held | Cap | Rise | Budget


def cannot_hold_together(ground: Ground, reins: Reins) -> tuple[str, ...]:
    """Smallest sets of reins that no points keep, each in a sentence; none: some points keep all.

    Every line must have points to give, and no cap may be exceeded by lines that must give some.
    """
    if not reins.rising and reins.most_changed is None:
        return ()  # lines that may give none do so, which suits every cap
    found: list[str] = []
    left = demands_of(ground, reins)
    while len(found) < MOST_TOLD and _points(ground, left) is None:
        clash = _smallest(ground, left)
        today = any(isinstance(demand, Budget) for demand in clash)
        parts = (_in_words(ground, reins, demand, today) for demand in clash)
        found.append(f"These cannot hold together: {'; '.join(parts)}.")
        left = [demand for demand in left if demand not in clash]
    return tuple(found)


def lawful_points(ground: Ground, reins: Reins) -> tuple[int, ...] | None:
    """Some points that keep the reins; None: there are none, or none were found in time."""
    return _points(ground, demands_of(ground, reins)) or None


def demands_of(ground: Ground, reins: Reins) -> list[Demand]:
    """All reins, taken apart."""
    return [
        *(Held(place, may) for place, may in enumerate(allowed_of(ground, reins))),
        *caps(ground, reins),
        *(Rise(*pair) for chain in chains(ground, reins) for pair in pairwise(chain)),
        *([] if reins.most_changed is None else [Budget(reins.most_changed)]),
    ]


def _smallest(ground: Ground, demands: Sequence[Demand]) -> list[Demand]:
    """Demands that cannot hold together, of which none can be spared."""

    def search(known: list[Demand], news: bool, among: list[Demand]) -> list[Demand]:
        if news and _points(ground, known) is None:
            return []
        if len(among) == 1:
            return among
        half = len(among) // 2
        one, two = among[:half], among[half:]
        of_two = search(known + one, bool(one), two)
        return search(known + of_two, bool(of_two), one) + of_two

    return search([], False, list(demands))


class _Rows:
    """Rows of a programme: weights of its variables, and the least and the most of their sum."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.weights: list[float] = []
        self.ends: list[tuple[float, float]] = []

    def add(self, terms: Iterable[tuple[int, float]], least: float, most: float) -> None:
        for column, weight in terms:
            self.rows.append(len(self.ends))
            self.columns.append(column)
            self.weights.append(weight)
        self.ends.append((least, most))


def _points(ground: Ground, demands: Sequence[Demand]) -> tuple[int, ...] | None:
    """Points that keep the demands; None where there are none, empty where it is not known."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # lazy: only a clash needs it
    from scipy.sparse import csr_array  # lazy: as above

    lines = ground.lines
    if not lines:
        return ()
    held = {demand.place: demand.may for demand in demands if isinstance(demand, Held)}
    widest = _widest(lines, held.values())
    anything = Allowed(True, range(1, widest + 1), range(-widest, 0))
    may = [held.get(place, anything) for place in range(len(lines))]
    unit = [_unit(one) for one in may]
    # Four variables for each line: its points in steps; 1 where they are above 0; below 0; today's.
    low, top, rows = np.zeros(4 * len(lines)), np.zeros(4 * len(lines)), _Rows()
    for place, (line, one) in enumerate(zip(lines, may, strict=True)):
        _of_line(place, line, one, unit[place], 2 * widest, rows)
        low[4 * place] = _first(one.down) // unit[place]
        top[4 * place] = _last(one.up) // unit[place]
        top[4 * place + 1 : 4 * place + 4] = bool(one.up), bool(one.down), line.now in one
    for demand in demands:
        match demand:
            case Cap(_, members, most):
                rows.add([(4 * i + j, 1) for i in members for j in (1, 2)], 0, most)
            case Rise(one_, two_):
                rows.add([(4 * one_, unit[one_]), (4 * two_, -unit[two_])], -np.inf, 0)
            case Budget(most):
                least = len(lines) - most
                rows.add([(4 * i + 3, 1) for i in range(len(lines))], least, np.inf)
    shape = len(rows.ends), 4 * len(lines)
    table = csr_array((rows.weights, (rows.rows, rows.columns)), shape=shape)
    ends = np.array(rows.ends)
    done = milp(
        np.zeros(4 * len(lines)),
        integrality=np.ones(4 * len(lines), dtype=np.int8),
        bounds=Bounds(low, top),
        constraints=LinearConstraint(table, ends[:, 0], ends[:, 1]),
        options={"time_limit": SECONDS, "presolve": False},
    )
    if done.x is not None:
        steps = np.rint(done.x[::4]).astype(int).tolist()
        return tuple(step * size for step, size in zip(steps, unit, strict=True))
    return None if done.status == _INFEASIBLE else ()


_INFEASIBLE = 2


def _of_line(place: int, line: Line, may: Allowed, unit: int, far: int, rows: _Rows) -> None:
    """Tie a line's four variables to each other."""
    points, up, down, same = range(4 * place, 4 * place + 4)
    rows.add([(up, 1), (down, 1)], 0 if may.none else 1, 1)
    for above, below, least, most in (
        (_last(may.up), _last(may.down), -np.inf, 0),
        (_first(may.up), _first(may.down), 0, np.inf),
    ):
        rows.add([(points, unit), (up, -above), (down, -below)], least, most)
    rows.add([(points, unit), (same, far)], -np.inf, line.now + far)
    rows.add([(points, unit), (same, -far)], line.now - far, np.inf)


def _unit(may: Allowed) -> int:
    """The step of a line's points; of one value only, that value."""
    values = may.up or may.down
    if len(may.up) + len(may.down) == 1:
        return abs(values[0])
    return values.step if values else 1


def _widest(lines: Sequence[Line], held: Iterable[Allowed]) -> int:
    ends = [end for may in held for end in (_last(may.up), -_first(may.down))]
    return 1 + max((*ends, *(abs(line.now) for line in lines)), default=0)


def _first(values: range) -> int:
    return values[0] if values else 0


def _last(values: range) -> int:
    return values[-1] if values else 0


def _in_words(ground: Ground, reins: Reins, demand: Demand, today: bool) -> str:
    names, lines = names_of(ground), ground.lines
    match demand:
        case Held(place, may):
            rein = dict(reins.lines).get(lines[place].key, Rein())
            return f"{names[place]} {_may(may, rein, lines[place].now)}"
        case Cap(where, _, most):
            start = f"{where[:1].lower()}{where[1:]} at most" if where else "at most"
            return f"{start} {count_of(most, 'line')} may give points"
        case Rise(low, high):
            ends = [f" (today {figure(lines[i].now)})" if today else "" for i in (low, high)]
            return f"points may not fall from {names[low]}{ends[0]} to {names[high]}{ends[1]}"
        case Budget(most):
            return f"at most {count_of(most, 'line')} may change"


def _may(may: Allowed, rein: Rein, now: int) -> str:
    if rein.hold is Hold.LOCK:
        return f"is locked at {count_of(now, 'point')}"
    if rein.hold is Hold.FORBID or not (may.up or may.down):
        return "may give no points"
    sides = [
        f"{figure(values[0])} to {figure(values[-1])}" if len(values) > 1 else figure(values[0])
        for values in (may.down, may.up)
        if values
    ]
    steps = f" in steps of {figure(max(may.up.step, may.down.step))}"
    steps = steps if len(may.up) + len(may.down) > 2 and not steps.endswith(" 1") else ""
    verb, end = ("gives", ", or none") if may.none else ("must give", "")
    return f"{verb} {' or '.join(sides)} points{steps}{end}"
