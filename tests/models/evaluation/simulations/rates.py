"""Pairs of groups that convert at a known rate: whether intervals hold it, and tests keep still."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.rates import chance_of_difference, difference_of_rates

LEVEL = 0.05


def difference_covered(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 2_000, apart: float = 0.3
) -> NDArray[np.bool_]:
    """Whether the interval held the true difference; `leads` in each group, one converting at
    `rate`, the other at `apart` times as much less; shape (tries,).
    """
    other = rate * (1 - apart)
    a, b = dice.binomial(leads, rate, tries), dice.binomial(leads, other, tries)
    held = np.zeros(tries, dtype=bool)
    for row, (one, two) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        found = difference_of_rates(one, leads, two, leads)
        held[row] = found is not None and found.low <= rate - other <= found.high
    return held


def difference_found(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 2_000
) -> NDArray[np.bool_]:
    """Whether a difference was found between groups that convert alike; shape (tries,)."""
    counts = dice.binomial(leads, rate, (tries, 2)).tolist()
    found = (chance_of_difference(one, leads, two, leads) for one, two in counts)
    return np.array([chance is not None and chance.p < LEVEL for chance in found])
