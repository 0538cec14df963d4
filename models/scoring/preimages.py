"""For which points a lead keeps the score that it has in the saved version.

A score never falls when points rise: it is a chain of sums and clamps. So the points that give
one certain score are a range, found by going the chain backwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.model import MOST_POINTS

FAR = 1 << 40
"""Stands for an open end; sums of points never come near."""

Range = tuple[NDArray[np.int64], NDArray[np.int64]]


def through_clamp(found: Range, least: Any, most: Any) -> Range:
    """What a clamp takes into the range, for each element; an empty range has low > high.

    `least`, `most`: numbers or arrays; where least > most the clamp gives most, as `np.clip`.
    """
    low, high = found
    least = np.minimum(least, most)
    empty = (high < least) | (low > most)
    below = np.where(low <= least, -FAR, low)
    above = np.where(high >= most, FAR, high)
    return np.where(empty, FAR, below), np.where(empty, -FAR, above)


def less(found: Range, points: NDArray[np.int64]) -> Range:
    """What, with the points added, is in the range."""
    low, high = found
    return low - points, high - points


def count_ranges(found: Range) -> NDArray[np.int64]:
    """How many of the ranges hold each number of points.

    Shape (2 x MOST_POINTS + 1,), for points from -MOST_POINTS to MOST_POINTS.
    """
    low, high = found
    held = (low <= high) & (low <= MOST_POINTS) & (high >= -MOST_POINTS)
    size = 2 * MOST_POINTS + 2
    first = np.maximum(low[held], -MOST_POINTS) + MOST_POINTS
    past = np.minimum(high[held], MOST_POINTS) + MOST_POINTS + 1
    steps = np.bincount(first, minlength=size) - np.bincount(past, minlength=size)
    return np.cumsum(steps)[:-1]
