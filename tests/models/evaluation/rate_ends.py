"""The interval of a rate by scipy, as it is shown: Wilson's, with few corrected for continuity."""

from __future__ import annotations

from scipy.stats import binomtest


def rate_ends(converted: int, known: int) -> tuple[float, float]:
    """Both ends of the 95 % interval."""
    few = min(converted, known - converted) < 10
    found = binomtest(converted, known).proportion_ci(0.95, "wilsoncc" if few else "wilson")
    return found.low, found.high
