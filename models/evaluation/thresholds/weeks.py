"""The weeks of a history: how many leads each threshold hands over, and what sales can work.

A week begins on Monday. Sales works the best leads of each week first, those whom an override
hands over before all others; of leads with one score, if only a part of them fits, each is worked
with the same chance, so that they count by expectation. A lead that is not worked in its week is
lost: it waits for no later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.times import usual
from models.evaluation.thresholds.curve import Counts, Figures
from models.leads.columns import BLANK_DAY

MONDAY = 3
"""Days from the Monday before 1970-01-01, a Thursday, to that day."""


@dataclass(frozen=True, eq=False)
class Weeks:
    """`first`: the day number of the first Monday; `number` of weeks. `codes` (rows,): the week of
    each lead, -1 where no day is known or it is far from all others, a slip of the pen. `length`:
    weeks from the first day to the last one.
    """

    first: int
    number: int
    codes: NDArray[np.intp]
    length: float

    @cached_property
    def undated(self) -> int:
        """Leads that are in no week."""
        return int(np.count_nonzero(self.codes < 0))


def weeks_of(created: NDArray[np.integer]) -> Weeks | None:
    """The weeks in which leads were created; None where fewer than two days are known."""
    days = created.astype(np.int64)
    known = days != BLANK_DAY
    if not known.any():
        return None
    low, high = usual(days[known])
    near = known & (days >= low) & (days <= high)
    first, last = int(days[near].min()), int(days[near].max())
    if first == last:
        return None
    monday = (first + MONDAY) // 7 * 7 - MONDAY
    codes = np.where(near, (days - monday) // 7, -1).astype(np.intp)
    return Weeks(monday, int(codes.max()) + 1, codes, (last - first + 1) / 7)


@dataclass(frozen=True, eq=False)
class Loads:
    """Leads by week at any threshold, ready to be counted while it is dragged.

    `keys`: week and outcome of the dated leads, the highest standing first; `ends` (n,): how many
    of them reach each threshold.
    """

    number: int
    keys: NDArray[np.intp]
    ends: NDArray[np.intp]

    def at(self, place: int) -> NDArray[np.int64]:
        """Leads at or above a threshold, by its place, by week and outcome; (weeks, 3)."""
        counts = np.bincount(self.keys[: self.ends[place]], minlength=3 * self.number)
        return counts.reshape(-1, 3).astype(np.int64)


def loads_of(
    weeks: Weeks, places: NDArray[np.intp], codes: NDArray[np.uint8], thresholds: int
) -> Loads:
    """From where leads stand, -1 below all thresholds, and outcomes; arrays (rows,)."""
    rows = np.flatnonzero((weeks.codes >= 0) & (places >= 0))
    order = rows[np.argsort(-places[rows], kind="stable")]
    held = np.bincount(places[rows], minlength=thresholds)
    ends = np.cumsum(held[::-1])[::-1]
    return Loads(weeks.number, weeks.codes[order] * 3 + codes[order], ends.astype(np.intp))


@dataclass(frozen=True, eq=False)
class Worked:
    """What sales can work: `chances` (rows,), that of each lead; `shares` (size + 1, 3), that of
    the leads of each standing and outcome, its first row of leads below all thresholds."""

    chances: Figures
    shares: Figures


def worked_of(
    weeks: Weeks, places: NDArray[np.intp], codes: NDArray[np.uint8], size: int, per_week: float
) -> Worked:
    """The part of the leads that sales can work.

    A lead's chance is the same at every threshold that it reaches, since the leads before it are.
    Leads in no week, and cells without leads, have the share of the dated ones of their standing;
    1 where there are none.
    """
    rows = weeks.codes >= 0
    week, stands, outcome = weeks.codes[rows], places[rows] + 1, codes[rows]
    key = week * (size + 1) + (size - stands)
    cells, inverse, held = np.unique(key, return_inverse=True, return_counts=True)
    before = np.cumsum(held) - held
    of_week = cells // (size + 1)
    starts = np.searchsorted(of_week, np.arange(weeks.number))
    before -= before[np.minimum(starts, len(before) - 1)][of_week]
    chance = np.clip((per_week - before) / held, 0.0, 1.0)[inverse]
    worked = _count(stands, outcome, size, chance)
    there = _count(stands, outcome, size)
    alike_worked, alike = worked.sum(axis=1), there.sum(axis=1)
    usual_share = np.divide(alike_worked, alike, out=np.ones(size + 1), where=alike > 0)
    shares = np.repeat(usual_share[:, None], 3, axis=1)
    np.divide(worked, there, out=shares, where=there > 0)
    chances = np.empty(len(places))
    chances[rows] = chance
    chances[~rows] = shares[places[~rows] + 1, codes[~rows]]
    return Worked(chances, shares)


def _count(
    stands: NDArray[np.intp],
    outcome: NDArray[np.uint8],
    size: int,
    weights: Figures | None = None,
) -> Figures:
    cells = np.bincount(stands * 3 + outcome, weights, minlength=3 * (size + 1))
    found: Figures = cells.reshape(-1, 3).astype(np.float64)
    return found


def unworked(counts: Counts, per_week: float) -> Figures:
    """Leads of each week beyond what sales can work; `counts` (weeks, 3)."""
    beyond: Figures = np.maximum(0.0, counts.sum(axis=1) - per_week)
    return beyond
