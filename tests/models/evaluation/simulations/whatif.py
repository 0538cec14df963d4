"""Histories of two kinds of leads whose mix is supposed to be another: do intervals hold it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.whatif.cells import cells_of
from models.evaluation.whatif.mix import Mix
from models.evaluation.whatif.supposed import MQL, RATE, change_of, figures_of

SHARE, SUPPOSED = 0.3, 0.6
"""Leads of the first kind now, and as supposed."""
MQLS = (0.5, 0.2)
"""How many of each kind reach sales."""
APART = 0.5
"""Leads below the threshold convert so much less; the second kind converts so much less."""


def of_kinds(rate: float) -> tuple[float, float]:
    """How MQLs of each kind convert."""
    return rate, rate * APART


def truth(rate: float) -> tuple[float, float]:
    """The share of MQLs among all leads as supposed, and how these convert."""
    mix = SUPPOSED, 1 - SUPPOSED
    mql = sum(share * of_mql for share, of_mql in zip(mix, MQLS, strict=True))
    won = sum(
        share * of_mql * converts
        for share, of_mql, converts in zip(mix, MQLS, of_kinds(rate), strict=True)
    )
    return mql, won / mql


def mix_covered(
    dice: np.random.Generator, leads: int, rate: float, tries: int = 2_000, draws: int = 300
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
    """Whether the interval of the share of MQLs, and that of how they convert, held the truth;
    and how many of all leads converted; shape (tries,) each. `rate`: of MQLs of the first kind.
    """
    mql, converts = truth(rate)
    held_mql, held_rate = np.zeros(tries, dtype=bool), np.zeros(tries, dtype=bool)
    converted = np.zeros(tries, dtype=np.int64)
    for row in range(tries):
        second = (dice.random(leads) >= SHARE).astype(np.intp)
        level = (dice.random(leads) < np.array(MQLS)[second]).astype(np.int64)
        chance = np.array(of_kinds(rate))[second] * np.where(level, 1, APART)
        outcome = (dice.random(leads) < chance).astype(np.uint8)
        share = 1 - second.mean()
        weights = np.array([SUPPOSED / share, (1 - SUPPOSED) / (1 - share)])
        cells = cells_of(level, level, outcome, Mix(second, weights), None)
        before, after = (
            figures_of(item, 1, None) for item in cells.histograms(cells.drawn(draws, row))
        )
        found = {name: change_of(before[name], after[name], None).after for name in (MQL, RATE)}
        held_mql[row] = found[MQL].low <= mql * leads <= found[MQL].high
        held_rate[row] = found[RATE].low <= converts <= found[RATE].high
        converted[row] = outcome.sum()
    return held_mql, held_rate, converted
