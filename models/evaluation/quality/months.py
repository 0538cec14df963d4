"""The month in which each lead was created, for figures by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.wording import MONTHS

MOST = 36
"""Months that are shown: the last ones."""


@dataclass(frozen=True, eq=False)
class Months:
    """`first`: months since January 1970 of the first month shown. `codes` (rows,): the place of
    a lead's month in `counts`, which are the leads of each month; -1 where it is not among them.
    `earlier`: leads created before the first month; `undated`: leads without a creation."""

    first: int
    codes: NDArray[np.int32]
    counts: NDArray[np.int64]
    earlier: int = 0
    undated: int = 0

    def __len__(self) -> int:
        return len(self.counts)

    def name(self, place: int) -> str:
        """The month at a place: "Mar 2026"."""
        return f"{MONTHS[(self.first + place) % 12]} {1970 + (self.first + place) // 12}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all months."""
        return tuple(map(self.name, range(len(self))))


def months_of(created: NDArray[np.int32], until: int) -> Months | None:
    """The months up to a day (days since 1970-01-01); None where no lead was created by then."""
    known = (created != BLANK_DAY) & (created <= until)
    if not known.any():
        return None
    days = np.where(known, created, 0)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    last = int(months[known].max())
    first = max(int(months[known].min()), last - MOST + 1)
    shown = known & (months >= first)
    codes = np.where(shown, months - first, -1).astype(np.int32)
    counts = np.bincount(codes[shown], minlength=last - first + 1).astype(np.int64)
    earlier = int(np.count_nonzero(known & ~shown))
    return Months(first, codes, counts, earlier, int(np.count_nonzero(created == BLANK_DAY)))
