"""One model's leads drawn again many times, as counts by score: for figures without a formula.

Each cell of the histogram is drawn by itself with its own count as the mean (Hanley and MacGibbon,
Comput. Methods Programs Biomed. 83 (2006), 57-62): the draws of leads with replacement, but for
their number, which no figure here depends on. Large counts are drawn from the normal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import Histogram

DRAWS = 1_000
MANY = 100
"""From this count on a Poisson is as good as the normal of its mean and variance."""
MOST_CELLS = 1 << 22
"""Numbers that are held at once; a wider scale is drawn fewer times."""

Floats = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Draws:
    """Leads and conversions summed from the best score down; shape (draws, scores) each."""

    leads: Floats
    converted: Floats

    @property
    def lost(self) -> Floats:
        """Leads that did not convert, summed likewise."""
        return self.leads - self.converted


def found_of(histogram: Histogram) -> Draws:
    """What was found, as if it were the only draw."""
    counts = _held(histogram).astype(np.float64)
    converted = np.cumsum(counts[:, 1])[None]
    return Draws(np.cumsum(counts[:, 0])[None] + converted, converted)


def draws_of(histogram: Histogram, draws: int = DRAWS, seed: int = 1) -> Draws:
    """So many draws of the leads. The same seed gives the same."""
    counts = _held(histogram)
    cells = counts.T.ravel().astype(np.float32)
    number = max(50, min(draws, MOST_CELLS // max(1, len(cells))))
    dice = np.random.Generator(np.random.SFC64(seed))
    # By cell and then by draw, so that cells of one kind are whole rows.
    drawn = np.zeros((len(cells), number), dtype=np.float32)
    many, some = cells >= MANY, (cells > 0) & (cells < MANY)
    means = cells[many, None]
    normal = dice.standard_normal((len(means), number), dtype=np.float32)
    drawn[many] = np.maximum(0, np.rint(means + np.sqrt(means) * normal))
    means = cells[some, None]
    drawn[some] = dice.poisson(means, size=(len(means), number))
    lost, won = drawn[: len(counts)].T, drawn[len(counts) :].T
    converted = np.cumsum(won, axis=1)
    return Draws(np.cumsum(lost, axis=1) + converted, converted)


def _held(histogram: Histogram) -> NDArray[np.int64]:
    """Leads not converted and converted at each score that some known lead has, best first."""
    counts = histogram[::-1, :2]
    held: NDArray[np.int64] = counts[counts.sum(axis=1) > 0]
    return held
