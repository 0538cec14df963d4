"""What a rule is worth in the model's own points, by what became of the leads.

The outcome is explained by the score without the rule and by whether the rule hits (a logistic
regression): log odds = a + b x score without + c x hit. So b is what one point of the other rules
stands for here, and c / b is the points that the rule is worth: leads with it convert as others do
that have so many points more. Rules that hit the same leads do not count twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import FEWEST, Interval

_STEPS = 50
_CLOSE = 1e-9


@dataclass(frozen=True)
class Worth:
    """`points`: what the rule is worth, with its 95 % interval. `given`: by how much it moves the
    scores of its leads, on average. `p`: how likely the history would be so far from that if the
    rule were worth just this. `per_point`: log odds that one point of the other rules stands for.
    """

    points: Interval
    given: float
    p: float
    per_point: float


@dataclass(frozen=True, eq=False)
class Fit:
    """A logistic regression: what each column stands for in log odds, and the covariances."""

    values: NDArray[np.float64]
    covariance: NDArray[np.float64]


def logistic(
    columns: NDArray[np.float64], won: NDArray[np.float64], leads: NDArray[np.float64]
) -> Fit | None:
    """The likeliest log odds by `columns`, shape (cells, columns), of `won` among `leads`.

    By Newton's method (McCullagh and Nelder, Generalized Linear Models (1989), 4.4). None where
    it does not settle, because a column parts the outcomes or says the same as others.
    """
    values = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ values, -30, 30)))
        weight = leads * chance * (1 - chance)
        information = columns.T @ (weight[:, None] * columns)
        if np.linalg.cond(information) > 1e12:
            return None
        covariance = np.linalg.inv(information)
        step = covariance @ (columns.T @ (won - leads * chance))
        values = values + np.clip(step, -5, 5)
        if float(np.abs(step).max()) < _CLOSE:
            return Fit(values, np.asarray(covariance, dtype=np.float64))
    return None


def worth_of(
    without: NDArray[np.integer],
    hit: NDArray[np.bool_],
    converted: NDArray[np.bool_],
    given: float,
) -> Worth | None:
    """The worth of a rule; None: not enough leads, or the other points say nothing by themselves.

    Of leads with a known outcome, shape (leads,): `without`, the score without the rule, `hit`,
    whom it hits, `converted`.
    """
    low = int(without.min()) if len(without) else 0
    key = ((without.astype(np.int64) - low) * 2 + hit) * 2 + converted
    counts = np.bincount(key, minlength=4)
    counts = np.concatenate([counts, np.zeros(-len(counts) % 4, dtype=np.int64)]).reshape(-1, 2, 2)
    if int(counts.sum(axis=0).min()) < FEWEST:
        return None
    held, side = np.nonzero(counts.sum(axis=2))
    cells = counts[held, side]
    # Scores are put around their middle, so that the numbers stay of one size.
    levels = held.astype(np.float64)
    middle, wide = float(levels.mean()), max(1.0, float(np.ptp(levels)))
    columns = np.stack([np.ones(len(held)), (levels - middle) / wide, side.astype(float)], axis=1)
    fit = logistic(columns, cells[:, 1].astype(float), cells.sum(axis=1).astype(float))
    if fit is None:
        return None
    slope, own = float(fit.values[1]) / wide, float(fit.values[2])
    of_slope = float(fit.covariance[1, 1]) / wide / wide
    both, of_own = float(fit.covariance[1, 2]) / wide, float(fit.covariance[2, 2])
    points = ratio(own, slope, of_own, both, of_slope)
    if slope <= 0 or points is None:
        return None
    error = sqrt(max(0.0, of_own - 2 * given * both + given * given * of_slope))
    p = erfc(abs(own - given * slope) / error / sqrt(2)) if error else 1.0
    return Worth(points, given, p, slope)


def ratio(
    above: float, below: float, of_above: float, both: float, of_below: float
) -> Interval | None:
    """The ratio of two estimates with Fieller's interval; None: the lower one may be zero.

    Fieller, JRSS B 16 (1954), 175-185; variances and the covariance of the two are given.
    """
    z2 = NORMAL_95 * NORMAL_95
    a = below * below - z2 * of_below
    if a <= 0:
        return None
    b, c = above * below - z2 * both, above * above - z2 * of_above
    root = sqrt(max(0.0, b * b - a * c))
    return Interval(above / below, (b - root) / a, (b + root) / a)
