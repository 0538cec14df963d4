"""p values of several comparisons looked at together, corrected by Holm's step-down method.

Holm, Scandinavian Journal of Statistics 6 (1979), 65-70: the smallest p is multiplied by the number
of comparisons, the next by one less, and so on, and none falls below one before it. A false alarm
among all of them is then as unlikely as the level says, whatever hangs together with what.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """The corrected p of each comparison, in the same order, at most 1.

    None and NaN are comparisons that could not be made: they stay None and do not count.
    ValueError where a p is not between 0 and 1.
    """
    made = [(p, place) for place, p in enumerate(p_values) if p is not None and not isnan(p)]
    if any(not 0 <= p <= 1 for p, _ in made):
        raise ValueError("a p lies between 0 and 1")
    corrected: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for left, (p, place) in zip(range(len(made), 0, -1), sorted(made), strict=True):
        highest = max(highest, min(1.0, p * left))
        corrected[place] = highest
    return tuple(corrected)
