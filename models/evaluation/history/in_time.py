"""Leads in the order of time: by their day of creation, or else by the order of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.leads.columns import BLANK_DAY
from models.leads.wording import day_words

DATED = 0.5
"""The share of the leads that must have a day of creation for the days to give the order."""


class Order(StrEnum):
    """What says which leads are older."""

    DAYS = "day of creation"
    ROWS = "order of the rows"


@dataclass(frozen=True, eq=False)
class InTime:
    """`rows`: the leads that have a place in time, `place` of each: its day, or its position among
    them. `undated`: leads left out, without a day.
    """

    order: Order
    rows: NDArray[np.intp]
    place: NDArray[np.int64]
    undated: int

    def blocks(self, number: int) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Successive parts of about equally many leads, the oldest first: that of each of `rows`,
        and their names. Fewer where many leads have one day.
        """
        steps = np.arange(1, number) / number
        edges = np.unique(np.quantile(self.place, steps, method="inverted_cdf"))
        block = np.searchsorted(edges, self.place, side="left")
        found, block = np.unique(block, return_inverse=True)
        return block.astype(np.int64), tuple(
            self._named(self.place[block == at]) for at in range(len(found))
        )

    def _named(self, place: NDArray[np.int64]) -> str:
        low, high = int(place.min()), int(place.max())
        if self.order is Order.DAYS:
            return f"{day_words(day_of(low))} to {day_words(day_of(high))}"
        return f"leads {low + 1:,} to {high + 1:,}"

    @property
    def middle(self) -> int:
        """The first place of the newer half; the halves are as equal as whole days allow."""
        distinct, counts = np.unique(self.place, return_counts=True)
        older = np.cumsum(counts) - counts
        return int(distinct[np.argmin(np.abs(2 * older - len(self.place)))])


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
    return InTime(order, rows, place, int(np.count_nonzero(known)) - len(rows))
