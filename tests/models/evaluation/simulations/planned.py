"""Two models of which it is known, without dice, how far their rankings are apart.

The leads are those of `paired.history`. Given its truth a lead's scores and its outcome are
independent, so that the chance of each pair of scores is a sum over truths; the AUC of either
model and the standard error of their difference (DeLong) follow from it.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.evaluation.comparison.comparison import LEVEL, smallest_shown
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.tallies import FEWEST
from tests.models.evaluation.simulations.paired import FAR, NEAR, histories

Figures = NDArray[np.float64]
MOST = 50.0
"""A model with so much noise tells next to nothing."""


def apart(rate: float, noise: float, leads: float = 1) -> tuple[float, float]:
    """How much better a good model ranks than one of this noise, and the standard error of that in
    a history of so many leads."""
    truth = np.linspace(-8, 8, 401)
    weight = stats.norm.pdf(truth) / stats.norm.pdf(truth).sum()
    converts = stats.norm.sf(stats.norm.ppf(1 - rate) * sqrt(2) - truth)
    a, b = _by_score(truth, NEAR), _by_score(truth, noise)
    won, lost = ((a * part[:, None]).T @ b for part in (weight * converts, weight * (1 - converts)))
    yes = float(won.sum())
    won, lost = won / yes, lost / (1 - yes)
    aucs, above, below = [], [], []
    for axis in (1, 0):
        of_won, of_lost = won.sum(axis=axis), lost.sum(axis=axis)
        above.append(np.cumsum(of_lost) - of_lost / 2)
        below.append(1 - np.cumsum(of_won) + of_won / 2)
        aucs.append(float(of_won @ above[-1]))
    between = aucs[0] - aucs[1]
    spread = [
        float((joint * (part[0][:, None] - part[1][None, :] - between) ** 2).sum())
        for joint, part in ((won, above), (lost, below))
    ]
    return between, sqrt(spread[0] / (leads * yes) + spread[1] / (leads * (1 - yes)))


def _by_score(truth: Figures, noise: float) -> Figures:
    """The chance of each score from 0 to 100 by truth; shape (truths, scores)."""
    edges = np.concatenate([[-np.inf], (np.arange(1, 101) - 50.5) / 12, [np.inf]])
    return np.diff(stats.norm.cdf((edges - truth[:, None]) / noise), axis=1)


def the_difference_in_ranking_is_in_its_interval(
    dice: np.random.Generator, leads: int, rate: float, times: int = 2_000
) -> NDArray[np.bool_]:
    """A good model and a worse one; shape (histories in which something was said,)."""
    truth, _ = apart(rate, FAR)
    found = (auc_difference(pairs) for pairs in histories(dice, leads, rate, times, FAR))
    return np.array(
        [auc is not None and auc.difference.low <= truth <= auc.difference.high for auc in found]
    )


def noise_of_the_smallest(leads: int, rate: float) -> float | None:
    """The noise of the model that a good one should be told from in four of five such histories.

    Of the histories those count in which there are conversions enough to say anything. None: even
    one that tells nothing is not so far away.
    """
    rarer = np.arange(FEWEST, leads + 1)
    chances = stats.binom.pmf(rarer, leads, min(rate, 1 - rate))
    if chances.sum() < 0.05:
        return None
    usual = float(rarer @ chances / chances.sum())
    as_many = usual / min(rate, 1 - rate)

    def shown(noise: float) -> bool:
        between, error = apart(rate, noise, as_many)
        return between >= smallest_shown(error, round(usual))

    low, high = NEAR, MOST
    if not shown(high):
        return None
    for _ in range(20):
        middle = sqrt(low * high)
        low, high = (low, middle) if shown(middle) else (middle, high)
    return high


def the_smallest_difference_is_shown(
    dice: np.random.Generator, leads: int, rate: float, times: int = 2_000
) -> NDArray[np.bool_]:
    """Whether a model was told from a good one that is as much worse as four of five such
    histories should show; shape (histories in which something was said,)."""
    noise = noise_of_the_smallest(leads, rate)
    if noise is None:
        return np.zeros(0, dtype=np.bool_)
    found = (auc_difference(pairs) for pairs in histories(dice, leads, rate, times, noise))
    return np.array([auc is not None and auc.p < LEVEL for auc in found])
