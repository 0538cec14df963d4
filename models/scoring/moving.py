"""Masks for days in a row: what was counted up to one day is carried on to the next.

The engine asks of a selection how many of each lead's activities lie before a day. From one day
to the next only those in between change the answer, so that a replay over years goes through
every activity a few times in all, instead of once for each day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.activity_answers import ActivityAnswers
from models.scoring.answers import Today
from models.scoring.chosen import Chosen, Places
from models.scoring.conditions import Selection
from models.scoring.masks import Masks
from models.scoring.sight import Sight


class MovingMasks(Masks):
    """Masks whose counts of activities move from day to day; for one thread. Equal answers."""

    def activities(self, sight: Sight) -> ActivityAnswers:
        """What is measured of the leads' activities as of the day."""
        return _MovingAnswers(self.leads, self.today(sight), sight.key, self._kept)


class DaysMasks(Masks):
    """Masks of one lead, a row for each day: every row is looked at on its own day."""

    def __init__(self, leads: Any, days: NDArray[np.int32]) -> None:
        super().__init__(leads)
        self._days = days

    def today(self, sight: Sight) -> Today:
        """The days; the sight's own day does not count."""
        return self._days


class _MovingAnswers(ActivityAnswers):
    def _choose(self, of: Selection) -> Chosen:
        found = super()._choose(of)
        return _Moving(found.starts, found.at, found.days, found.first)


@dataclass(frozen=True, eq=False)
class _Moving(Chosen):
    """Activities that also stand in the order of their days."""

    def until(self, today: Today, back: int | None = None) -> Places:
        """The place after the last activity of each lead that is at least `back` days old."""
        if not isinstance(today, int):
            return super().until(today, back)
        after: Places = self.starts[:-1] + self._upto(today - self.first - (back or 0), back)
        return after

    def counts(self, today: Today, days: int | None) -> Places:
        """How many of each lead have 0 <= age <= days."""
        newest = today - self.first
        if not isinstance(newest, int):
            return super().counts(today, days)
        held = self._upto(newest, None)
        if days is None or newest - days <= 0:
            return held
        found: Places = held - self._upto(newest - days - 1, days + 1)
        return found

    def _upto(self, limit: int, back: int | None) -> Places:
        """How many of each lead have a day up to `limit`, from the last such count of `back`."""
        limit = min(max(limit, -1), self.last)
        before, counts = self._reached.get(back, (-1, self._none))
        if limit != before:
            low, high = sorted((before, limit))
            between = self._by_day[self._ends[low + 1] : self._ends[high + 1]]
            change = np.bincount(between, minlength=len(self.starts) - 1)
            counts = counts + change if limit > before else counts - change
            counts.flags.writeable = False
            self._reached[back] = limit, counts
        return counts

    @cached_property
    def _reached(self) -> dict[int | None, tuple[int, Places]]:
        return {}

    @cached_property
    def _none(self) -> Places:
        return np.zeros(len(self.starts) - 1, dtype=np.int64)

    @cached_property
    def _by_day(self) -> NDArray[np.int32]:
        """The leads of the activities in the order of their days."""
        by_day: NDArray[np.int32] = self.lead[np.argsort(self.days, kind="stable")]
        return by_day

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """How many activities lie before each day since `first`, and at the end all of them."""
        ends = np.zeros(self.last + 2, dtype=np.int64)
        np.cumsum(np.bincount(self.days, minlength=self.last + 1), out=ends[1:])
        return ends
