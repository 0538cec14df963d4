"""Cards judged exactly on the patterns of their lines, many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim
from models.tuning.product import times
from models.tuning.search.fit import fitted
from models.tuning.search.goals import losses
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.summed import totalled

Real = NDArray[np.float64]

AT_ONCE = 4_000_000
"""Cards times patterns that are worked on together."""


def judged(stand: Stand, cards: Whole, aim: Aim) -> Real:
    """`cards`: (cards, chosen) points of the chosen lines; the loss of each."""
    at_once = max(1, AT_ONCE // max(len(stand), 1))
    parts = [
        losses(aim, *histograms(_scores(stand, cards[start : start + at_once]), stand))
        for start in range(0, len(cards), at_once)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def fit_of(stand: Stand, points: Whole) -> tuple[float, float]:
    """The intercept and the slope of one card."""
    key = points.tobytes()
    if key not in stand.fits:
        found = fitted(*histograms(_scores(stand, points[None]), stand))
        stand.fits[key] = float(found.intercept[0]), float(found.slope[0])
    return stand.fits[key]


def _scores(stand: Stand, cards: Whole) -> Whole:
    """(cards, patterns)"""
    pots = stand.rows.pots
    of_line = pots.of_line[list(stand.chosen)]
    found = np.zeros((len(cards), len(stand)), dtype=np.int64)
    for pot in range(len(pots.least)):
        inside = np.flatnonzero(of_line == pot)
        fixed = pots.fixed[pot, stand.state]
        # Whole numbers in floats: exact, and much faster to multiply.
        points = cards[:, inside].astype(np.float64)
        sums = times(points, stand.met[inside].astype(np.float64)).astype(np.int64) + fixed
        found += pots.part(pot, sums, pots.percents[pot, stand.state])
    return found


def histograms(scores: Whole, stand: Stand) -> tuple[Real, Real, Real]:
    """(cards, levels) weight for and against; the levels."""
    unit, low = stand.rows.pots.unit, int(scores.min())
    level = (scores - low) // unit
    span = int(level.max()) + 1
    count = len(scores)
    place = (level + np.arange(count)[:, None] * span).ravel()
    size = count * span
    yes = totalled(place, np.tile(stand.yes, count), size).reshape(count, span)
    no = totalled(place, np.tile(stand.no, count), size).reshape(count, span)
    return yes, no, low + unit * np.arange(span, dtype=np.float64)
