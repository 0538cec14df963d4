"""The best threshold by capacity, by value, by a wanted precision or recall; and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.evaluation.tallies import Interval
from models.evaluation.thresholds.curve import Counts, Figures, ThresholdCurve
from models.evaluation.thresholds.net_value import NetValues
from models.evaluation.thresholds.wishes import Capacity, Money, check_capacity

DRAWS = 1_000
OFF_BY = 5
MOST_CELLS = 1 << 21
"""Numbers that are drawn at once; of a wide scale fewer histories are drawn."""


@dataclass(frozen=True)
class BestByValue:
    """The threshold that earned most in this history, by its place.

    `low` to `high`: a band of doubt, the places around it of which nothing shows that they earn
    less: the 95 % interval of the difference reaches zero. `too_low`, `too_high`: what being off
    by five points would have cost, None where that lies outside the scale. `optimism`: by how much
    the best of many looks better, on the leads it was chosen by, than it will be on others.
    """

    place: int
    value: Interval
    low: int
    high: int
    too_low: Interval | None
    too_high: Interval | None
    optimism: float

    def fair(self, gain: Interval) -> Interval:
        """What it is worth less another threshold, without what the choice alone adds to it.

        The leads that chose the best also praise it, and nobody chose the other. The bias that
        choosing anew shows in histories drawn from this one (Efron and Tibshirani, An Introduction
        to the Bootstrap (1993), 17.6) is taken off the difference and its lower end. The upper end
        stays: moved along, the interval would lie too low where the two are close.
        """
        off = self.optimism
        return Interval(gain.value - off, gain.low - off, gain.high)


def by_capacity(curve: ThresholdCurve, capacity: Capacity) -> int | None:
    """The place of the lowest threshold with no more leads a week than can be worked.

    None where the length of the history is unknown, or even the highest threshold hands over more.
    """
    check_capacity(capacity)
    if not curve.weeks:
        return None
    fits = np.flatnonzero(curve.per_week <= capacity.per_week)
    return int(fits[0]) if len(fits) else None


def by_precision(curve: ThresholdCurve, wanted: float) -> int | None:
    """The place of the lowest threshold whose leads convert at least at this rate; None: none."""
    fits = np.flatnonzero(curve.precision >= wanted)  # NaN is never at least anything
    return int(fits[0]) if len(fits) else None


def by_recall(curve: ThresholdCurve, wanted: float) -> int | None:
    """The place of the highest threshold that still catches this share of conversions.

    None where no conversion is known, or where even the lowest threshold catches fewer.
    """
    fits = np.flatnonzero(curve.recall >= wanted)
    return int(fits[-1]) if len(fits) else None


def by_value(
    net: NetValues,
    curve: ThresholdCurve,
    counts: Counts,
    shares: Figures | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> BestByValue | None:
    """The threshold of the greatest net value; of equal ones the highest, which costs less work.

    None where no outcome is known. `counts` and `shares` as in `values_of`.
    """
    if not net.known:
        return None
    best = _last_best(net.values)
    value, low, high = net.less(best)
    alike = low <= 0
    first, last = best, best
    while first > 0 and alike[first - 1]:
        first -= 1
    while last + 1 < len(alike) and alike[last + 1]:
        last += 1

    def off(score: int) -> Interval | None:
        place = curve.at(score)
        if curve.scores[place] != score:
            return None
        return Interval(float(value[place]), float(low[place]), float(high[place]))

    score = int(curve.scores[best])
    drawn = net.factor * drawn_values(counts, net.money, draws, seed, shares)
    winners = drawn.shape[1] - 1 - np.argmax(drawn[:, ::-1], axis=1)
    looks = drawn[np.arange(len(drawn)), winners]
    optimism = float(np.mean(looks - net.values[winners]))
    return BestByValue(
        best,
        net.at(best),
        first,
        last,
        off(score - OFF_BY),
        off(score + OFF_BY),
        max(optimism, 0.0),
    )


def drawn_values(
    counts: Counts, money: Money, draws: int, seed: int, shares: Figures | None = None
) -> Figures:
    """The net value of each threshold in histories drawn from this one; shape (draws, n).

    Leads that stand alike with one outcome are alike, so that their numbers are drawn
    (multinomial). `shares`: the part of them that is worked.
    """
    cells = counts[:, :2].astype(np.int64)
    draws = max(50, min(draws, MOST_CELLS // cells.size))
    total = int(cells.sum())
    held = np.flatnonzero(cells.ravel())
    flat = np.zeros((draws, cells.size))
    if total:
        chances = cells.ravel()[held] / total
        flat[:, held] = np.random.default_rng(seed).multinomial(total, chances, size=draws)
    drawn = flat.reshape(draws, -1, 2)
    if shares is not None:
        drawn *= shares[:, :2]
    earned = drawn[:, :, 1] * (money.win - money.cost) - drawn[:, :, 0] * money.cost
    above: Figures = np.cumsum(earned[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return above


def _last_best(values: Figures) -> int:
    """The highest place of the greatest value; sums of parts differ in their last digits."""
    most = float(values.max())
    return int(np.flatnonzero(values >= most - 1e-9 * max(1.0, abs(most)))[-1])
