"""Paired differences without a formula: the leads are drawn again, both models on the same ones.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: percentile intervals.
Leads with the same pair of scores and outcome are alike, so that counts of pairs are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.paired import Paired
from models.evaluation.tallies import Interval

DRAWS = 1_000
_ROOM = 1 << 22
"""Numbers that are held at once."""

Figure = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""From leads not converted and converted by score, best first, each (draws, scores), to a figure
of each draw, shape (draws,); NaN where a draw cannot tell."""


@dataclass(frozen=True)
class Differences:
    """A figure of A and of B, and A minus B with its interval and two-sided p."""

    a: float
    b: float
    difference: Interval
    p: float


def differences(
    pairs: Paired, figures: dict[str, tuple[Figure, Figure]], draws: int = DRAWS, seed: int = 1
) -> dict[str, Differences]:
    """The differences of figures, each a function for A and one for B; same draws for all.

    A figure that the leads themselves cannot tell is left out. The same seed gives the same.
    """
    known = pairs.counts[:, :2].sum(axis=1) > 0
    counts = pairs.counts[known, :2]
    total = int(counts.sum())
    if not total:
        return {}
    a, b = _Ladder.of(pairs.a[known]), _Ladder.of(pairs.b[known])
    whole = counts.astype(np.float64).reshape(1, -1, 2)
    told = {
        name: (float(of_a(*a.sums(whole))[0]), float(of_b(*b.sums(whole))[0]))
        for name, (of_a, of_b) in figures.items()
    }
    told = {name: pair for name, pair in told.items() if not np.isnan(pair).any()}
    found: dict[str, list[NDArray[np.float64]]] = {name: [] for name in told}
    dice = np.random.default_rng(seed)
    shares = (counts / total).ravel()
    step = max(1, _ROOM // len(shares))
    for start in range(0, draws, step):
        drawn = dice.multinomial(total, shares, size=min(step, draws - start))
        cells = drawn.reshape(len(drawn), -1, 2).astype(np.float64)
        sums_a, sums_b = a.sums(cells), b.sums(cells)
        for name in told:
            of_a, of_b = figures[name]
            found[name].append(of_a(*sums_a) - of_b(*sums_b))
    return {name: _summed(*told[name], np.concatenate(parts)) for name, parts in found.items()}


def _summed(a: float, b: float, drawn: NDArray[np.float64]) -> Differences:
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn):
        return Differences(a, b, Interval(a - b, float("-inf"), float("inf")), 1.0)
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    below = (np.count_nonzero(drawn < 0) + np.count_nonzero(drawn == 0) / 2 + 0.5) / (
        len(drawn) + 1
    )
    p = float(min(1.0, 2 * min(below, 1 - below)))
    return Differences(a, b, Interval(a - b, min(low, a - b), max(high, a - b)), p)


@dataclass(frozen=True, eq=False)
class _Ladder:
    """Where each pair stands among the scores of one model, the best first."""

    order: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, scores: NDArray[np.int64]) -> _Ladder:
        order = np.argsort(-scores, kind="stable")
        ranked = scores[order]
        first = np.ones(len(ranked), dtype=bool)
        first[1:] = ranked[1:] != ranked[:-1]
        return cls(order, np.flatnonzero(first))

    def sums(self, cells: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Leads not converted and converted by score, best first; each (draws, scores)."""
        summed = np.add.reduceat(cells[:, self.order], self.starts, axis=1)
        return summed[:, :, 0], summed[:, :, 1]
