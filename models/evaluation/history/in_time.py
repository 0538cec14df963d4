"""Leads in the order of time: by their day of creation, or else by the order of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.leads.columns import BLANK_DAY
from models.leads.wording import day_words

_MOST_DAYS = 1 << 22
"""A file that spans more days, by a slip of the pen in a year, has them sorted, not counted."""
DATED = 0.5
"""The share of the leads that must have a day of creation for the days to give the order."""


class Order(StrEnum):
    """What says which leads are older."""

    DAYS = "day of creation"
    ROWS = "order of the rows"


@dataclass(frozen=True, eq=False)
class InTime:
    """`rows`: the leads that have a place in time, `place` of each: its day, or its position among
    them. `undated`: leads without a day; left out where days order the others.
    """

    order: Order
    rows: NDArray[np.intp]
    place: NDArray[np.int64]
    undated: int

    def blocks(self, number: int) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Successive parts of about equally many leads, the oldest first: that of each of `rows`,
        and their names. Fewer where many leads have one day.
        """
        distinct, held, at = self._distinct
        came, leads = np.cumsum(held), len(self.place)
        parts = [-(-leads * part // number) for part in range(1, number)]
        # The last place of each block but the last one: the first by which its part had come.
        edges = np.unique(distinct[np.searchsorted(came, parts, side="left")])
        found, block = np.unique(np.searchsorted(edges, distinct, side="left"), return_inverse=True)
        names = tuple(self._named(distinct[block == part]) for part in range(len(found)))
        return block.astype(np.int64)[at], names

    def _named(self, place: NDArray[np.int64]) -> str:
        low, high = int(place[0]), int(place[-1])
        if self.order is Order.DAYS:
            return f"{day_words(day_of(low))} to {day_words(day_of(high))}"
        return f"leads {low + 1:,} to {high + 1:,}"

    @property
    def middle(self) -> int:
        """The first place of the newer half; the halves are as equal as whole days allow."""
        distinct, held, _ = self._distinct
        older = np.cumsum(held) - held
        return int(distinct[np.argmin(np.abs(2 * older - len(self.place)))])

    @cached_property
    def _distinct(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]]:
        """The distinct places ascending, how many leads are at each, and which is each lead's."""
        if self.order is Order.ROWS:
            ones = np.ones(len(self.place), dtype=np.int64)
            return self.place, ones, self.place.astype(np.intp)
        low, high = int(self.place.min()), int(self.place.max())
        if high - low >= _MOST_DAYS:
            distinct, at, held = np.unique(self.place, return_inverse=True, return_counts=True)
            return distinct, held.astype(np.int64), at
        every = np.bincount(self.place - low)
        there = np.flatnonzero(every)
        order = np.zeros(len(every), dtype=np.intp)
        order[there] = np.arange(len(there))
        return there + low, every[there].astype(np.int64), order[self.place - low]


def in_time(
    created: NDArray[np.int32], known: NDArray[np.bool_], *, by_day: bool = False
) -> InTime | None:
    """The known leads in time; arrays of shape (rows,). None with fewer than two.

    `by_day`: by the day of creation however few have one.
    """
    dated = known & (created != BLANK_DAY)
    order = Order.DAYS
    if not by_day and np.count_nonzero(dated) < DATED * np.count_nonzero(known):
        order, dated = Order.ROWS, known
    rows = np.flatnonzero(dated)
    if len(rows) < 2:
        return None
    place = created[rows].astype(np.int64) if order is Order.DAYS else np.arange(len(rows))
    return InTime(order, rows, place, int(np.count_nonzero(known & (created == BLANK_DAY))))
