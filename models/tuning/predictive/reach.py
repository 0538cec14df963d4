"""How much of what the data allow the points reach: (AUC - .5) / (ceiling - .5), and how surely.

The leads that test are drawn again, the same for both: what is said is about these points and this
ceiling, not about what other leads would have taught.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.evaluation.tallies import Interval
from models.tuning.ranks import Ranked

LEAST = 0.02
"""A ceiling that is less above chance has nothing to reach."""
DRAWS = 400
ROOM = 20_000_000
"""Leads that are drawn in all; of very many leads fewer draws say as much."""
FEWEST_DRAWS = 100

Floats = NDArray[np.float64]


def reach_of(points: Sequence[Ranked], ceiling: Sequence[Ranked], seed: int = 1) -> Interval | None:
    """The share with its 95 % interval; None: the ceiling is hardly above chance."""
    sides = [(_Side.of(a), _Side.of(b)) for a, b in zip(points, ceiling, strict=True)]
    whole = [np.ones(len(one.codes)) for one in points]
    value, top = _share(sides, whole)
    if top < LEAST:
        return None
    size = sum(len(one.codes) for one in points)
    dice = np.random.default_rng(seed)
    found = []
    for _ in range(max(FEWEST_DRAWS, min(DRAWS, ROOM // max(size, 1)))):
        drawn = [dice.poisson(1.0, len(one)).astype(np.float64) for one in whole]
        share, above = _share(sides, drawn)
        if above > 0:
            found.append(share)
    low, high = np.quantile(found, (0.025, 0.975)).tolist()
    return Interval(value, min(low, value), max(high, value))


class _Side:
    """One model's leads by rank."""

    def __init__(self, place: NDArray[np.intp], size: int, won: NDArray[np.bool_]) -> None:
        self.place, self.size, self.won = place, size, won

    @classmethod
    def of(cls, ranked: Ranked) -> _Side:
        distinct, place = np.unique(ranked.scores, return_inverse=True)
        return cls(place, len(distinct), ranked.codes == 1)

    def pairs(self, weight: Floats) -> tuple[float, float]:
        """Pairs of either outcome ranked rightly, ties half; and all pairs."""
        won = np.bincount(self.place, weight * self.won, self.size)
        lost = np.bincount(self.place, weight * ~self.won, self.size)
        right = float((won * (np.cumsum(lost) - lost / 2)).sum())
        return right, float(won.sum() * lost.sum())


def _share(sides: Sequence[tuple[_Side, _Side]], weights: Sequence[Floats]) -> tuple[float, float]:
    """The share that is reached, and how far the ceiling is above chance."""
    a = b = every = 0.0
    for (one, other), weight in zip(sides, weights, strict=True):
        right, pairs = one.pairs(weight)
        a += right
        b += other.pairs(weight)[0]
        every += pairs
    above = b / every - 0.5 if every else 0.0
    return ((a / every - 0.5) / above if above > 0 else 0.0), above
