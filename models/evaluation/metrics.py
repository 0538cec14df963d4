"""Figures from a histogram of the score by outcome: ranking, gains, lift, bands.

A histogram has shape (levels, 3): leads at each score, ascending, by outcome (not converted,
converted, unknown). Whole numbers in; leads with an unknown outcome count only where it is said.
"""

from __future__ import annotations

from bisect import bisect_left
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import SHARES, BandFigures, Interval, LiftRow, Tally
from models.scoring.bands import cuts
from models.scoring.model import ScoringModel

Histogram = NDArray[np.int64]

NORMAL_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def tally_of(counts: NDArray[Any]) -> Tally:
    """A tally from leads not converted, converted, unknown; shape (3,)."""
    no, yes, unknown = counts.tolist()
    return Tally(no + yes + unknown, yes, no)


def ranking(histogram: Histogram) -> Interval | None:
    """The AUC, ties counted half, with the 95 % interval of DeLong, DeLong and Clarke-Pearson.

    DeLong et al., Biometrics 44 (1988), 837-845, computed from counts by score; the interval is
    value +- 1.96 standard errors within 0..1. None with fewer than two leads of either outcome.
    """
    no, yes = histogram[:, 0], histogram[:, 1]
    below = np.cumsum(no)
    all_no = int(below[-1])
    upto = np.cumsum(yes)
    all_yes = int(upto[-1])
    if all_no < 2 or all_yes < 2:
        return None
    # Twice the number of leads that a converted lead at each score outranks, ties half.
    twice_won = 2 * below - no
    twice = int(np.dot(yes, twice_won))
    value = twice / (2 * all_no * all_yes)
    # For each lead, the share of the other outcome that it is ranked rightly against.
    of_yes = twice_won / (2 * all_no) - value
    of_no = 1 - (2 * upto - yes) / (2 * all_yes) - value
    spread_yes = float(np.dot(yes, of_yes * of_yes)) / (all_yes - 1)
    spread_no = float(np.dot(no, of_no * of_no)) / (all_no - 1)
    error = sqrt(spread_yes / all_yes + spread_no / all_no)
    half = NORMAL_95 * error
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def best_first(histogram: Histogram) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Leads with a known outcome and conversions, summed from the highest score down.

    Both start with 0; only scores that some known lead has; shape (scores + 1,).
    """
    known = (histogram[:, 0] + histogram[:, 1])[::-1]
    held = np.flatnonzero(known)
    leads = np.zeros(len(held) + 1, dtype=np.int64)
    converted = np.zeros(len(held) + 1, dtype=np.int64)
    np.cumsum(known[held], out=leads[1:])
    np.cumsum(histogram[::-1, 1][held], out=converted[1:])
    return leads, converted


def gains_of(leads: NDArray[np.int64], converted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of known leads against share of conversions found; shape (points, 2).

    From (0, 0) to (1, 1); shape (0, 2) where nobody converted.
    """
    if not converted[-1]:
        return np.empty((0, 2))
    gains = np.empty((len(leads), 2))
    np.divide(leads, leads[-1], out=gains[:, 0])
    np.divide(converted, converted[-1], out=gains[:, 1])
    return gains


def lift_of(leads: NDArray[np.int64], converted: NDArray[np.int64]) -> tuple[LiftRow, ...]:
    """Conversions among the best shares of the known leads, the tied score by its expectation.

    Shares are rounded half up to whole leads. No rows where no outcome is known.
    """
    known, found = int(leads[-1]), int(converted[-1])
    if not known:
        return ()
    upto, hits = leads.tolist(), converted.tolist()
    rows = []
    for share in SHARES:
        count = (2 * round(100 * share) * known + 100) // 200
        cut = max(1, bisect_left(upto, count))
        of_tied, tied = hits[cut] - hits[cut - 1], upto[cut] - upto[cut - 1]
        value = hits[cut - 1] + of_tied * (count - upto[cut - 1]) / tied
        lift = value * known / (count * found) if count and found else None
        rows.append(LiftRow(share, count, value, lift))
    return tuple(rows)


def by_band(counts: NDArray[np.int64], model: ScoringModel) -> NDArray[np.int64]:
    """Counts by level (first axis) summed by band: shape (bands, ...)."""
    sums = np.zeros((len(counts) + 1, *counts.shape[1:]), dtype=np.int64)
    np.cumsum(counts, axis=0, out=sums[1:])
    edges = [0, *(max(0, min(cut, len(counts))) for cut in cuts(model)[1:]), len(counts)]
    return np.diff(sums[edges], axis=0)


def bands_of(histogram: Histogram, model: ScoringModel) -> tuple[BandFigures, ...]:
    """The bands ascending, each with its leads."""
    return tuple(
        BandFigures(band.name, band.threshold, band.mql, tally_of(row))
        for band, row in zip(model.bands, by_band(histogram, model), strict=True)
    )


def from_threshold(histogram: Histogram, model: ScoringModel) -> Tally:
    """All leads at or above the MQL threshold."""
    start = max(0, model.mql_threshold - model.scale.least)
    return tally_of(histogram[start:].sum(axis=0))
