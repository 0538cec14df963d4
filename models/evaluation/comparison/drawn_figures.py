"""Figures of many draws at once: at a threshold from sums, ranking and capture from counts.

Counts are leads not converted and converted by score, the best first, shape (draws, scores) each,
and may be fractions; tied leads count by their expectation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.drawn import Draws

Values = NDArray[np.float64]


def precision_of_first(scores: int, draws: Draws) -> Values:
    """The conversion of the leads at the first `scores` scores, shape (draws,); NaN: no lead."""
    if not scores:
        return np.full(len(draws.leads), np.nan)
    return _share(draws.converted[:, scores - 1], draws.leads[:, scores - 1])


def recall_of_first(scores: int, draws: Draws) -> Values:
    """The share of all conversions at the first `scores` scores, shape (draws,)."""
    if not scores:
        return np.zeros(len(draws.converted))
    return _share(draws.converted[:, scores - 1], draws.converted[:, -1])


def auc(lost: NDArray[np.float64], won: NDArray[np.float64]) -> Values:
    """The share of pairs of a converted and another lead that are ranked rightly, ties half."""
    above = np.cumsum(won, axis=1) - won / 2
    return _share((lost * above).sum(axis=1), lost.sum(axis=1) * won.sum(axis=1))


def capture(share: float, lost: NDArray[np.float64], won: NDArray[np.float64]) -> Values:
    """The share of all conversions among the best `share` of the leads."""
    own = lost + won
    leads = np.cumsum(own, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.clip((share * leads[:, -1:] - (leads - own)) / own, 0, 1)
    return _share((won * np.where(own > 0, part, 0.0)).sum(axis=1), won.sum(axis=1))


def _share(part: NDArray[np.floating], whole: NDArray[np.floating]) -> Values:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(part / whole, dtype=np.float64)
