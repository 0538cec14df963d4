"""The chance that a score gives, learnt on the leads that taught it: log-odds = a + b x score.

Platt (1999), with his targets: (won + 1) / (won + 2) for who converted, 1 / (lost + 2) for others,
so that points that part a few leads without a fault do not promise certainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 50
_ENOUGH = 1e-10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Chance:
    """`start`: the log-odds at a score of 0; `slope`: by how much each point adds to them."""

    start: float
    slope: float

    def of(self, scores: NDArray[np.integer]) -> Floats:
        """The chance to convert of each score, 0 to 1."""
        odds = self.start + self.slope * scores.astype(np.float64)
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -35.0, 35.0))))

    def losses(self, scores: NDArray[np.integer], codes: NDArray[np.uint8]) -> Floats:
        """The log-loss of each lead; `codes` 0 or 1."""
        odds = self.start + self.slope * scores.astype(np.float64)
        signed = np.where(codes == 1, -odds, odds)
        return np.asarray(np.logaddexp(0.0, signed))


def chance_of(
    scores: NDArray[np.integer], codes: NDArray[np.uint8], worth: Floats | None = None
) -> Chance:
    """Learn it from leads of code 0 or 1, shape (leads,), counted by score; `worth`: of each."""
    distinct, place = np.unique(scores, return_inverse=True)
    weight = np.ones(len(scores)) if worth is None else worth
    won = np.bincount(place, weight * (codes == 1), len(distinct))
    every = np.bincount(place, weight, len(distinct))
    all_won = float(won.sum())
    all_lost = float(every.sum()) - all_won
    high, low = (all_won + 1) / (all_won + 2), 1 / (all_lost + 2)
    target = won * high + (every - won) * low
    middle = float(distinct.mean())
    spread = float(distinct.max() - distinct.min()) or 1.0
    x = (distinct - middle) / spread
    start, slope = float(np.log((all_won + 0.5) / (all_lost + 0.5))), 0.0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(start + slope * x, -35.0, 35.0)))
        weight = every * chance * (1 - chance) + 1e-12
        short = target - every * chance
        steep = np.array([short.sum(), (short * x).sum()])
        bend = np.array(
            [[weight.sum(), (weight * x).sum()], [(weight * x).sum(), (weight * x * x).sum()]]
        )
        bend += np.eye(2) * 1e-9
        step = np.linalg.solve(bend, steep)
        step *= min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-300))
        start, slope = start + float(step[0]), slope + float(step[1])
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return Chance(start - slope * middle / spread, slope / spread)
