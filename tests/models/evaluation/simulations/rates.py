"""Groups that convert at a known rate: whether intervals hold it, and tests keep still.

What two groups can show is so little that it can be summed over all their counts, without dice.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.evaluation.rates import chance_of_difference, difference_of_rates, rate_interval

LEVEL = 0.05
LESS = 0.3
"""By how much of its rate the second group converts less."""
NOTHING = 1e-12
"""Counts that are less likely at either end are left out."""


def rate_held(leads: int, rate: float) -> float:
    """How often the interval of a rate holds it, exactly."""
    counts, chances = _counts(leads, rate)
    found = (rate_interval(won, leads) for won in counts.tolist())
    held = [one is not None and one.low <= rate <= one.high for one in found]
    return float(chances @ held)


def difference_held(leads: int, rate: float) -> float:
    """How often the interval of a difference holds it, of groups of so many leads; exactly."""
    other = rate * (1 - LESS)

    def holds(a: int, b: int) -> bool:
        found = difference_of_rates(a, leads, b, leads)
        return found is not None and found.low <= rate - other <= found.high

    return summed(holds, leads, rate, other)


def told_apart_exactly(leads: int, rate: float, other: float) -> float:
    """How often groups of so many leads each are told apart, exactly."""

    def told(a: int, b: int) -> bool:
        found = chance_of_difference(a, leads, b, leads)
        return found is not None and found.p < LEVEL

    return summed(told, leads, rate, other)


def summed(holds: Callable[[int, int], bool], leads: int, rate: float, other: float) -> float:
    """How likely the counts of two groups of so many leads are such of which this holds."""
    a, a_chances = _counts(leads, rate)
    b, b_chances = _counts(leads, other)
    held = [[holds(one, two) for two in b.tolist()] for one in a.tolist()]
    return float(a_chances @ np.array(held, dtype=np.float64) @ b_chances)


def _counts(leads: int, rate: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The counts that so many leads can have, and how likely each is."""
    low, high = stats.binom.ppf([NOTHING, 1 - NOTHING], leads, rate).astype(int).tolist()
    counts = np.arange(max(0, low), high + 1)
    return counts, stats.binom.pmf(counts, leads, rate)


def difference_covered(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 2_000, apart: float = LESS
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
