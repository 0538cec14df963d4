"""Leads that one model hands to sales and the other does not, and whether that is chance.

McNemar, Psychometrika 12 (1947), 153-157: of the conversions that exactly one of the two models
hands over, each model should have about half if neither finds more. Exact while there are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.paired import Paired
from models.leads.tally import Tally

EXACT = 10
"""Discordant conversions up to which the p is exact."""
MANY = 1_000
"""Discordant conversions up to which the binomial is summed."""


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
    """Two-sided p of McNemar's test; None where both are 0.

    With few the binomial's tail, which errs to the safe side. With more than `EXACT` the mid-p, of
    which one in twenty equal models is told apart as it should be, neither more nor clearly fewer
    (Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13 (2013), 91); with very many
    the normal, which is then the same.
    """
    number, fewer = one + other, min(one, other)
    if not number:
        return None
    if number > MANY:
        return erfc(abs(one - other) / sqrt(2 * number))
    ways = tail = 1
    for hits in range(1, fewer + 1):
        ways = ways * (number - hits + 1) // hits
        tail += ways
    twice = 2 * tail if number <= EXACT else 2 * tail - ways
    return min(1.0, twice / (1 << number))
