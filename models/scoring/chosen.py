"""The activities of a selection, laid out so that any as-of day and window is found fast.

What does not depend on the day (types, details) is asked once and kept; the activities of a lead
stand in order, so that those of a window lie between two places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.activities import Activities
from models.leads.text import key
from models.scoring.answers import Today

Places = NDArray[np.int64]
"""Places in the chosen activities, one for each lead; shape (leads,)."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """Some activities of every lead, in order. `starts`: shape (leads + 1,), places by lead.

    `at`: which activities they are; None: all. `days`: days since `first`, in the smallest type.
    """

    starts: Places
    at: NDArray[np.int32] | None
    days: NDArray[Any]
    first: int

    def __len__(self) -> int:
        return len(self.days)

    @cached_property
    def last(self) -> int:
        """The latest day since `first`."""
        return int(self.days.max(initial=0))

    @property
    def events(self) -> NDArray[np.int32]:
        """Which activities they are."""
        return np.arange(len(self), dtype=np.int32) if self.at is None else self.at

    @cached_property
    def lead(self) -> NDArray[np.int32]:
        """The lead of each; shape (chosen,)."""
        leads = np.arange(len(self.starts) - 1, dtype=np.int32)
        return np.repeat(leads, self.per_lead)

    def day(self, places: Places) -> NDArray[np.int64]:
        """The day since 1970-01-01 at these places."""
        return self.days[places].astype(np.int64) + self.first

    def until(self, today: Today, back: int | None = None) -> Places:
        """The place after the last activity of each lead that is at least `back` days old.

        `back` None: that is not later than today.
        """
        limit = today - self.first - (0 if back is None else back)
        if isinstance(limit, int):
            if limit >= self.last:
                return self.starts[1:]
            if limit < 0:
                return self.starts[:-1]
            held = self.days <= limit
        else:
            held = self.days <= limit[self.lead]
        after: Places = self.starts[:-1] + self.sums(held.view(np.int8))
        return after

    def window(self, today: Today, days: int | None) -> tuple[Places, Places]:
        """The places of the activities with 0 <= age <= days: from, and up to (not included)."""
        end = self.until(today)
        return (self.starts[:-1] if days is None else self.until(today, days + 1)), end

    def held(self, today: Today, days: int | None) -> NDArray[np.bool_] | None:
        """Which have 0 <= age <= days; None: all of them."""
        newest = today - self.first
        if isinstance(newest, int):
            past = newest >= self.last
            if days is None or newest - days <= 0:
                return None if past else self.days <= newest
            held = self.days >= newest - days
            return held if past else held & (self.days <= newest)
        held = self.days <= newest[self.lead]
        if days is not None:
            held &= self.days >= (newest - days)[self.lead]
        return held

    def counts(self, today: Today, days: int | None) -> Places:
        """How many of each lead have 0 <= age <= days."""
        held = self.held(today, days)
        if held is None:
            return self.per_lead
        return self.sums(held.view(np.int8))

    def sums(self, values: NDArray[Any]) -> NDArray[Any]:
        """The sum over the activities of each lead; `values`: shape (chosen,)."""
        small = values.dtype.itemsize == 1 and self.largest < 1 << 23
        kind: Any = np.int32 if small else np.int64
        found = np.zeros(len(self.starts) - 1, dtype=kind)
        some, starts = self._with_some
        if len(some):
            # Leads without any leave no gap: each sum ends where the next begins.
            found[some] = np.add.reduceat(values, starts, dtype=kind)
        return found

    @cached_property
    def per_lead(self) -> Places:
        """How many of them each lead has."""
        return np.diff(self.starts)

    @cached_property
    def largest(self) -> int:
        """The most that one lead has."""
        return int(self.per_lead.max(initial=0))

    @cached_property
    def _with_some(self) -> tuple[NDArray[np.intp], Places]:
        some = np.flatnonzero(self.per_lead)
        return some, self.starts[some]


def sums_between(values: NDArray[Any], start: Places, end: Places) -> NDArray[np.int64]:
    """The sum of the values from each start up to its end (not included); 0 where that is empty."""
    if not len(start) or not len(values):
        return np.zeros(len(start), dtype=np.int64)
    ends = np.empty(2 * len(start), dtype=np.int64)
    ends[0::2], ends[1::2] = start, end
    if len(ends) and int(ends.max()) == len(values):
        values = np.append(values, values.dtype.type(0))
    found: NDArray[np.int64] = np.add.reduceat(values, ends, dtype=np.int64)[0::2]
    found[start >= end] = 0
    return found


def choose(activities: Activities, mask: NDArray[np.bool_] | None) -> Chosen:
    """The activities of a mask; None: all of them."""
    days = activities.days
    at = None if mask is None else np.flatnonzero(mask).astype(np.int32)
    if at is None:
        starts = activities.starts
    else:
        days = days[at]
        starts = np.searchsorted(at, activities.starts).astype(np.int64)
    first = int(days.min()) if len(days) else 0
    span = int(days.max()) - first if len(days) else 0
    kind: Any = np.uint8 if span < 1 << 8 else np.uint16 if span < 1 << 16 else np.int32
    return Chosen(starts, at, (days - first).astype(kind), first)


def of_types(activities: Activities, types: tuple[str, ...]) -> NDArray[np.bool_] | None:
    """The activities of these types, compared by key; None: all, since no type is named."""
    if not types:
        return None
    wanted = {key(item) for item in types}
    held = [text in wanted for text in activities.types.keys]
    table = np.array(held, dtype=np.bool_)
    if len(table):
        table[0] = False  # a blank type is of no named type
    return np.take(table, activities.types.codes)
