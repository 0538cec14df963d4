"""What one lead might do: its own activities without some of them, with some that others did.

An activity that is tried out is one of the history, so that it has details as they occur, on
another day. One lead may be put together in many ways at once, a row for each.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.activity_table import Activities
from models.leads.columns import Column, TextColumn, joined, rows_of

LATEST = 86_399
"""The second of the day of what is tried out: it comes after all that was done on that day."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Repertoire:
    """What a lead did (`own`: activities of one lead) and what it might do (`more`: of any)."""

    own: Activities
    more: Activities

    def rows(self, count: int, of: Rows, which: Rows, day: int | Rows) -> Activities:
        """The lead `count` times, each with its own activities and with some more.

        `of`, `which`: an activity of `more` that a row does as well; shape (added,) each, an
        activity may come several times. `day`: on which, since 1970-01-01, for all or for each.
        """
        have, added = len(self.own), len(of)
        owner = np.concatenate([np.repeat(np.arange(count, dtype=np.intp), have), of])
        places = np.concatenate([np.tile(np.arange(have, dtype=np.intp), count), which + have])
        days = self._days[places]
        days[len(days) - added :] = day
        seconds = self._seconds[places]
        seconds[len(seconds) - added :] = LATEST
        order = np.lexsort((seconds, days, owner))  # stable: what is added comes last
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(owner, minlength=count), out=starts[1:])
        places = places[order]
        types = rows_of(self._types, places)
        assert isinstance(types, TextColumn)
        return Activities(
            starts,
            days[order],
            seconds[order],
            types,
            {name: rows_of(column, places) for name, column in self._details.items()},
            np.arange(len(places), dtype=np.int32),
            self.own.recipe,
            self.own.report,
        )

    @cached_property
    def _days(self) -> NDArray[np.int32]:
        return np.concatenate([self.own.days, self.more.days])

    @cached_property
    def _seconds(self) -> NDArray[np.int32]:
        return np.concatenate([self.own.seconds, self.more.seconds])

    @cached_property
    def _types(self) -> Column:
        return joined([self.own.types, self.more.types])

    @cached_property
    def _details(self) -> dict[str, Column]:
        more = self.more.details
        return {name: joined([held, more[name]]) for name, held in self.own.details.items()}


def without(own: Activities, places: Collection[int]) -> Activities:
    """The activities of one lead but those at these places."""
    kept = np.array([place for place in range(len(own)) if place not in places], dtype=np.intp)
    return own.at(np.array([0, len(kept)], dtype=np.int64), kept)
