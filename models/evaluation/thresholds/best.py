"""The best threshold by capacity, by value, by a wanted precision or recall; and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import Histogram
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.curve import Figures, ThresholdCurve
from models.evaluation.thresholds.wishes import Capacity, Money, check_capacity, check_money

DRAWS = 1_000
OFF_BY = 5


@dataclass(frozen=True)
class BestByValue:
    """The threshold that earned most in this history.

    `low` to `high`: a band of doubt: thresholds that earned most in 95 of 100 histories drawn from
    this one. `too_low`, `too_high`: what being off by five points would have cost, None where that
    lies outside the scale.
    """

    score: int
    value: Interval
    low: int
    high: int
    too_low: Interval | None
    too_high: Interval | None


def by_capacity(curve: ThresholdCurve, capacity: Capacity) -> int | None:
    """The lowest threshold with no more leads a week than can be worked; None: length unknown.

    Where even the highest score has more, it is one above the scale: nobody can be handed over.
    """
    check_capacity(capacity)
    if not curve.weeks:
        return None
    fits = np.flatnonzero(curve.per_week <= capacity.per_week)
    return int(curve.scores[fits[0]])


def by_precision(curve: ThresholdCurve, wanted: float) -> int | None:
    """The lowest threshold whose leads convert at least at this rate; None where none do."""
    fits = np.flatnonzero(curve.precision >= wanted)  # NaN is never at least anything
    return int(curve.scores[fits[0]]) if len(fits) else None


def by_recall(curve: ThresholdCurve, wanted: float) -> int | None:
    """The highest threshold that still catches this share of conversions; None: none are known."""
    fits = np.flatnonzero(curve.recall >= wanted)
    return int(curve.scores[fits[-1]]) if len(fits) else None


def by_value(
    curve: ThresholdCurve, histogram: Histogram, money: Money, draws: int = DRAWS, seed: int = 1
) -> BestByValue | None:
    """The threshold of the greatest net value; of equal ones the highest, which costs less work.

    None where no outcome is known. The intervals come from drawing the leads again (see
    `drawn_values`), each kind of lead with its share of the history.
    """
    check_money(money)
    if not int(curve.known[0]):
        return None
    values = curve.value(money)
    best = _last_best(values)
    drawn = drawn_values(histogram, money, draws, seed)
    winners = np.array([_last_best(row) for row in drawn])
    low, high = np.quantile(winners, (0.025, 0.975), method="nearest").astype(int).tolist()
    regret = drawn[:, best][:, None] - drawn

    def cost(place: int) -> Interval | None:
        if not 0 <= place < len(values):
            return None
        return _interval(float(values[best] - values[place]), regret[:, place])

    return BestByValue(
        int(curve.scores[best]),
        _interval(float(values[best]), drawn[:, best]),
        int(curve.scores[min(low, best)]),
        int(curve.scores[max(high, best)]),
        cost(best - OFF_BY),
        cost(best + OFF_BY),
    )


def value_band(
    histogram: Histogram, money: Money, draws: int = DRAWS, seed: int = 1
) -> tuple[Figures, Figures]:
    """The 95 % interval of the net value of each threshold; two arrays (n,)."""
    low, high = np.quantile(drawn_values(histogram, money, draws, seed), (0.025, 0.975), axis=0)
    return low, high


def drawn_values(histogram: Histogram, money: Money, draws: int, seed: int) -> Figures:
    """The net value of each threshold in histories drawn from this one; shape (draws, n).

    Leads of one score and outcome are alike, so that their numbers are drawn (multinomial).
    """
    counts = histogram[:, :2].astype(np.int64)
    total = int(counts.sum())
    held = np.flatnonzero(counts.ravel())
    drawn = np.zeros((draws, counts.size))
    if total:
        shares = counts.ravel()[held] / total
        drawn[:, held] = np.random.default_rng(seed).multinomial(total, shares, size=draws)
    cells = drawn.reshape(draws, -1, 2)
    earned = cells[:, :, 1] * (money.win - money.cost) - cells[:, :, 0] * money.cost
    above = np.zeros((draws, len(counts) + 1))
    above[:, :-1] = np.cumsum(earned[:, ::-1], axis=1)[:, ::-1]
    return above


def _last_best(values: NDArray[np.float64]) -> int:
    return len(values) - 1 - int(np.argmax(values[::-1]))


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return Interval(value, min(low, value), max(high, value))
