"""Live tests simulated: arms that convert alike or not, leads alone or in accounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.trials.alike import arm_counts
from models.evaluation.trials.result import Result, result_of

LEVEL = 0.05


def in_accounts(
    dice: np.random.Generator, accounts: int, size: float, rate: float, alike: float
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Leads of accounts with that correlation of outcomes (beta-binomial): account, converted."""
    sizes = np.maximum(1, dice.poisson(size, accounts))
    left = (1 - alike) / alike
    rates = dice.beta(rate * left, (1 - rate) * left, accounts)
    units = np.repeat(np.arange(accounts), sizes)
    return units, dice.random(len(units)) < rates[units]


def by_account(
    dice: np.random.Generator,
    leads: int,
    rate: float,
    other: float,
    *,
    size: float = 5,
    alike: float = 0.1,
) -> Result:
    """The result of a test of so many leads in each arm, dealt by account."""
    arms = []
    for truth in (rate, other):
        units, converted = in_accounts(dice, max(2, round(leads / size)), size, truth, alike)
        arms.append(arm_counts(converted, units))
    return result_of(("A", "B"), arms, LEVEL)


def accounts_covered(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 400
) -> NDArray[np.bool_]:
    """Whether the interval of a test by account held the true difference; shape (tries,)."""
    other = 0.8 * rate
    held = []
    for _ in range(tries):
        found = by_account(dice, leads, rate, other).pairs[0].difference
        held.append(found is not None and found.low <= other - rate <= found.high)
    return np.array(held)


def accounts_told_apart(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 400
) -> NDArray[np.bool_]:
    """Whether arms that convert alike were told apart in a test by account; shape (tries,)."""
    results = (by_account(dice, leads, rate, rate) for _ in range(tries))
    return np.array([result.found(result.pairs[0]) for result in results])
