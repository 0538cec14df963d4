"""Rank correlation: whether two figures of the same leads go together (Spearman, ties averaged)."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

WEAK, CLEAR, STRONG = 0.1, 0.3, 0.6
"""From these values on, without sign, a correlation is weak, clear, strong."""


def ranks(values: NDArray[np.integer]) -> NDArray[np.float64]:
    """Ranks from 1, those of equal values averaged; same shape."""
    distinct, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle = ends - (counts - 1) / 2 if len(distinct) else ends.astype(np.float64)
    found: NDArray[np.float64] = middle[inverse]
    return found


def spearman(one: NDArray[np.integer], other: NDArray[np.integer]) -> float | None:
    """The rank correlation, -1..1; None where one of them is the same for all."""
    if len(one) < 2:
        return None
    first, second = ranks(one), ranks(other)
    first -= first.mean()
    second -= second.mean()
    spread = sqrt(float(first @ first)) * sqrt(float(second @ second))
    if spread == 0:
        return None
    return max(-1.0, min(1.0, float(first @ second) / spread))
