"""Every threshold at once: leads, conversions caught and missed, precision, recall, net value.

All from the histogram of where leads stand by outcome. Rates and money are of leads whose outcome
is known; the volume counts all leads, since sales would be handed those too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.thresholds.wishes import Money

Figures = NDArray[np.float64]
Counts = NDArray[Any]
"""Leads by threshold that they reach and outcome (not converted, converted, unknown)."""


@dataclass(frozen=True, eq=False)
class ThresholdCurve:
    """Figures for each threshold, ascending.

    `scores` (n,): the thresholds. `leads`, `known`, `converted` (n,): leads at or above each,
    those whose outcome is known, conversions; parts of leads where only a part is worked.
    `every`: (not converted, converted, unknown) of all leads, below every threshold too. `weeks`:
    how long the history is, 0 where no dates tell it.
    """

    scores: NDArray[np.int64]
    leads: Counts
    known: Counts
    converted: Counts
    every: tuple[int, int, int]
    weeks: float = 0.0

    @property
    def all_converted(self) -> int:
        """Conversions in the history."""
        return self.every[1]

    @property
    def all_known(self) -> int:
        """Leads of the history whose outcome is known."""
        return self.every[0] + self.every[1]

    @property
    def missed(self) -> Counts:
        """Conversions below each threshold."""
        return self.all_converted - self.converted

    @cached_property
    def precision(self) -> Figures:
        """The share of the leads handed over that convert; NaN where none is known."""
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Figures = np.where(self.known > 0, self.converted / self.known, np.nan)
        return found

    @cached_property
    def recall(self) -> Figures:
        """The share of conversions handed over; NaN where nobody converted."""
        if not self.all_converted:
            return np.full(len(self.scores), np.nan)
        return self.converted / self.all_converted

    @cached_property
    def per_week(self) -> Figures:
        """Leads handed over in a week of the history; NaN where its length is unknown."""
        if not self.weeks:
            return np.full(len(self.scores), np.nan)
        return self.leads / self.weeks

    def value(self, money: Money) -> Figures:
        """What the wins are worth less what working all leads costs, of leads that are known."""
        return money.win * self.converted - money.cost * self.known

    def at(self, score: int) -> int:
        """The place of a threshold, else of the next below it, else of the first."""
        return max(0, int(np.searchsorted(self.scores, score, side="right")) - 1)


def curve_of(counts: Counts, scores: NDArray[np.int64], weeks: float = 0.0) -> ThresholdCurve:
    """The curve of counts, shape (n + 1, 3): a first row of leads that reach no threshold."""
    above = np.cumsum(counts[::-1], axis=0)[::-1][1:]
    every = tuple(round(float(number)) for number in counts.sum(axis=0))
    return ThresholdCurve(
        scores,
        above.sum(axis=1),
        above[:, 0] + above[:, 1],
        above[:, 1].copy(),
        (every[0], every[1], every[2]),
        weeks,
    )
