"""The ranking held against that of a pinned version, from counts by score alone.

What the covariance of two AUCs needs of the pinned version is one number of each lead: the share
of the other outcome that the version ranked it rightly against (DeLong, DeLong and Clarke-Pearson,
as in `delong`). It does not change while something is dragged, so that its sums by score, which a
drag cube keeps, give the same difference and interval as all pairs of scores would.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.delong import LEAST_OF_EACH, placements
from models.evaluation.comparison.doubt import around
from models.evaluation.metrics import Histogram
from models.evaluation.tallies import Interval
from models.scoring.counting import CONVERTED
from models.scoring.engine import Scored

_NOTHING = 1e-12
"""A variance of the difference as small as this part of the AUCs' own is rounding."""


@dataclass(frozen=True)
class Ranking:
    """The AUC now and of the pinned version, now less pinned with its interval, and its p."""

    now: float
    pinned: float
    difference: Interval
    p: float


@dataclass(frozen=True, eq=False)
class Pinned:
    """A version's ranking. `placed` (rows,): the placement of each lead less the AUC, 0 where the
    outcome is unknown."""

    auc: float
    variance: float
    placed: NDArray[np.float64]


def pinned_of(saved: Scored, outcome: NDArray[np.uint8]) -> Pinned | None:
    """The version's ranking of these leads; None with fewer than two of either outcome."""
    size = saved.model.scale.most - saved.model.scale.least + 1
    keys = saved.levels.astype(np.int32) * 3 + outcome
    counts = np.bincount(keys, minlength=3 * size).reshape(size, 3)
    found = _placements(counts)
    if found is None:
        return None
    auc, of_yes, of_no = found
    table = np.zeros((size, 3))
    table[:, 0], table[:, CONVERTED] = of_no, of_yes
    return Pinned(auc, _covariance(counts, of_yes, of_no), table.ravel()[keys])


def ranking_of(pinned: Pinned, scored: Scored, outcome: NDArray[np.uint8]) -> Ranking | None:
    """The ranking of these leads by a model, against the version."""
    size = scored.model.scale.most - scored.model.scale.least + 1
    keys = scored.levels.astype(np.int32) * 3 + outcome
    histogram = np.bincount(keys, minlength=3 * size).reshape(size, 3)
    summed = np.bincount(keys, pinned.placed, 3 * size).astype(np.float64).reshape(size, 3)
    return ranking_against(pinned, histogram, summed)


def ranking_against(
    pinned: Pinned, histogram: Histogram, summed: NDArray[np.float64]
) -> Ranking | None:
    """The ranking of a histogram, shape (levels, 3), against the version.

    `summed`: the sums of `placed` by level and outcome, shape (levels, 3).
    """
    found = _placements(histogram)
    if found is None:
        return None
    auc, of_yes, of_no = found
    no, yes = (int(number) for number in histogram[:, :2].sum(axis=0))
    shared = float(of_yes @ summed[:, 1]) / (yes - 1) / yes
    shared += float(of_no @ summed[:, 0]) / (no - 1) / no
    own = _covariance(histogram, of_yes, of_no)
    variance = own + pinned.variance - 2 * shared
    if variance < _NOTHING * (own + pinned.variance):
        variance = 0.0
    difference, p = around(auc - pinned.auc, sqrt(variance), min(no, yes))
    return Ranking(auc, pinned.auc, difference, p)


def _placements(
    counts: NDArray[np.int64],
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]] | None:
    """The AUC, and by level the placements of converted leads and of others, less the AUC."""
    lost, won = counts[:, 0], counts[:, 1]
    if min(lost.sum(), won.sum()) < LEAST_OF_EACH:
        return None
    of_yes, of_no, auc = placements(lost, won)
    return auc, of_yes - auc, of_no - auc


def _covariance(
    counts: NDArray[np.int64], of_yes: NDArray[np.float64], of_no: NDArray[np.float64]
) -> float:
    no, yes = int(counts[:, 0].sum()), int(counts[:, 1].sum())
    found = float(counts[:, 1] @ (of_yes * of_yes)) / (yes - 1) / yes
    return found + float(counts[:, 0] @ (of_no * of_no)) / (no - 1) / no
