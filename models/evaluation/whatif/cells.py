"""Leads under suppositions as cells of equal leads, drawn again, and the histograms they make.

A cell holds leads that are alike in all that a supposition looks at: their kind in the mix, their
score before, their outcome, and their score after; of a lead whose field is filled in, that is its
score with each class of values. Drawing the leads again is drawing the cells' counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.whatif.filling import Filling, shares_of
from models.evaluation.whatif.mix import Mix

MOST_NUMBERS = 1 << 24
"""Numbers that the draws may hold at once; with more cells fewer draws are made."""
FEWEST_DRAWS = 100

Counts = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Arrays have shape (cells,) where nothing else is said.

    `before`, `after`: places among the distinct levels `was` and `now`, which ascend; `after` of
    blank leads is `under` (cells of blank leads, classes).
    `classes`: the class of the leads' value, -1 where it is blank. `blank`: places of the cells
    whose field is filled in. `kinds`: which kind of the mix.
    """

    counts: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    outcome: NDArray[np.int64]
    kinds: NDArray[np.intp]
    weights: NDArray[np.float64]
    stratified: bool
    classes: NDArray[np.int64]
    blank: NDArray[np.intp]
    under: NDArray[np.int64]
    was: NDArray[np.int64]
    now: NDArray[np.int64]

    @property
    def of_classes(self) -> int:
        """How many classes of values a blank lead can have; 0: nothing is filled in."""
        return int(self.under.shape[1])

    def drawn(self, draws: int, seed: int) -> Counts:
        """Counts as they are in the first row, then of so many draws; shape (1 + draws, cells).

        Where the mix is supposed the leads of each kind are drawn by themselves: how many there
        are of a kind is what was supposed.
        """
        held = max(1, len(self.counts), 3 * (len(self.was) + len(self.now)))
        draws = min(draws, max(FEWEST_DRAWS, MOST_NUMBERS // held))
        found = np.empty((1 + draws, len(self.counts)))
        found[0] = self.counts
        dice = np.random.default_rng(seed)
        strata = self.kinds if self.stratified else np.zeros_like(self.kinds)
        for kind in range(int(strata.max(initial=-1)) + 1):
            own = np.flatnonzero(strata == kind)
            total = int(self.counts[own].sum())
            if total:
                shares = self.counts[own] / total
                found[1:, own] = dice.multinomial(total, shares, size=draws)
        return found

    def histograms(self, drawn: Counts) -> tuple[Counts, Counts]:
        """Leads before and after, by distinct level and outcome; shape (draws, levels, 3) each.

        After, a blank lead is spread over the levels that the values of filled leads of its
        outcome, as they were drawn, would give it.
        """
        before = np.empty((len(drawn), len(self.was), 3))
        after = np.empty((len(drawn), len(self.now), 3))
        at_before = self.before * 3 + self.outcome
        at_after = self.after * 3 + self.outcome
        known = np.ones(len(self.counts), dtype=np.bool_)
        known[self.blank] = False
        spread = (self.under * 3 + self.outcome[self.blank][:, None]).ravel()
        for place, counts in enumerate(drawn):
            before[place] = _laid_out(at_before, counts, len(self.was))
            weighted = counts * self.weights
            after[place] = _laid_out(at_after[known], weighted[known], len(self.now))
            if len(self.blank):
                shares = self._shares(counts)[self.outcome[self.blank]]
                lot = (weighted[self.blank][:, None] * shares).ravel()
                after[place] += _laid_out(spread, lot, len(self.now))
        return before, after

    def ends(self, worst: tuple[bool, bool, bool]) -> Counts:
        """The histogram after with every blank at its least (True) or most, by outcome."""
        at = self.after.copy()
        if len(self.blank):
            low, high = self.under.min(axis=1), self.under.max(axis=1)
            at[self.blank] = np.where(np.array(worst)[self.outcome[self.blank]], low, high)
        return _laid_out(at * 3 + self.outcome, self.counts * self.weights, len(self.now))

    def _shares(self, counts: Counts) -> Counts:
        """How common each class is among filled leads, by outcome; shape (3, classes)."""
        filled = self.classes >= 0
        at = self.outcome[filled] * self.of_classes + self.classes[filled]
        summed = np.bincount(at, counts[filled], minlength=3 * self.of_classes)
        return shares_of(summed.reshape(3, self.of_classes))


def _laid_out(at: NDArray[np.int64], counts: Counts, size: int) -> Counts:
    found: Counts = np.bincount(at, counts, minlength=3 * size).reshape(size, 3).astype(np.float64)
    return found


def cells_of(
    before: NDArray[np.integer],
    after: NDArray[np.integer],
    outcome: NDArray[np.uint8],
    mix: Mix,
    filling: Filling | None,
) -> Cells:
    """Gather equal leads; `before`, `after`: levels, shape (rows,)."""
    rows = len(outcome)
    classes = np.full(rows, -1, dtype=np.int64)
    scores = after.astype(np.int64)
    vectors = np.zeros((0, 0), dtype=np.int64)
    if filling is not None:
        classes = filling.classes.astype(np.int64)
        vectors, which = np.unique(filling.levels, axis=0, return_inverse=True)
        scores = scores.copy()
        scores[filling.rows] = which.ravel()
    # A blank lead's place among the vectors stands for its score: they never share a class.
    parts = (before.astype(np.int64), scores, outcome.astype(np.int64), mix.kinds, classes + 1)
    key = np.zeros(rows, dtype=np.int64)
    for part in parts:
        size = int(part.max(initial=0)) + 1
        key = np.unique(key * size + part, return_inverse=True)[1].ravel()
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    picked = [part[first] for part in parts]
    own = picked[4] - 1
    blank = np.flatnonzero(own < 0) if filling is not None else np.zeros(0, dtype=np.intp)
    under = vectors[picked[1][blank]] if filling is not None else vectors
    levels = picked[1].copy()
    was, at_was = np.unique(picked[0], return_inverse=True)
    one = np.delete(levels, blank)
    now = np.unique(np.concatenate((one, under.ravel())))
    levels[blank] = now[0] if len(now) else 0
    return Cells(
        counts,
        at_was.ravel(),
        np.searchsorted(now, levels),
        picked[2],
        picked[3],
        mix.weights[picked[3]],
        not mix.even,
        own,
        blank,
        np.searchsorted(now, under),
        was,
        now,
    )
