"""How many leads a comparison of two rates needs, and what a given number of them can show.

The power is that of the test of `chance_of_difference` at a level, two-sided. With many conversions
it is the normal approximation with the pooled variance under no difference (Fleiss, Levin and Paik,
Statistical Methods for Rates and Proportions, 3rd ed. (2003), 4.3); with few of them the normal
distribution misses by several points, so every result of both groups is counted instead.
"""

from __future__ import annotations

from math import ceil, erfc, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from models.evaluation.rates import FEWEST_EXPECTED, mid_p_values

MANY = 15
"""Leads expected in each of the four cells from which the normal approximation is used."""
MOST = 10**9
"""Leads beyond which no test is planned."""
_WIDE = 6.5
"""Standard deviations around a count outside of which next to nothing lies."""


def normal_point(tail: float) -> float:
    """The point of the normal distribution above which so much of it lies."""
    return -NormalDist().inv_cdf(tail)


def power_of_rates(
    a_known: int, b_known: int, a_rate: float, b_rate: float, level: float = 0.05
) -> float:
    """How likely groups of these sizes and true rates are told apart; 0..1."""
    if not a_known or not b_known:
        return 0.0
    cells = (
        size * share
        for size, rate in ((a_known, a_rate), (b_known, b_rate))
        for share in (rate, 1 - rate)
    )
    if min(cells) < MANY:
        return _counted(a_known, b_known, a_rate, b_rate, level)
    return _approximate(a_known, b_known, a_rate, b_rate, level)


def size_for(
    a_rate: float, b_rate: float, level: float = 0.05, power: float = 0.8, share: float = 0.5
) -> int:
    """The fewest leads in both groups that tell these rates apart with that power.

    `share` 0..1: how many of them are in the group of `b_rate`. More than `MOST` are `MOST`.
    """
    if a_rate == b_rate:
        return MOST
    pooled = (1 - share) * a_rate + share * b_rate
    null = sqrt(pooled * (1 - pooled) / (share * (1 - share)))
    true = sqrt(a_rate * (1 - a_rate) / (1 - share) + b_rate * (1 - b_rate) / share)
    told = normal_point(level / 2) * null + normal_point(1 - power) * true
    least = told * told / (a_rate - b_rate) ** 2
    if least >= MOST:
        return MOST
    low, high = 2, max(4, ceil(least))
    if (
        min(high * (1 - share), high * share) * min(a_rate, 1 - a_rate, b_rate, 1 - b_rate)
        >= 1.5 * MANY
    ):
        return high

    def enough(leads: int) -> bool:
        return power_of_rates(*split(leads, share), a_rate, b_rate, level) >= power

    while not enough(high):
        low, high = high, 2 * high
    while high - low > max(1, high // 500):
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def split(leads: int, share: float) -> tuple[int, int]:
    """The leads of both groups."""
    b = round(leads * share)
    return leads - b, b


def smallest_difference(
    leads: float, rate: float, level: float = 0.05, power: float = 0.8, share: float = 0.5
) -> float | None:
    """The least by which the other rate must be higher for these leads to show it; None: no rate
    is high enough. `leads` of both groups may be a fraction, as an effective number is.
    """
    sizes = split(int(leads), share)

    def shown(by: float) -> bool:
        return power_of_rates(*sizes, rate, rate + by, level) >= power

    low, high = 0.0, 1 - rate
    if min(sizes) < 1 or high <= 0 or not shown(high):
        return None
    # Near where the approximation puts it: a factor of two is found in few steps.
    guess = (normal_point(level / 2) + normal_point(1 - power)) * sqrt(
        max(rate * (1 - rate), 1e-9) * (1 / sizes[0] + 1 / sizes[1])
    )
    while guess < high:
        low, high = (low, guess) if shown(guess) else (guess, high)
        if low < guess:
            break
        guess *= 2
    while high - low > 0.002 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if shown(middle) else (middle, high)
    return high


def _approximate(a_known: int, b_known: int, a_rate: float, b_rate: float, level: float) -> float:
    pooled = (a_known * a_rate + b_known * b_rate) / (a_known + b_known)
    null = sqrt(pooled * (1 - pooled) * (1 / a_known + 1 / b_known))
    true = sqrt(a_rate * (1 - a_rate) / a_known + b_rate * (1 - b_rate) / b_known)
    apart, edge = abs(a_rate - b_rate), normal_point(level / 2) * null
    if true == 0:
        return float(apart > edge)
    return _above((edge - apart) / true) + _above((edge + apart) / true)


def _above(z: float) -> float:
    return erfc(z / sqrt(2)) / 2


def _counted(a_known: int, b_known: int, a_rate: float, b_rate: float, level: float) -> float:
    """The chance of all pairs of counts that the test takes for a difference."""
    a, a_chance = _binomial(a_known, a_rate)
    b, b_chance = _binomial(b_known, b_rate)
    found = _rejected(a[:, None], a_known, b[None, :], b_known, level)
    return float(np.clip(a_chance @ found @ b_chance, 0, 1))


def _binomial(leads: int, rate: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The counts that so many leads can have, and how likely each is."""
    if rate <= 0 or rate >= 1:
        return np.array([leads if rate >= 1 else 0]), np.ones(1)
    spread = _WIDE * sqrt(leads * rate * (1 - rate)) + 10
    low, high = max(0, int(leads * rate - spread)), min(leads, ceil(leads * rate + spread))
    counts = np.arange(low, high + 1)
    steps = np.log((leads - counts[:-1]) / counts[1:]) + np.log(rate / (1 - rate))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(logs - logs.max())
    return counts, chances / chances.sum()


def _rejected(
    a: NDArray[np.int64], a_known: int, b: NDArray[np.int64], b_known: int, level: float
) -> NDArray[np.bool_]:
    """Which pairs of counts the test takes for a difference."""
    converted, known = a + b, a_known + b_known
    pooled = converted / known
    error = np.sqrt(pooled * (1 - pooled) * (1 / a_known + 1 / b_known))
    found: NDArray[np.bool_] = np.abs(a / a_known - b / b_known) > normal_point(level / 2) * error
    rarest = np.minimum(converted, known - converted)
    few = rarest * min(a_known, b_known) < FEWEST_EXPECTED * known
    for total in np.unique(converted[few]).tolist():
        least = max(0, total - b_known)
        chances = mid_p_values(a_known, b_known, total)
        here = few & (converted == total)
        rows = np.broadcast_to(a, here.shape)[here]
        found[here] = chances[rows - least] < level
    return found
