"""Leads that one model hands to sales and the other does not, and whether that is chance.

McNemar, Psychometrika 12 (1947), 153-157: of the conversions that exactly one of the two models
hands over, each model should have about half if neither finds more. Exact while there are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.paired import Paired
from models.leads.tally import Tally

EXACT = 25
"""Discordant conversions up to which the binomial is summed instead of approximated."""


@dataclass(frozen=True)
class Discordant:
    """Leads at or above the threshold of A alone, of B alone, of both, of neither.

    `p`: how likely so uneven a split of the conversions that one model alone finds would be if
    both were equally good; None: no conversion is found by one model alone.
    """

    a_only: Tally
    b_only: Tally
    both: Tally
    neither: Tally
    p: float | None


def discordant(pairs: Paired) -> Discordant:
    """The four groups at the thresholds of the two models, and McNemar's test."""
    above_a, above_b = pairs.a >= pairs.a_threshold, pairs.b >= pairs.b_threshold

    def tally(rows: NDArray[np.bool_]) -> Tally:
        no, yes, unknown = pairs.counts[rows].sum(axis=0).tolist()
        return Tally(no + yes + unknown, yes, no)

    a_only, b_only = tally(above_a & ~above_b), tally(above_b & ~above_a)
    return Discordant(
        a_only,
        b_only,
        tally(above_a & above_b),
        tally(~above_a & ~above_b),
        mcnemar(a_only.converted, b_only.converted),
    )


def mcnemar(one: int, other: int) -> float | None:
    """Two-sided p of McNemar's test: exact with few, else the normal approximation.

    The exact p is the binomial's; with more than `EXACT` the chi-squared of one degree of freedom,
    corrected for continuity (Edwards, Psychometrika 13 (1948), 185-187). None where both are 0.
    """
    number = one + other
    if not number:
        return None
    if number <= EXACT:
        fewer = min(one, other)
        tail = sum(comb(number, hits) for hits in range(fewer + 1))
        return float(min(1.0, 2 * tail / 2.0**number))
    distance = max(0, abs(one - other) - 1) / sqrt(number)
    return erfc(distance / sqrt(2))
