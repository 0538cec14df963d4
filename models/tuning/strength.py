"""What the leads would give each line beside the others of a card, with how sure they are.

A logistic regression on the lines that give points, each as often as a lead is given them; the
points are its coefficients on the card's own scale. A weak normal prior (standard deviation 5 on
log-odds) keeps a line that parts a few leads without a fault from being worth endless points.
Limits and fading of groups are not counted: they are the person's, not the line's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval
from models.scoring.bits import unpacked
from models.tuning.chance import chance_of
from models.tuning.lines import Ground

WIDE = 5.0
"""The standard deviation of the prior of each log-odds."""
_STEPS = 100
_ENOUGH = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Strength:
    """Log-odds that a line adds beside the others, and their standard error."""

    odds: float
    error: float

    @property
    def interval(self) -> Interval:
        """With 95 %."""
        half = NORMAL_95 * self.error
        return Interval(self.odds, self.odds - half, self.odds + half)


def strengths(ground: Ground, places: Sequence[int]) -> tuple[Strength, ...]:
    """Of the lines at these places, together."""
    patterns, won, lost = _patterns(ground, places)
    design = np.column_stack([np.ones(len(patterns)), patterns.astype(np.float64)])
    every = won + lost
    prior = np.full(design.shape[1], 1 / WIDE**2)
    prior[0] = 1e-9
    beta = np.zeros(design.shape[1])
    beta[0] = float(np.log((won.sum() + 0.5) / (lost.sum() + 0.5)))
    bend = np.eye(len(beta))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -35.0, 35.0)))
        steep = design.T @ (won - every * chance) - prior * beta
        bend = (design * (every * chance * (1 - chance))[:, None]).T @ design + np.diag(prior)
        step = np.linalg.solve(bend, steep)
        beta = beta + step * min(1.0, 3.0 / max(float(np.abs(step).max()), 1e-300))
        if float(np.abs(step).max()) < _ENOUGH:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(bend)))
    return tuple(
        Strength(float(odds), float(error))
        for odds, error in zip(beta[1:], errors[1:], strict=True)
    )


def slope_of(ground: Ground, points: Sequence[int]) -> float:
    """Log-odds that a point of the card is worth: one slope for the sum of all lines."""
    places = [place for place, given in enumerate(points) if given]
    patterns, won, lost = _patterns(ground, places)
    sums = patterns.astype(np.int64) @ np.array([points[place] for place in places])
    scores = np.repeat(sums, 2)
    codes = np.tile(np.array([0, 1], dtype=np.uint8), len(sums))
    weights = np.column_stack([lost, won]).ravel()
    return chance_of(scores, codes, weights).slope


def _patterns(ground: Ground, places: Sequence[int]) -> tuple[NDArray[np.uint16], Floats, Floats]:
    """Which lines give how often, each combination once, with its leads that converted or not."""
    rows = len(ground)
    columns = np.zeros((len(places), rows), dtype=np.uint16)
    for at, place in enumerate(places):
        for plane in ground.bits[place]:
            columns[at] += unpacked(plane, 0, rows)
    key = np.zeros(rows, dtype=np.int64)
    for column in columns:
        key = key * (int(column.max(initial=0)) + 1) + column
        if int(key.max(initial=0)) > 1 << 40:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    _, first, place_of = np.unique(key, return_index=True, return_inverse=True)
    worth = np.ones(rows) if ground.worth is None else ground.worth
    size = len(first)
    won = np.asarray(np.bincount(place_of, worth * ground.converted, size), dtype=np.float64)
    every = np.asarray(np.bincount(place_of, worth, size), dtype=np.float64)
    return np.ascontiguousarray(columns[:, first].T), won, every - won
