"""Two models' leads drawn again many times, the same leads for both, as counts by score.

Each pair of scores is drawn with its own count as the mean (Hanley and MacGibbon, Comput. Methods
Programs Biomed. 83 (2006), 57-62), as in `history.drawn`; that A and B see the same leads is
what makes the difference so much surer than either. Of very many pairs only the rare scores are
drawn pair by pair: the others are sums of so many leads that they are drawn as what they are,
normal, with the covariance that the pairs give them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.paired import Paired
from models.evaluation.history.drawn import MANY, Draws

FEW_PAIRS = 500
"""Pairs of scores up to which each is drawn by itself."""
RARE = 25
"""Leads of an outcome at a score, with fewer of which their pairs are drawn by themselves."""
_MOST_SCORES = 2_000
"""Scores up to which the covariance of their counts is worked out."""
_ROOM = 1 << 18
"""Numbers that are held at once."""

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PairedDraws:
    """The same draws by the scores of A and by those of B, the best first."""

    a: Draws
    b: Draws


def paired_found(pairs: Paired) -> PairedDraws:
    """What was found, as if it were the only draw."""
    side = _Sides.of(pairs)
    counts = side.counts.astype(np.float64)

    def only(place: NDArray[np.intp], size: int) -> Draws:
        lost, won = (
            np.bincount(place, counts[:, which], size).astype(np.float64)[:, None]
            for which in range(2)
        )
        return _summed(lost, won)

    return PairedDraws(only(side.a, side.size_a), only(side.b, side.size_b))


def paired_draws(pairs: Paired, draws: int, seed: int) -> PairedDraws:
    """So many draws of the leads with a known outcome. The same seed gives the same."""
    side = _Sides.of(pairs)
    dice = np.random.Generator(np.random.SFC64(seed))
    drawn = [_drawn(side, side.counts[:, which], draws, dice) for which in range(2)]
    return PairedDraws(*(_summed(drawn[0][model], drawn[1][model]) for model in range(2)))


@dataclass(frozen=True, eq=False)
class _Sides:
    """The places of each pair among the scores of A and of B, the best first."""

    a: NDArray[np.intp]
    b: NDArray[np.intp]
    size_a: int
    size_b: int
    counts: Whole

    @classmethod
    def of(cls, pairs: Paired) -> _Sides:
        known = pairs.counts[:, :2].any(axis=1)
        a, b = (np.unique(-scores[known], return_inverse=True) for scores in (pairs.a, pairs.b))
        return cls(a[1], b[1], len(a[0]), len(b[0]), pairs.counts[known, :2])


def _summed(lost: NDArray[np.floating], won: NDArray[np.floating]) -> Draws:
    """From counts by score and draw, to sums from the best score down by draw and score."""
    converted = np.cumsum(won.T, axis=1)
    return Draws(np.cumsum(lost.T, axis=1) + converted, converted)


def _drawn(
    side: _Sides, counts: Whole, draws: int, dice: np.random.Generator
) -> tuple[Floats, Floats]:
    """Leads of one outcome by score of A and of B; each (scores, draws)."""
    held = np.flatnonzero(counts)
    a, b, counts = side.a[held], side.b[held], counts[held]
    own = np.ones(len(held), dtype=bool)
    if len(held) > FEW_PAIRS and max(side.size_a, side.size_b) <= _MOST_SCORES:
        by_a, by_b = np.bincount(a, counts, side.size_a), np.bincount(b, counts, side.size_b)
        own = (by_a[a] < RARE) | (by_b[b] < RARE)
    found = _one_by_one(side, a[own], b[own], counts[own], draws, dice)
    if not own.all():
        rest = ~own
        more = _as_normal(side, a[rest], b[rest], counts[rest], draws, dice)
        for table, added in zip(found, more, strict=True):
            table += added
    return found


def _one_by_one(
    side: _Sides,
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    counts: Whole,
    draws: int,
    dice: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Each pair by itself, some at a time so that they stay in the processor's cache."""
    found = (
        np.zeros((side.size_a, draws), dtype=np.float32),
        np.zeros((side.size_b, draws), dtype=np.float32),
    )
    step = max(1, _ROOM // draws)
    for start in range(0, len(counts), step):
        piece = slice(start, start + step)
        cells = poisson_cells(counts[piece], draws, dice)
        for table, places in zip(found, (a[piece], b[piece]), strict=True):
            for place, row in zip(places.tolist(), cells, strict=True):
                table[place] += row
    return found


def poisson_cells(counts: Whole, draws: int, dice: np.random.Generator) -> Floats:
    """Poisson numbers of these means, shape (cells, draws); of many, as the normal."""
    cells = np.empty((len(counts), draws), dtype=np.float32)
    many = counts >= MANY
    means = counts[many, None].astype(np.float32)
    normal = dice.standard_normal((len(means), draws), dtype=np.float32)
    cells[many] = np.maximum(0, np.rint(means + np.sqrt(means) * normal))
    for mean in np.unique(counts[~many]).tolist():
        rows = np.flatnonzero(counts == mean)
        marks = dice.integers(0, 1 << 16, (len(rows), draws), dtype=np.uint16)
        cells[rows] = _table(mean)[marks]
    return cells


def _table(mean: int) -> Floats:
    """The Poisson of a mean below `MANY` for each of 65,536 equally likely marks."""
    numbers = np.arange(mean + 12 * int(np.sqrt(mean)) + 12)
    logs = numbers * np.log(mean) - mean - np.concatenate([[0], np.cumsum(np.log(numbers[1:]))])
    ends = np.rint(np.cumsum(np.exp(logs)) * (1 << 16)).astype(np.int64)
    ends[-1] = 1 << 16
    return np.repeat(numbers, np.diff(ends, prepend=0)).astype(np.float32)


def _as_normal(
    side: _Sides,
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    counts: Whole,
    draws: int,
    dice: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Sums by score as normal numbers: those of A, and those of B given A's."""
    joint = np.zeros((side.size_a, side.size_b))
    joint[a, b] = counts
    by_a, by_b = joint.sum(axis=1), joint.sum(axis=0)
    share = joint / np.maximum(by_a, 1)[:, None]
    # Of A's leads at each score a share goes to each score of B; what is left is their lottery.
    left = np.diag(by_b) - np.einsum("ij,ik->jk", share, joint)
    left[np.diag_indices_from(left)] += 1e-9 * max(1.0, float(by_b.max()))
    root = np.linalg.cholesky(left).astype(np.float32)
    of_a = dice.standard_normal((side.size_a, draws), dtype=np.float32)
    of_a *= np.sqrt(by_a)[:, None].astype(np.float32)
    # Not by matrix products: their threads cost a busy machine more than they bring.
    of_b = np.einsum("ij,ik->jk", share.astype(np.float32), of_a)
    own = dice.standard_normal((side.size_b, draws), dtype=np.float32)
    of_b += np.einsum("ji,ik->jk", root, own)
    tables = (of_a + by_a[:, None].astype(np.float32), of_b + by_b[:, None].astype(np.float32))
    return np.maximum(0, tables[0]), np.maximum(0, tables[1])
