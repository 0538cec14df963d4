"""For which points a lead keeps the score that it has in the saved version.

A score never falls when points rise: it is a chain of sums and clamps. So the points that give
one certain score are a range, found by going the chain backwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.model import MOST_POINTS

FAR = 1 << 28
"""Added for an open end, at most three times; sums of points never come near."""

Range = tuple[NDArray[Any], NDArray[Any]]


def through_clamp(
    found: Range, least: int, most: int, where: NDArray[np.bool_] | None = None
) -> Range:
    """What a clamp takes into the range, for each element; nothing: both ends far on one side.

    Where least > most the clamp gives most, as `np.clip`. `where`: elements that are clamped.
    """
    low, high = found
    least = min(least, most)
    # Arithmetic on masks is several times faster than choosing.
    return (
        low + _far(low > most, where) - _far(low <= least, where),
        high + _far(high >= most, where) - _far(high < least, where),
    )


def _far(mask: NDArray[np.bool_], where: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    if where is not None:
        mask &= where
    return np.multiply(mask, FAR, dtype=np.int32)


def through_share(found: Range, times: NDArray[Any], per: int) -> Range:
    """What floor((it x times + per / 2) / per) takes into the range; times are not negative.

    `per` 1: a product; 100: a product of percents, rounded half up.
    """
    half, times = per // 2, times.astype(np.int64)
    low, high = (end.astype(np.int64) for end in found)
    holds = (low <= 0) & (high >= 0)
    by = np.maximum(times, 1)
    first = np.where(times > 0, -((half - per * low) // by), np.where(holds, -FAR, FAR))
    last = np.where(times > 0, -((half - per * (high + 1)) // by) - 1, FAR)
    return first, last


def less(found: Range, points: NDArray[np.int32]) -> Range:
    """What, with the points added, is in the range."""
    low, high = found
    return low - points, high - points


def count_steps(found: Range) -> NDArray[np.int64]:
    """Where ranges begin, less where they have ended; their running sum is how many hold.

    Shape (2 x MOST_POINTS + 2,), for points from -MOST_POINTS to MOST_POINTS and one more.
    """
    low, high = found
    size = 2 * MOST_POINTS + 2
    first = np.clip(low, -MOST_POINTS, MOST_POINTS + 1) + np.int32(MOST_POINTS)
    past = np.clip(high, -MOST_POINTS - 1, MOST_POINTS) + np.int32(MOST_POINTS + 1)
    return np.bincount(first, minlength=size) - np.bincount(past, minlength=size)
