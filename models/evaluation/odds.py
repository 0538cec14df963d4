"""Odds ratios of two groups of leads: how many times the odds to convert, with interval and p.

Odds are converted for each lead that did not. A ratio of 1 says that both groups do the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval

ENOUGH = 5
"""Leads that chance would leave in each cell for the chi-squared to hold (Cochran 1954)."""
HALF = 0.5
"""Added to every cell where one is zero (Haldane 1956, Anscombe 1956)."""

EXACT = "Fisher's exact test"
CHI_SQUARED = "Pearson's chi-squared"
LOGIT = "Woolf's logit interval"
SMOOTHED = "Woolf's logit interval, half a lead added to each cell"


@dataclass(frozen=True)
class Odds:
    """The odds ratio with its 95 % interval; `log` its logarithm and `error` that one's standard
    error. `p`: how likely so uneven groups are by chance alone. How both were found, in words.
    """

    ratio: Interval
    log: float
    error: float
    p: float
    interval_by: str
    p_by: str


def odds_ratio(won: int, lost: int, other_won: int, other_lost: int) -> Odds | None:
    """Converted and others of one group against those of the other group.

    The interval is Woolf's (Annals of Human Genetics 19 (1955), 251-253) on the logarithm. None
    where a group is empty or all leads have one outcome.
    """
    cells = (won, lost, other_won, other_lost)
    if not (won + lost and other_won + other_lost and won + other_won and lost + other_lost):
        return None
    zero = 0 in cells
    a, b, c, d = (cell + HALF if zero else float(cell) for cell in cells)
    logarithm, error = log(a) + log(d) - log(b) - log(c), sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    half = NORMAL_95 * error
    ratio = Interval(exp(logarithm), exp(logarithm - half), exp(logarithm + half))
    p, by = _p(*cells)
    return Odds(ratio, logarithm, error, p, SMOOTHED if zero else LOGIT, by)


def _p(won: int, lost: int, other_won: int, other_lost: int) -> tuple[float, str]:
    hits, others = won + lost, other_won + other_lost
    every, converted = hits + others, won + other_won
    least = min(hits, others) * min(converted, every - converted) / every
    if least < ENOUGH:
        return fisher(won, lost, other_won, other_lost), EXACT
    # Twice the cross difference keeps the counts whole until the last step.
    apart = float(won * other_lost - lost * other_won)
    spread = float(hits) * others * converted * (every - converted)
    return erfc(sqrt(apart * apart * every / spread / 2)), CHI_SQUARED


def fisher(won: int, lost: int, other_won: int, other_lost: int) -> float:
    """Fisher's exact test, two-sided: the tables that are no likelier than the one found."""
    hits, converted = won + lost, won + other_won
    every = hits + other_won + other_lost
    low, high = max(0, hits + converted - every), min(hits, converted)
    chances = _hypergeometric(np.arange(low, high + 1), hits, converted, every)
    # Tables that are equally likely differ in their last digits.
    tail = chances[chances <= chances[won - low] * (1 + 1e-7)].sum()
    return min(1.0, float(tail))


def _hypergeometric(
    won: NDArray[np.int64], hits: int, converted: int, every: int
) -> NDArray[np.float64]:
    """How likely so many of the hits convert, all margins given; sums to 1."""
    first = _choose(hits, int(won[0])) + _choose(every - hits, converted - int(won[0]))
    start = first - _choose(every, converted)
    before = won[:-1].astype(np.float64)
    up = (hits - before) * (converted - before)
    down = (before + 1) * (every - hits - converted + before + 1)
    return np.asarray(np.exp(start + np.concatenate([[0.0], np.cumsum(np.log(up / down))])))


def _choose(of: int, number: int) -> float:
    return lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1)
