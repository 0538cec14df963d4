"""Two groups that convert differently: how often the test finds it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.power import smallest_difference
from models.evaluation.rates import chance_of_difference
from tests.models.evaluation.simulations.rates import LEVEL, told_apart_exactly


def told_apart(
    dice: np.random.Generator, leads: int, rate: float, other: float, tries: int = 2_000
) -> NDArray[np.bool_]:
    """Whether groups of so many leads each were told apart; shape (tries,)."""
    counts = dice.binomial(leads, [rate, other], (tries, 2)).tolist()
    found = (chance_of_difference(one, leads, two, leads) for one, two in counts)
    return np.array([chance is not None and chance.p < LEVEL for chance in found])


def power_of_the_planned(leads: int, rate: float) -> float:
    """How often the difference is found that 80 of 100 such tests should find; exactly."""
    apart = smallest_difference(2 * leads, rate)
    assert apart is not None
    return told_apart_exactly(leads, rate, rate + apart)
