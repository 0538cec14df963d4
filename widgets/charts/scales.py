"""Bins and ticks: how scores are gathered and where an axis ends. No Qt, no drawing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_BINS = 25


@dataclass(frozen=True, eq=False)
class Bins:
    """Bins of whole scores, aligned on the scale.

    `edges`: where bins begin, and the end of the last. `first` and `last`: the least and the
    highest score of each bin. `starts`: the row of each bin's first score in a histogram.
    """

    width: int
    edges: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def gather(self, histogram: NDArray[Any]) -> NDArray[Any]:
        """Rows of single scores added up to rows of bins."""
        return np.add.reduceat(histogram, self.starts, axis=0)

    def index_of(self, score: float) -> int:
        """The bin that a score falls into; beyond the ends the first or the last."""
        place = int(np.searchsorted(self.edges, score, side="right")) - 1
        return min(max(place, 0), len(self) - 1)


def bins_of(least: int, most: int, at_most: int = MOST_BINS) -> Bins:
    """Bins for scores least..most, 1, 2, 5, 10 ... wide, each beginning at a multiple of that.

    Wider than 1, the last bin takes the highest score in too, so that 0..100 has twenty bins of
    five and no twenty-first for the score 100.
    """
    span = max(most - least, 0)
    width = next(step for step in _whole_steps() if span / step <= at_most)
    begins = np.arange(least - least % width, most + 1, width, dtype=np.int64)
    if width > 1 and len(begins) > 1 and begins[-1] == most:
        begins = begins[:-1]
    end = begins[-1] + width
    first = np.maximum(begins, least)
    last = np.append(first[1:] - 1, most)
    return Bins(width, np.append(begins, end), first, last, first - least)


def _whole_steps() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def score_ticks(least: int, most: int, at_most: int = 10) -> list[int]:
    """Round scores from end to end of a scale."""
    span = max(most - least, 1)
    step = next(step for step in _whole_steps() if span / step <= at_most)
    return list(range(-(-least // step) * step, most + 1, step))


def count_limit(highest: float) -> float:
    """Where an axis of counts ends: a little above the highest, at two figures."""
    if highest < 1:
        return 1.0
    wanted = highest * 1.08
    unit = 10.0 ** (math.floor(math.log10(wanted)) - 1)
    return max(math.ceil(wanted / unit) * unit, 1.0)


def count_ticks(limit: float, at_most: int = 4) -> list[int]:
    """Zero and round whole counts below the limit: at most so many, but one if there can be one."""
    step = 1
    for wider in _whole_steps():
        if wider > limit:
            break
        step = wider
        if limit / wider <= at_most:
            break
    return list(range(0, math.floor(limit) + 1, step))


@dataclass
class FrozenLimit:
    """The end of an axis that stays while something is dragged.

    It grows as soon as a value would leave it. It shrinks only between gestures, and only when
    the values would fill less than two thirds of it: an axis that follows every edit is no axis.
    """

    limit: float = 0.0

    def fit(self, highest: float, live: bool) -> bool:
        """Fit the axis to the highest value; True when it changed."""
        wanted = count_limit(highest)
        if highest > self.limit or (not live and wanted < 0.66 * self.limit) or not self.limit:
            changed = wanted != self.limit
            self.limit = wanted
            return changed
        return False


def value_ticks(low: float, high: float, at_most: int = 5) -> list[float]:
    """Round values between two ends, zero among them where it is inside: 1, 2, 5 x 10^k apart."""
    span = max(high - low, 1e-12)
    size = 10.0 ** math.floor(math.log10(span / max(at_most, 1)))
    step = next(size * one for one in (1, 2, 5, 10, 20) if span / (size * one) <= at_most)
    return [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
