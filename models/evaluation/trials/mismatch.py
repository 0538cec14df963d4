"""Whether as many leads are in each arm as were to be: else something else dealt them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, gamma, sqrt

DOUBT = 0.001
"""A split that chance makes more rarely is no chance."""


@dataclass(frozen=True)
class Mismatch:
    """`found` in each arm and `expected`; `p` by the chi-squared test of the planned shares."""

    found: tuple[int, ...]
    expected: tuple[float, ...]
    p: float
    of: str = "lead"

    @property
    def grave(self) -> bool:
        """Whether nothing that the arms differ in is to be believed."""
        return self.p < DOUBT


def mismatch_of(found: Sequence[int], shares: Sequence[float], of: str = "lead") -> Mismatch | None:
    """Pearson's chi-squared test of the counts of two or more arms; None without leads.

    Fabijan et al., KDD 2019, 2156-2164, call it the sample-ratio mismatch and test it so.
    """
    every = sum(found)
    if not every or len(found) < 2:
        return None
    expected = tuple(every * share for share in shares)
    squares = sum((a - b) ** 2 / b for a, b in zip(found, expected, strict=True))
    return Mismatch(tuple(found), expected, chi_squared_above(squares, len(found) - 1), of)


def chi_squared_above(value: float, freedom: int) -> float:
    """The chance of a chi-squared above a value, for 1 or more degrees of freedom.

    In closed form (Abramowitz and Stegun, 26.4.4 and 26.4.5), free of scipy.
    """
    half = value / 2
    if freedom % 2:
        total = erfc(sqrt(half))
        steps = [at + 0.5 for at in range(freedom // 2)]
    else:
        total, steps = 0.0, [float(at) for at in range(freedom // 2)]
    if half > 700:
        return 0.0
    return float(min(1.0, total + sum(exp(-half) * half**at / gamma(at + 1) for at in steps)))
