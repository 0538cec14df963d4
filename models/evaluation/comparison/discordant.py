"""Leads that one model hands to sales and the other does not, and whether that is chance.

McNemar, Psychometrika 12 (1947), 153-157: of the conversions that exactly one of the two models
hands over, each model should have about half if neither finds more. How likely a split is then is
counted, by the mid-p; of fewer than `FEWEST_ALONE` none is telling, so nothing is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.paired import Paired
from models.leads.tally import Tally

FEWEST_ALONE = 5
"""Conversions that one model alone finds, with fewer of which no split has a p below 0.05."""
MANY = 1_000
"""Such conversions up to which the binomial is summed."""


@dataclass(frozen=True)
class Discordant:
    """Leads at or above the threshold of A alone, of B alone, of both, of neither.

    `p`: how likely so uneven a split of the conversions that one model alone finds would be if
    both were equally good; None: they are fewer than `FEWEST_ALONE`.
    """

    a_only: Tally
    b_only: Tally
    both: Tally
    neither: Tally
    p: float | None

    @property
    def alone(self) -> int:
        """Conversions that one of the models hands over and the other does not."""
        return self.a_only.converted + self.b_only.converted


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
    """Two-sided mid-p of McNemar's test; None where both together are fewer than `FEWEST_ALONE`.

    The binomial's tails, of the split itself half: one in twenty pairs of equal models is told
    apart as it should be, where the tails in full would tell one in fifty (Fagerland, Lydersen and
    Laake, BMC Medical Research Methodology 13 (2013), 91). With very many the normal, which is then
    the same. To leave out what no split could tell lets nothing be found that is not there, as only
    the number decides, and spares the others of a table its correction (Tarone, Biometrics 46
    (1990), 515-522).
    """
    number, fewer = one + other, min(one, other)
    if number < FEWEST_ALONE:
        return None
    if number > MANY:
        return erfc(abs(one - other) / sqrt(2 * number))
    ways = tail = 1
    for hits in range(1, fewer + 1):
        ways = ways * (number - hits + 1) // hits
        tail += ways
    # Of an even split all others are as uneven or more, and half of itself counts.
    twice = 2 * tail - ways if one != other else (1 << number) - ways / 2
    return twice / (1 << number)
