"""Leads with scores and outcomes, as counts and one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SCORES = 101


def histogram_of(scores: NDArray[np.integer], outcome: NDArray[np.integer]) -> NDArray[np.int64]:
    """Counts by score 0..100 and outcome."""
    counts = np.bincount(scores * 3 + outcome, minlength=SCORES * 3)
    return counts.reshape(SCORES, 3).astype(np.int64)


def simulated(
    dice: np.random.Generator, leads: int, rate: float, apart: float = 0.8
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Scores of two normals that are so far apart, and who converted."""
    outcome = (dice.random(leads) < rate).astype(np.int64)
    scores = np.clip(np.round(50 + 15 * (dice.normal(size=leads) + apart * outcome)), 0, 100)
    return scores.astype(np.int64), outcome


def whole(rate: float, apart: float = 0.8, leads: float = 1e7) -> NDArray[np.int64]:
    """The histogram of very many leads of that kind, without chance: what is true of all."""
    from scipy.stats import norm  # lazy: only simulations ask

    edges = np.concatenate([[-np.inf], (np.arange(SCORES - 1) + 0.5 - 50) / 15, [np.inf]])
    no, yes = np.diff(norm.cdf(edges)), np.diff(norm.cdf(edges - apart))
    counts = np.stack([no * (1 - rate), yes * rate, 0 * no], axis=1) * leads
    return np.round(counts).astype(np.int64)
