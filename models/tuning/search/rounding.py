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
    found: dict[tuple[int, ...], Whole] = {}
    for scale in scales:
        evened = weights * scale
        evened[free] = one_by_one(evened[free], spread, choices)
        for card in (settled(weights * scale, laws), settled(evened, laws)):
            if card is not None and card.any():
                found.setdefault(tuple(card.tolist()), card)
    return list(found.values())


def one_by_one(wished: Real, spread: NDArray[Any], choices: Sequence[Whole]) -> Real:
    """Whole points near the wished ones, (lines,), each out of its `choices`, ascending: the lines
    still to come make good, as far as they can, what rounding one of them does to the loss.

    `spread`: the inverse of how the loss bends, (lines, lines). What lies beyond its choices goes
    first, then what costs least to round.
    """
    points = wished.astype(np.float64)
    least = np.array([values[0] for values in choices])
    most = np.array([values[-1] for values in choices])
    left = np.arange(len(points))
    while len(left):
        here = points[left]
        near = np.array(
            [
                choices[line][np.argmin(np.abs(choices[line] - value))]
                for line, value in zip(left.tolist(), here.tolist(), strict=True)
            ]
        )
        own = np.maximum(np.diag(spread), TINY)
        beyond = np.maximum(here - most[left], least[left] - here)
        cost = (near - here) ** 2 / own
        place = int(np.argmax(beyond) if beyond.max() > 0 else np.argmin(cost))
        shift = spread[:, place] / own[place]
        points[left] += shift * (near[place] - here[place])
        points[left[place]] = near[place]
        rest = np.arange(len(left)) != place
        spread = (spread - np.outer(shift, spread[place]))[np.ix_(rest, rest)]
        left = left[rest]
    return points


def settled(weights: NDArray[Any], laws: Laws) -> Whole | None:
    """The lawful card next to real-valued points; None: none was found near."""
    wished = weights.astype(np.float64)
    for sequence in laws.rising:
        places = list(sequence)
        if (np.diff(wished[places]) < 0).any():
            wished[places] = _risen(wished[places])
    card = laws.nearest(wished)
    return card if laws.lawful(card) else None


def _risen(values: Real) -> Real:
    """The nearest values that do not fall, by pooling neighbours."""
    pools: list[tuple[float, int]] = []
    for value in values.tolist():
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, here), (other, there) = pools[-2:]
            pools[-2:] = [((one * here + other * there) / (here + there), here + there)]
    return np.repeat([value for value, _ in pools], [count for _, count in pools])
