"""Paired differences without a formula: the leads are drawn again, both models on the same ones.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 6 and 12.5: the spread of
the draws is the standard error, and the interval is Student's around what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.doubt import around
from models.evaluation.comparison.drawing import paired_draws, paired_found
from models.evaluation.comparison.paired import Paired
from models.evaluation.history.drawn import Draws
from models.evaluation.tallies import Interval

DRAWS = 1_000

Figure = Callable[[Draws], NDArray[np.float64]]
"""A figure of each draw, shape (draws,); NaN where a draw cannot tell."""


@dataclass(frozen=True)
class Differences:
    """A figure of A and of B, and A minus B with its interval and two-sided p."""

    a: float
    b: float
    difference: Interval
    p: float


def differences(
    pairs: Paired,
    figures: Mapping[str, tuple[Figure, Figure]],
    draws: int = DRAWS,
    seed: int = 1,
) -> dict[str, Differences]:
    """The differences of figures, each a function for A and one for B; same draws for all.

    A figure that the leads themselves cannot tell is left out, and with fewer than two leads of
    either outcome all are. The same seed gives the same.
    """
    no, yes, _ = pairs.totals
    rarer = min(no, yes)
    if rarer < 2:
        return {}
    found, drawn = paired_found(pairs), paired_draws(pairs, draws, seed)
    told = {}
    for name, (of_a, of_b) in figures.items():
        a, b = float(of_a(found.a)[0]), float(of_b(found.b)[0])
        if np.isnan(a) or np.isnan(b):
            continue
        if pairs.alike:
            told[name] = Differences(a, b, Interval(0.0, 0.0, 0.0), 1.0)
            continue
        spread = of_a(drawn.a) - of_b(drawn.b)
        spread = spread[~np.isnan(spread)]
        if not len(spread):
            told[name] = Differences(a, b, Interval(a - b, float("-inf"), float("inf")), 1.0)
            continue
        told[name] = Differences(a, b, *around(a - b, float(spread.std()), rarer))
    return told
