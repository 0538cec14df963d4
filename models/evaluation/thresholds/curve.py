"""Every threshold at once: leads, conversions caught and missed, precision, recall, net value.

All from the histogram of the score by outcome. Rates and money are of leads whose outcome is
known; the volume counts all leads, since sales would be handed those too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import Histogram
from models.evaluation.thresholds.wishes import Money

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ThresholdCurve:
    """Figures for each threshold, from the least score to one above the greatest.

    `scores` (n,): the thresholds; the last one hands over nobody. `leads`, `known`, `converted`
    (n,): leads at or above it, those whose outcome is known, conversions. `weeks`: how long the
    history is, 0 where no dates tell it.
    """

    scores: NDArray[np.int64]
    leads: NDArray[np.int64]
    known: NDArray[np.int64]
    converted: NDArray[np.int64]
    weeks: float = 0.0

    @property
    def all_converted(self) -> int:
        """Conversions in the history."""
        return int(self.converted[0]) if len(self.converted) else 0

    @property
    def missed(self) -> NDArray[np.int64]:
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
        """The place of a threshold; the nearest one where it lies outside the scale."""
        return int(np.clip(score - self.scores[0], 0, len(self.scores) - 1))


def curve_of(histogram: Histogram, least: int, weeks: float = 0.0) -> ThresholdCurve:
    """The curve of a histogram, shape (levels, 3), whose first level is the score `least`."""
    above = np.zeros((len(histogram) + 1, 3), dtype=np.int64)
    np.cumsum(histogram[::-1], axis=0, out=above[1:])
    above = above[::-1]
    scores = np.arange(least, least + len(histogram) + 1, dtype=np.int64)
    known = above[:, 0] + above[:, 1]
    return ThresholdCurve(scores, above.sum(axis=1), known, above[:, 1].copy(), weeks)


def weeks_of(days: NDArray[np.integer], blank: int) -> float:
    """How many weeks lie between the first and the last day that is known; 0 without two days."""
    known = days[days != blank]
    if not len(known):
        return 0.0
    span = int(known.max()) - int(known.min()) + 1
    return span / 7 if span > 1 else 0.0
