"""Rates with their interval."""

from __future__ import annotations

from math import sqrt

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval


def wilson(converted: int, known: int) -> Interval | None:
    """The rate with Wilson's 95 % score interval; None where nothing is known.

    Wilson, JASA 22 (1927), 209-212: it stays within 0..1 and holds for few leads, too.
    """
    if not known:
        return None
    rate, z2 = converted / known, NORMAL_95 * NORMAL_95
    middle = rate + z2 / (2 * known)
    half = NORMAL_95 * sqrt((rate * (1 - rate) + z2 / (4 * known)) / known)
    spread = 1 + z2 / known
    low = 0.0 if not converted else (middle - half) / spread
    high = 1.0 if converted == known else (middle + half) / spread
    return Interval(rate, low, high)
