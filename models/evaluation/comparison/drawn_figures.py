"""Figures of many draws at once, from leads by score, the best first.

Each takes leads not converted and converted, shape (draws, scores), and gives shape (draws,).
Tied leads count by their expectation, as everywhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]


def average_precision(lost: Draws, won: Draws) -> Draws:
    """The mean, over conversions, of the precision down to their score (ties all counted).

    The step-wise area under precision and recall, as scikit-learn's `average_precision_score`.
    """
    leads, hits = np.cumsum(lost + won, axis=1), np.cumsum(won, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(leads > 0, hits / leads, 0.0)
        found = (won * precision).sum(axis=1) / won.sum(axis=1)
    return np.asarray(found)


def auc(lost: Draws, won: Draws) -> Draws:
    """The share of pairs of a converted and another lead that are ranked rightly, ties half."""
    above = np.cumsum(won, axis=1) - won / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (lost * above).sum(axis=1) / (lost.sum(axis=1) * won.sum(axis=1))
    return np.asarray(found)


def capture(share: float, lost: Draws, won: Draws) -> Draws:
    """The share of all conversions among the best `share` of the leads."""
    leads = np.cumsum(lost + won, axis=1)
    wanted = share * leads[:, -1:]
    own = lost + won
    with np.errstate(invalid="ignore", divide="ignore"):
        taken = np.where(own > 0, np.clip((wanted - (leads - own)) / own, 0, 1), 0.0)
        found = (won * taken).sum(axis=1) / won.sum(axis=1)
    return np.asarray(found)


def precision_of_first(scores: int, lost: Draws, won: Draws) -> Draws:
    """The conversion of the leads at the first `scores` scores."""
    hits, all_leads = won[:, :scores].sum(axis=1), (lost + won)[:, :scores].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(all_leads > 0, hits / all_leads, np.nan)


def recall_of_first(scores: int, lost: Draws, won: Draws) -> Draws:
    """The share of all conversions at the first `scores` scores."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = won[:, :scores].sum(axis=1) / won.sum(axis=1)
    return np.asarray(found)
