"""The scores that two models give the same leads, as counts of pairs: all that is compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored

_DENSE = 1 << 21
"""Cells of a whole table of pairs up to which it is counted directly."""


@dataclass(frozen=True, eq=False)
class Paired:
    """Distinct pairs of scores and the leads that have them.

    `a`, `b` (pairs,): the score by each model. `counts` (pairs, 3): leads not converted, converted,
    unknown. `a_threshold`, `b_threshold`: the score from which a lead goes to sales.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    counts: NDArray[np.int64]
    a_threshold: int
    b_threshold: int

    @cached_property
    def totals(self) -> tuple[int, int, int]:
        """Leads not converted, converted, unknown."""
        no, yes, unknown = self.counts.sum(axis=0).tolist()
        return no, yes, unknown

    @property
    def same(self) -> bool:
        """Whether every lead has the same score by both."""
        return bool((self.a == self.b).all())

    @property
    def alike(self) -> bool:
        """Whether both hand the same leads to sales and give them the same scores."""
        return self.same and self.a_threshold == self.b_threshold

    def turned(self) -> Paired:
        """The same with the models exchanged."""
        return Paired(self.b, self.a, self.counts, self.b_threshold, self.a_threshold)


def paired_of(a: Scored, b: Scored, outcome: NDArray[np.uint8]) -> Paired:
    """Count the pairs of scores of the same leads; `outcome` 0, 1, 2 (unknown), shape (rows,)."""
    return pairs_of(a.scores, b.scores, outcome, a.model.mql_threshold, b.model.mql_threshold)


def pairs_of(
    a: NDArray[np.integer],
    b: NDArray[np.integer],
    outcome: NDArray[np.uint8],
    a_threshold: int,
    b_threshold: int,
) -> Paired:
    """Count pairs of scores; one pass over the leads."""
    if not len(a):
        none = np.zeros(0, dtype=np.int64)
        return Paired(none, none, np.zeros((0, 3), dtype=np.int64), a_threshold, b_threshold)
    low_a, low_b = int(a.min()), int(b.min())
    wide = int(b.max()) - low_b + 1
    cells = (int(a.max()) - low_a + 1) * wide * 3
    keys = ((a.astype(np.int64) - low_a) * wide + (b.astype(np.int64) - low_b)) * 3 + outcome
    if cells <= _DENSE:
        table = np.bincount(keys, minlength=cells).reshape(-1, 3)
        held = np.flatnonzero(table.any(axis=1))
        counts = table[held]
    else:
        held, inverse = np.unique(keys // 3, return_inverse=True)
        counts = np.bincount(inverse * 3 + outcome, minlength=3 * len(held)).reshape(-1, 3)
    return Paired(
        held // wide + low_a, held % wide + low_b, counts.astype(np.int64), a_threshold, b_threshold
    )
