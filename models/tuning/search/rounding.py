"""Whole points from real weights: several scales are tried, since the scale of points is free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.tuning.search.beam import Support, curvature
from models.tuning.search.laws import Laws
from models.tuning.search.rows import Real
from models.tuning.search.stand import Whole

SCALES = (3.0, 2.2, 1.7, 1.3, 1.0, 0.85, 0.72, 0.6, 0.5, 0.4, 0.3, 0.22, 0.15, 0.1)
"""Shares of the largest points that the largest weight is given; above 1 it is cut off there."""

TINY = 1e-300


def rounded(support: Support, laws: Laws) -> list[Whole]:
    """Lawful cards, each once; those that no rounding makes lawful are left out.

    On each scale each line's nearest points, and points rounded one after the other.
    """
    weights = np.asarray(support.weights, dtype=np.float64)
    largest = float(np.abs(weights).max(initial=0.0))
    if largest == 0:
        return []
    most = float(np.abs(laws.values).max(initial=0))
    scales = [share * most / largest for share in SCALES]
    if support.fixed > 0:
        # One point of the lines must weigh as much as one of what is fixed.
        scales = [1 / support.fixed, *scales]
    bent, free = curvature(support, laws)
    spread = np.linalg.inv(bent) if free else bent
    choices = [laws.values[laws.may[line]] for line in free]
    plain = np.outer(scales, weights)
    evened = plain.copy()
    evened[:, free] = one_by_one(plain[:, free], spread, choices)
    found: dict[tuple[int, ...], Whole] = {}
    for card in settled(np.stack([plain, evened], axis=1).reshape(-1, len(weights)), laws):
        if card.any():
            found.setdefault(tuple(card.tolist()), card)
    return list(found.values())


def one_by_one(wished: Real, spread: NDArray[Any], choices: Sequence[Whole]) -> Real:
    """Whole points near the wished ones, (cards, lines), each line's out of its `choices`,
    ascending: the lines still to come make good, as far as they can, what rounding one of them does
    to the loss.

    `spread`: the inverse of how the loss bends, (lines, lines). What lies beyond its choices goes
    first, then what costs least to round.
    """
    points = wished.astype(np.float64)
    cards, lines = points.shape
    every = np.arange(cards)
    spread = np.tile(spread, (cards, 1, 1))
    # Of fewer choices the rest are out of reach.
    table = np.full((lines, max(map(len, choices), default=0)), np.inf)
    for row, values in zip(table, choices, strict=True):
        row[: len(values)] = values
    least, most = table[:, :1].T, np.array([[values[-1] for values in choices]])
    done = np.zeros(points.shape, dtype=np.bool_)
    for _ in range(lines):
        place = np.abs(table - points[:, :, None]).argmin(axis=2)
        near = table[np.arange(lines), place]
        off = near - points
        own = np.maximum(np.diagonal(spread, axis1=1, axis2=2), TINY)
        beyond = np.where(done, -np.inf, np.maximum(points - most, least - points))
        cost = np.where(done, np.inf, off**2 / own)
        here = np.where(beyond.max(axis=1) > 0, beyond.argmax(axis=1), cost.argmin(axis=1))
        shift = spread[every, :, here] / own[every, here][:, None]
        points += np.where(done, 0.0, shift * off[every, here][:, None])
        points[every, here] = near[every, here]
        spread -= shift[:, :, None] * spread[every, here][:, None, :]
        done[every, here] = True
    return points


def settled(weights: NDArray[Any], laws: Laws) -> Whole:
    """The lawful cards next to real-valued points, (cards, lines); without those near which none
    was found.
    """
    wished = weights.astype(np.float64)
    for sequence in laws.rising:
        places = list(sequence)
        for row in np.flatnonzero((np.diff(wished[:, places]) < 0).any(axis=1)).tolist():
            wished[row, places] = _risen(wished[row, places])
    cards = laws.nearest(wished)
    return cards[laws.lawful_ones(cards)]


def _risen(values: Real) -> Real:
    """The nearest values that do not fall, by pooling neighbours."""
    pools: list[tuple[float, int]] = []
    for value in values.tolist():
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, here), (other, there) = pools[-2:]
            pools[-2:] = [((one * here + other * there) / (here + there), here + there)]
    return np.repeat([value for value, _ in pools], [count for _, count in pools])
