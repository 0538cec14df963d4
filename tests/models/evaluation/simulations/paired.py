"""Simulated histories scored by two models, and whether what is said of the two holds.

Each `simulate(dice, leads, rate, times)` draws so many histories and gives, for each in which
something was said (both outcomes at least `FEWEST` times), whether it was right.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.evaluation.comparison.agreement import kappa
from models.evaluation.comparison.comparison import LEVEL, compare
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.discordant import discordant
from models.evaluation.comparison.paired import Paired, pairs_of
from models.evaluation.tallies import FEWEST

Dice = np.random.Generator
Right = NDArray[np.bool_]
THRESHOLD = 65
NEAR, FAR = 1.0, 1.6
"""How much noise there is between the truth and a score of a good model, and of a worse one."""


def history(dice: Dice, leads: int, rate: float, a: float = NEAR, b: float = NEAR) -> Paired:
    """A truth that two models see through noise, and that decides who converts."""
    truth = dice.normal(size=leads)
    edge = stats.norm.ppf(1 - rate) * sqrt(2)
    outcome = (truth + dice.normal(size=leads) > edge).astype(np.uint8)
    scores = (
        np.clip(np.round(50 + 12 * (truth + noise * dice.normal(size=leads))), 0, 100)
        for noise in (a, b)
    )
    one, other = (found.astype(np.int64) for found in scores)
    return pairs_of(one, other, outcome, THRESHOLD, THRESHOLD)


def histories(dice: Dice, leads: int, rate: float, times: int, b: float = NEAR) -> list[Paired]:
    """Those of so many histories in which there is enough of either outcome to say anything."""
    drawn = (history(dice, leads, rate, b=b) for _ in range(times))
    return [pairs for pairs in drawn if min(pairs.totals[:2]) >= FEWEST]


def equal_models_are_not_told_apart_by_ranking(
    dice: Dice, leads: int, rate: float, times: int = 2_000
) -> Right:
    """Two models that are equally good: their AUCs differ by chance alone."""
    found = (auc_difference(pairs) for pairs in histories(dice, leads, rate, times))
    return np.array([auc is not None and auc.p >= LEVEL for auc in found])


def the_differences_of_figures_are_in_their_intervals(
    dice: Dice, leads: int, rate: float, times: int = 2_000, draws: int = 300
) -> dict[str, Right]:
    """The same for each figure that rests on draws."""
    truth = _truth(rate)
    found: dict[str, list[bool]] = {}
    for seed, pairs in enumerate(histories(dice, leads, rate, times, FAR)):
        for name, item in compare(pairs, draws, seed).figures.items():
            held = item.difference.low <= truth[name] <= item.difference.high
            found.setdefault(name, []).append(held)
    return {name: np.array(right) for name, right in found.items()}


def equal_models_are_not_told_apart_by_figures(
    dice: Dice, leads: int, rate: float, times: int = 2_000, draws: int = 300
) -> dict[str, Right]:
    """Two models that are equally good, by each figure that rests on draws."""
    found: dict[str, list[bool]] = {}
    for seed, pairs in enumerate(histories(dice, leads, rate, times)):
        for name, item in compare(pairs, draws, seed).figures.items():
            found.setdefault(name, []).append(item.p >= LEVEL)
    return {name: np.array(right) for name, right in found.items()}


def equal_models_are_not_told_apart_at_the_threshold(
    dice: Dice, leads: int, rate: float, times: int = 2_000
) -> Right:
    """McNemar's test where each model finds as many conversions as the other, where it is told."""
    found = (discordant(pairs).p for pairs in histories(dice, leads, rate, times))
    return np.array([p >= LEVEL for p in found if p is not None])


def the_agreement_is_in_its_interval(
    dice: Dice, leads: int, rate: float, times: int = 2_000
) -> Right:
    """Cohen's kappa of which leads two models hand to sales."""
    sides = _sides(history(np.random.default_rng(99), 1_000_000, rate, b=FAR))
    truth = kappa(sides)
    assert truth is not None
    found = (kappa(_sides(history(dice, leads, rate, b=FAR))) for _ in range(times))
    return np.array([item.low <= truth.value <= item.high for item in found if item is not None])


def _sides(pairs: Paired) -> NDArray[np.int64]:
    """Leads by side of A's threshold and of B's; shape (2, 2)."""
    keys = 2 * (pairs.a >= pairs.a_threshold) + (pairs.b >= pairs.b_threshold)
    return np.bincount(keys, pairs.counts.sum(axis=1), 4).astype(np.int64).reshape(2, 2)


@cache
def _truth(rate: float) -> dict[str, float]:
    """The true differences of the good model and the worse one, from very many leads."""
    whole = compare(history(np.random.default_rng(99), 1_000_000, rate, b=FAR), draws=2)
    return {name: item.difference.value for name, item in whole.figures.items()}
