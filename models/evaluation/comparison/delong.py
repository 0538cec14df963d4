"""The difference of two AUCs on the same leads, by DeLong, DeLong and Clarke-Pearson.

Biometrics 44 (1988), 837-845: the AUC is a mean of placements, and so is its covariance with the
AUC of another model on the same leads. Computed from counts of pairs of scores, ties half; its
standard error is laid on Student's t, as few conversions leave it in doubt itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.doubt import around
from models.evaluation.comparison.paired import Paired
from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval

LEAST_OF_EACH = 2
"""Leads of either outcome that a variance needs."""


@dataclass(frozen=True)
class AucDifference:
    """AUC of A and of B with their intervals, A minus B with its own, and the two-sided p."""

    a: Interval
    b: Interval
    difference: Interval
    p: float
    error: float


def auc_difference(pairs: Paired) -> AucDifference | None:
    """A minus B; None with fewer than two leads of either outcome."""
    no, yes, _ = pairs.totals
    if no < LEAST_OF_EACH or yes < LEAST_OF_EACH:
        return None
    a_yes, a_no, a = _of_pairs(pairs.a, pairs.counts)
    b_yes, b_no, b = _of_pairs(pairs.b, pairs.counts)
    lost, won = pairs.counts[:, 0], pairs.counts[:, 1]

    def covariance(
        one: tuple[NDArray[np.float64], ...], two: tuple[NDArray[np.float64], ...]
    ) -> float:
        of_yes = float(won @ (one[0] * two[0])) / (yes - 1) / yes
        return of_yes + float(lost @ (one[1] * two[1])) / (no - 1) / no

    parts_a, parts_b = (a_yes - a, a_no - a), (b_yes - b, b_no - b)
    of_a, of_b = covariance(parts_a, parts_a), covariance(parts_b, parts_b)
    parts = (parts_a[0] - parts_b[0], parts_a[1] - parts_b[1])
    error = sqrt(max(0.0, covariance(parts, parts)))
    between, p = around(a - b, error, min(no, yes))
    if pairs.same:
        between = Interval(0.0, 0.0, 0.0)
    return AucDifference(_interval(a, of_a), _interval(b, of_b), between, p, error)


def _interval(value: float, variance: float) -> Interval:
    half = NORMAL_95 * sqrt(max(0.0, variance))
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def placements(
    lost: NDArray[np.int64], won: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """For each score, ascending: the share of the other outcome that a lead of it is ranked rightly
    against, for converted leads and for those not converted; and the AUC.

    `lost`, `won`: leads not converted and converted at each score, some of either.
    """
    of_yes = (np.cumsum(lost) - lost / 2) / lost.sum()
    of_no = 1 - (np.cumsum(won) - won / 2) / won.sum()
    return of_yes, of_no, float(won @ of_yes) / float(won.sum())


def _of_pairs(
    scores: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """The same for each pair of scores, by one of the models."""
    distinct, place = np.unique(scores, return_inverse=True)
    lost, won = (
        np.bincount(place, counts[:, which], len(distinct)).astype(np.int64) for which in range(2)
    )
    of_yes, of_no, auc = placements(lost, won)
    return of_yes[place], of_no[place], auc
