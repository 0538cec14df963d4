"""Whole points that keep some demands, by whole-number programming (HiGHS, as scipy has it).

For each line: its points in steps of its own; 1 where they are above 0, below 0, not today's; and,
where the points next to today's are asked for, how far from those they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from models.tuning.allowed import Allowed, Cap, allowed_of, caps, chains
from models.tuning.lines import Ground
from models.tuning.reins import Reins


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


class NotKnown(Exception):
    """The solver did not come to an end within its time."""


def demands_of(ground: Ground, reins: Reins) -> list[Demand]:
    """All reins, taken apart."""
    return [
        *(Held(place, may) for place, may in enumerate(allowed_of(ground, reins))),
        *caps(ground, reins),
        *(Rise(*pair) for chain in chains(ground, reins) for pair in pairwise(chain)),
        *([] if reins.most_changed is None else [Budget(reins.most_changed)]),
    ]


def points_keeping(
    now: Sequence[int],
    demands: Sequence[Demand],
    *,
    nearest: bool = False,
    seconds: float = np.inf,
) -> tuple[int, ...] | None:
    """Points that keep the demands, None: there are none. `now`: today's points of the lines.

    `nearest`: those that change fewest lines, and by least. `seconds`: how long it may take; raises
    `NotKnown` where that is too short.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # lazy: heavy, and seldom needed
    from scipy.sparse import csr_array  # lazy: as above

    if not now:
        return ()
    rows = _Rows(now, demands, nearest=nearest)
    shape = len(rows.ends), len(rows.low)
    ends = np.array(rows.ends)
    # Presolve has called infeasible what is not (scipy's issue 18907). Without a gap nothing is
    # nearer to today's points than what is found.
    done = milp(
        rows.cost,
        integrality=rows.whole,
        bounds=Bounds(rows.low, rows.top),
        constraints=LinearConstraint(
            csr_array((rows.weights, (rows.rows, rows.columns)), shape=shape),
            ends[:, 0],
            ends[:, 1],
        ),
        options={"presolve": False, "mip_rel_gap": 0.0, "time_limit": seconds},
    )
    if done.x is None:
        if done.status == _INFEASIBLE:
            return None
        raise NotKnown
    steps = np.rint(done.x[: len(now)]).astype(int).tolist()
    return tuple(step * size for step, size in zip(steps, rows.unit, strict=True))


_INFEASIBLE = 2


class _Rows:
    """The programme: cost, ends and kinds of its variables; weights of them, and the least and the
    most of each row's sum.
    """

    def __init__(self, now: Sequence[int], demands: Sequence[Demand], *, nearest: bool) -> None:
        count = len(now)
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.weights: list[float] = []
        self.ends: list[tuple[float, float]] = []
        held = {demand.place: demand.may for demand in demands if isinstance(demand, Held)}
        widest = _widest(now, held.values())
        anything = Allowed(True, range(1, widest + 1), range(-widest, 0))
        may = [held.get(place, anything) for place in range(count)]
        self.unit = [_unit(one) for one in may]
        of_kind = np.arange(5 * count).reshape(5, count)
        self.points, self.up, self.down, self.changed, self.far = of_kind
        self.low, self.top = np.zeros(5 * count), np.zeros(5 * count)
        self.whole = np.ones(5 * count, dtype=np.int8)
        self.whole[self.far] = 0
        self.cost = np.zeros(5 * count)
        for place, (today, one) in enumerate(zip(now, may, strict=True)):
            self._line(place, today, one)
        for demand in demands:
            self._demand(demand)
        if nearest:
            # All distances together weigh less than one line that changes.
            self.cost[self.changed] = 1
            self.cost[self.far] = 1 / (4 * count * widest)
            self.top[self.far] = 2 * widest
            for place, today in enumerate(now):
                steps, far = (int(self.points[place]), self.unit[place]), int(self.far[place])
                self._add([steps, (far, -1)], -np.inf, today)
                self._add([steps, (far, 1)], today, np.inf)

    def _add(self, terms: Iterable[tuple[int, float]], least: float, most: float) -> None:
        for column, weight in terms:
            self.rows.append(len(self.ends))
            self.columns.append(int(column))
            self.weights.append(weight)
        self.ends.append((least, most))

    def _line(self, place: int, today: int, may: Allowed) -> None:
        """Tie a line's variables to each other."""
        unit = self.unit[place]
        points, up, down, changed = (
            int(kind[place]) for kind in (self.points, self.up, self.down, self.changed)
        )
        self.low[points], self.top[points] = _first(may.down) // unit, _last(may.up) // unit
        self.top[[up, down, changed]] = bool(may.up), bool(may.down), 1
        self.low[changed] = today not in may
        self._add([(up, 1), (down, 1)], 0 if may.none else 1, 1)
        for above, below, least, most in (
            (_last(may.up), _last(may.down), -np.inf, 0),
            (_first(may.up), _first(may.down), 0, np.inf),
        ):
            self._add([(points, unit), (up, -above), (down, -below)], least, most)
        least, most = _first(may.down), _last(may.up)
        self._add([(points, unit), (changed, today - most)], -np.inf, today)
        self._add([(points, unit), (changed, today - least)], today, np.inf)

    def _demand(self, demand: Demand) -> None:
        match demand:
            case Cap(_, members, most):
                places = list(members)
                giving = [*self.up[places].tolist(), *self.down[places].tolist()]
                self._add([(column, 1) for column in giving], 0, most)
            case Rise(low, high):
                one, two = int(self.points[low]), int(self.points[high])
                self._add([(one, self.unit[low]), (two, -self.unit[high])], -np.inf, 0)
            case Budget(most):
                self._add([(column, 1) for column in self.changed.tolist()], 0, most)


def _unit(may: Allowed) -> int:
    """The step of a line's points; of one value only, that value."""
    values = may.up or may.down
    if len(may.up) + len(may.down) == 1:
        return abs(values[0])
    return values.step if values else 1


def _widest(now: Sequence[int], held: Iterable[Allowed]) -> int:
    ends = [end for may in held for end in (_last(may.up), -_first(may.down))]
    return 1 + max((*ends, *(abs(today) for today in now)), default=0)


def _first(values: range) -> int:
    return values[0] if values else 0


def _last(values: range) -> int:
    return values[-1] if values else 0
