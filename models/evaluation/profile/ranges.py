"""Ranges of a number: quantile cuts at round figures, merged where conversion does not differ."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray

PARTS = 10
"""Ranges that are begun with."""
UNLIKE = 2.4
"""Standard errors that two rates must be apart: by chance one pair in sixty is."""
LEAST_SHARE = 0.03
"""A range with fewer of the leads is merged into its neighbour."""


def cuts_of(values: NDArray[np.float64], converted: NDArray[np.bool_]) -> list[float]:
    """Where ranges begin, but the first, ascending; none if one range says as much.

    `values` without blanks. Adjacent ranges are merged, the most alike first, until the rates of
    all neighbours differ by more than chance (test of two proportions, see `UNLIKE`).
    """
    if len(values) < 2:
        return []
    edges = edges_of(values)
    places = np.searchsorted(edges, values, side="right")
    leads = np.bincount(places, minlength=len(edges) + 1).tolist()
    won = np.bincount(places, weights=converted, minlength=len(edges) + 1).astype(int).tolist()
    kept = merged(leads, won, LEAST_SHARE * len(values))
    return [edges[at] for at in kept]


def merged(leads: Sequence[int], won: Sequence[int], least: float) -> list[int]:
    """Of parts in a row, which borders stay where neighbours that are alike become one.

    Border i is between parts i and i + 1. `least`: a part of fewer leads is merged anyway.
    """
    leads, won = list(leads), list(won)
    borders = list(range(len(leads) - 1))
    while borders:
        unlike = [
            _unlike(leads[at], won[at], leads[at + 1], won[at + 1])
            if min(leads[at], leads[at + 1]) >= least
            else -1.0
            for at in range(len(borders))
        ]
        at = int(np.argmin(unlike))
        if unlike[at] >= UNLIKE:
            break
        leads[at : at + 2] = [leads[at] + leads[at + 1]]
        won[at : at + 2] = [won[at] + won[at + 1]]
        del borders[at]
    return borders


def edges_of(values: NDArray[np.float64], parts: int = PARTS) -> list[float]:
    """Where to cut at first: between few distinct values, else at quantiles made round."""
    distinct = np.unique(values)
    if len(distinct) <= parts:
        return [float(value) for value in distinct[1:]]
    found = np.quantile(values, np.arange(1, parts) / parts, method="inverted_cdf")
    low, high = float(distinct[0]), float(distinct[-1])
    rounded = {_round(float(value)) for value in found}
    return sorted(value for value in rounded if low < value <= high)


def _round(value: float) -> float:
    """The figure with two digits, the second a 0 or 5 where the number is large."""
    if value == 0:
        return 0.0
    size = 10.0 ** floor(log10(abs(value)))
    step = size / 10 if size > 1 else size
    found = round(value / step) * step
    return float(f"{found:.6g}")


def _unlike(leads: int, won: int, other_leads: int, other_won: int) -> float:
    """How many standard errors two rates are apart, by their pooled rate."""
    pooled = (won + other_won) / (leads + other_leads)
    spread = pooled * (1 - pooled) * (1 / leads + 1 / other_leads)
    if spread == 0:
        return 0.0
    return abs(won / leads - other_won / other_leads) / sqrt(spread)
