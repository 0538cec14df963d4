"""The interval of a net value: conversions times what each brings, less what the others cost.

Both numbers are binomial counts out of all leads whose outcome is known. Their intervals are
Wilson's, with fewer than `FEW` corrected for continuity (Newcombe, Statistics in Medicine 17
(1998), 857-872, methods 3 and 4), so that few conversions make them wide and none does not make
them a point. They are put together as in Zou and Donner (Statistics in Medicine 27 (2008),
1693-1702), with the correlation that two cells of one multinomial have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.evaluation.metrics import NORMAL_95
from models.evaluation.rates import FEW
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.curve import Counts, Figures
from models.evaluation.thresholds.wishes import Money

Z2 = NORMAL_95**2


def net_values(
    counts: Counts, known: int, money: Money, squares: Counts | None = None
) -> tuple[Figures, Figures, Figures]:
    """The net value of leads, and the ends of its 95 % interval; three arrays (n,).

    `counts` (n, 2): leads that did not convert and that did, of `known` leads in all; parts of
    leads where only a part is worked: then `squares` (n, 2) holds the sums of the squared parts.
    """
    lost, won = counts[:, 0].astype(np.float64), counts[:, 1].astype(np.float64)
    gain = money.win - money.cost
    value = gain * won - money.cost * lost
    if not known:
        return value, value.copy(), value.copy()
    # Weighted counts are as sure as fewer whole ones, each of which weighs the same.
    weights = [np.ones(len(value)), np.ones(len(value))]
    if squares is not None:
        weights = [
            np.divide(squares[:, k], c, out=np.ones(len(value)), where=c > 0)
            for k, c in enumerate((lost, won))
        ]
    n_lost, n_won = lost / weights[0], won / weights[1]
    lost_low, lost_high = _ends(n_lost, known)
    won_low, won_high = _ends(n_won, known)
    p, q = n_won / known, n_lost / known
    with np.errstate(invalid="ignore", divide="ignore"):
        together = np.sqrt(p * q / ((1 - p) * (1 - q)))
    together = np.where(np.isfinite(together), np.minimum(together, 1.0), 0.0)
    a, b = gain * weights[1], money.cost * weights[0]

    def reach(of_won: Figures, of_lost: Figures) -> Figures:
        one, other = a * of_won, b * of_lost
        found: Figures = np.sqrt(one**2 + other**2 + 2 * together * one * other)
        return found

    low = value - reach(n_won - won_low, lost_high - n_lost)
    high = value + reach(won_high - n_won, n_lost - lost_low)
    return value, low, high


def interval_of(value: tuple[Figures, Figures, Figures], place: int) -> Interval:
    """One of the net values with its interval."""
    return Interval(*(float(part[place]) for part in value))


def _ends(hits: Figures, known: int) -> tuple[Figures, Figures]:
    """The ends of the interval of a count out of `known`, in leads."""
    share = hits / known
    middle = 2 * hits + Z2
    both = 2 * (known + Z2)
    plain = NORMAL_95 * np.sqrt(Z2 + 4 * hits * (1 - share))
    few = (hits < FEW) | (known - hits < FEW)
    inside_low = Z2 - 2 - 1 / known + 4 * share * (known * (1 - share) + 1)
    inside_high = Z2 + 2 - 1 / known + 4 * share * (known * (1 - share) - 1)
    low_few = middle - 1 - NORMAL_95 * np.sqrt(np.maximum(inside_low, 0))
    high_few = middle + 1 + NORMAL_95 * np.sqrt(np.maximum(inside_high, 0))
    low = np.where(few, low_few, middle - plain) / both
    high = np.where(few, high_few, middle + plain) / both
    low = np.where(hits <= 0, 0.0, np.maximum(low, 0.0))
    high = np.where(hits >= known, 1.0, np.minimum(high, 1.0))
    return np.minimum(low * known, hits), np.maximum(high * known, hits)


@dataclass(frozen=True, eq=False)
class NetValues:
    """The net value of every threshold, and of every change from one to another.

    `above`, `squares` (n, 2): worked leads at or above each threshold that did not convert and
    that did, and their squared parts; of `known` leads. `factor`: from this history to the time
    that is spoken of, such as a year.
    """

    above: Figures
    squares: Figures
    known: int
    money: Money
    factor: float = 1.0

    @cached_property
    def all(self) -> tuple[Figures, Figures, Figures]:
        """Of each threshold the net value and the ends of its interval; three arrays (n,)."""
        return self._scaled(net_values(self.above, self.known, self.money, self.squares))

    @property
    def values(self) -> Figures:
        """The net value of each threshold; shape (n,)."""
        return self.all[0]

    def at(self, place: int) -> Interval:
        """The net value of one threshold, by its place."""
        return interval_of(self.all, place)

    def less(self, place: int) -> tuple[Figures, Figures, Figures]:
        """What a threshold is worth less each other one, and the ends of the interval.

        Only the leads between two thresholds count, so that the interval is as short as it can be.
        """
        parts = self.above[place] - self.above, self.squares[place] - self.squares
        sign = np.where(np.arange(len(self.above)) >= place, 1.0, -1.0)
        value, low, high = net_values(np.abs(parts[0]), self.known, self.money, np.abs(parts[1]))
        turned = sign < 0
        low, high = np.where(turned, -high, low), np.where(turned, -low, high)
        low[place] = high[place] = 0.0
        return self._scaled((sign * value, low, high))

    def difference(self, place: int, other: int) -> Interval:
        """What one threshold is worth less another one."""
        return interval_of(self.less(place), other)

    def _scaled(self, found: tuple[Figures, Figures, Figures]) -> tuple[Figures, Figures, Figures]:
        value, low, high = (self.factor * part for part in found)
        return value, low, high


def values_of(
    counts: Counts, known: int, money: Money, shares: Figures | None = None, factor: float = 1.0
) -> NetValues:
    """Net values from counts by standing and outcome, (n + 1, 3); see `curve_of`.

    `shares`, of the same shape: the part of these leads that is worked; None: all.
    """
    whole = counts[:, :2].astype(np.float64)
    parts = whole if shares is None else whole * shares[:, :2]
    squares = whole if shares is None else parts * shares[:, :2]
    return NetValues(_above(parts), _above(squares), known, money, factor)


def _above(cells: Figures) -> Figures:
    summed: Figures = np.cumsum(cells[::-1], axis=0)[::-1][1:]
    return summed
