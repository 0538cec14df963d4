"""Differences of rates and small p, as they are written."""

from __future__ import annotations

from math import floor, log10

from models.evaluation.figures import decimal


def points(share: float, places: int = 1) -> str:
    """A difference of rates: "2.1 points"."""
    text = decimal(100 * abs(share), places)
    return f"{text} point{'' if text == '1.0' else 's'}"


def small(p: float) -> str:
    """A p that may be far below 0.001: two figures that count."""
    if p >= 0.001:
        return decimal(p, 3)
    if p < 1e-7:
        return "0.0000001"
    return f"{p:.{1 - floor(log10(p))}f}"
