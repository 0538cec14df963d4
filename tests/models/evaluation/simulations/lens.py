"""Histories drawn from a truth that is known: how often the intervals of the lens hold it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.lens.lens import lift_of
from models.evaluation.lens.worth import worth_of
from models.evaluation.odds import odds_ratio
from models.leads.tally import Tally

TIMES = 2_000
SHARE = 0.3
"""Of the leads that the rule hits."""
RATIO = 2.0
"""The odds ratio that is true."""
PER_POINT, WORTH = 0.05, 10.0
"""Log odds of a point of the other rules, and what the rule is worth in points."""

Covered = NDArray[np.bool_]


def _tables(
    dice: np.random.Generator, leads: int, rate: float, times: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], float]:
    """Hits, converted hits and converted others of each history; the conversion of hits."""
    odds = rate / (1 - rate) * RATIO
    of_hits = odds / (1 + odds)
    hits = dice.binomial(leads, SHARE, times)
    return hits, dice.binomial(hits, of_hits), dice.binomial(leads - hits, rate), of_hits


def fewest(leads: int, rate: float) -> float:
    """The fewest leads of one outcome that are expected among the hits or among the others."""
    odds = rate / (1 - rate) * RATIO
    of_hits = odds / (1 + odds)
    cells = SHARE * np.array([of_hits, 1 - of_hits])
    rest = (1 - SHARE) * np.array([rate, 1 - rate])
    return float(leads * min(cells.min(), rest.min()))


def odds_covered(dice: np.random.Generator, leads: int, rate: float, times: int = TIMES) -> Covered:
    """Whether the interval of the odds ratio holds it, where there is one."""
    hits, won, other, _ = _tables(dice, leads, rate, times)
    found = (
        odds_ratio(a, h - a, c, leads - h - c)
        for h, a, c in zip(hits.tolist(), won.tolist(), other.tolist(), strict=True)
    )
    return np.array([o.ratio.low <= RATIO <= o.ratio.high for o in found if o is not None])


def lift_covered(dice: np.random.Generator, leads: int, rate: float, times: int = TIMES) -> Covered:
    """Whether the interval of the lift holds it, where there is one."""
    hits, won, other, of_hits = _tables(dice, leads, rate, times)
    truth = of_hits / (SHARE * of_hits + (1 - SHARE) * rate)
    found = (
        lift_of(Tally(h, a, h - a), Tally(leads - h, c, leads - h - c))
        for h, a, c in zip(hits.tolist(), won.tolist(), other.tolist(), strict=True)
    )
    return np.array([o.low <= truth <= o.high for o in found if o is not None])


def worth_covered(
    dice: np.random.Generator, leads: int, rate: float, times: int = TIMES
) -> Covered:
    """Whether the interval of the worth holds it, where there is one."""
    start = np.log(rate / (1 - rate))
    covered = []
    for _ in range(times):
        scores = np.clip(np.rint(dice.normal(30, 15, leads)), 0, 100).astype(np.int64)
        # Hits come with other points, as rules overlap.
        hit = dice.random(leads) < SHARE + (scores - 30) / 200
        log_odds = start + PER_POINT * (scores - 30 + WORTH * hit)
        converted = dice.random(leads) < 1 / (1 + np.exp(-log_odds))
        found = worth_of(scores, hit, converted, WORTH)
        if found is not None:
            covered.append(found.points.low <= WORTH <= found.points.high)
    return np.array(covered, dtype=np.bool_)
