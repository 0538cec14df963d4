"""How well the values of one field alone rank the leads, tried on leads they were not learnt from.

Each value is worth the share of its leads that converted, counted over four fifths of the leads
and drawn towards the rate of all (as if `PRIOR` more leads had it); the other fifth is ranked by
it. So a field with a value for every lead ranks by chance, and is no leak for being an id.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95, ranking
from models.evaluation.tallies import Interval

FOLDS = 5
PRIOR = 10
FEWEST_RANKED = 20
"""Leads of either outcome that a ranking must rest on."""


class Folds:
    """The leads whose outcome is known, dealt into fifths that hold both outcomes alike.

    Dealt by a generator with a fixed seed: rows may be sorted, and the same leads must always get
    the same answer.
    """

    def __init__(self, outcome: NDArray[np.uint8]) -> None:
        self.rows = np.flatnonzero(outcome != 2)
        won = outcome[self.rows] == 1
        order = np.random.default_rng(20260101).permutation(len(self.rows))
        fold = np.empty(len(self.rows), dtype=np.int64)
        for those in (order[won[order]], order[~won[order]]):
            fold[those] = np.arange(len(those)) % FOLDS
        self.won: NDArray[np.bool_] = won
        self.converted = int(won.sum())
        self.not_converted = len(self.rows) - self.converted
        self._cell = fold * 2 + won

    def every(self, step: int) -> Folds:
        """These leads thinned out to every second, third ... one, dealt anew."""
        outcome = np.full(int(self.rows.max(initial=-1)) + 1, 2, dtype=np.uint8)
        outcome[self.rows[::step]] = self.won[::step]
        return Folds(outcome)

    @property
    def base(self) -> float:
        """The share of the known leads that converted."""
        return self.converted / max(len(self.rows), 1)

    @property
    def enough(self) -> bool:
        """Whether there are enough leads of either outcome to say anything."""
        return min(self.converted, self.not_converted) >= FEWEST_RANKED

    def counts(self, codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """Known leads by code, fold and outcome; `codes` of the known rows; shape (size, 5, 2)."""
        width = 2 * FOLDS
        cells = np.bincount(codes * width + self._cell, minlength=size * width)
        return cells.reshape(size, FOLDS, 2)


def out_of_fold(counts: NDArray[np.int64]) -> Interval | None:
    """The AUC of values on the leads they were not learnt from, with its 95 % interval.

    The mean over the folds: ranks are compared within a fold only, since each learns its own
    values. None where a fold has fewer than two leads of either outcome.
    """
    total = counts.sum(axis=1)
    parts: list[tuple[float, float, float]] = []
    for fold in range(counts.shape[1]):
        held = counts[:, fold]
        learnt = total - held
        leads = learnt.sum(axis=1)
        base = learnt[:, 1].sum() / max(int(leads.sum()), 1)
        worth = (learnt[:, 1] + PRIOR * base) / (leads + PRIOR)
        levels, place = np.unique(worth.round(12), return_inverse=True)
        ranked = np.zeros((len(levels), 2), dtype=np.int64)
        np.add.at(ranked, place, held)
        found = ranking(ranked)
        if found is None:
            return None
        half = max(found.value - found.low, found.high - found.value)
        no, yes = held.sum(axis=0).tolist()
        parts.append((float(no * yes), found.value, half / NORMAL_95))
    weight = sum(part[0] for part in parts)
    value = sum(pairs * auc for pairs, auc, _ in parts) / weight
    error = sqrt(sum((pairs * spread) ** 2 for pairs, _, spread in parts)) / weight
    half = NORMAL_95 * error
    return Interval(value, max(0.0, value - half), min(1.0, value + half))
