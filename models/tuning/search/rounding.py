"""Whole points from real weights: several scales are tried, since the scale of points is free."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.tuning.search.beam import Support
from models.tuning.search.laws import Laws
from models.tuning.search.rows import Real
from models.tuning.search.stand import Whole

SCALES = (1.0, 0.85, 0.72, 0.6, 0.5, 0.4, 0.3, 0.22, 0.15, 0.1)
"""Shares of the largest points that the largest weight is given."""


def rounded(support: Support, laws: Laws) -> list[Whole]:
    """Lawful cards, each once; those that no rounding makes lawful are left out."""
    weights = support.weights
    largest = float(np.abs(weights).max(initial=0.0))
    if largest == 0:
        return []
    most = float(np.abs(laws.values).max(initial=0))
    scales = [share * most / largest for share in SCALES]
    if support.fixed > 0:
        # One point of the lines must weigh as much as one of what is fixed.
        scales = [1 / support.fixed, *scales]
    found: dict[tuple[int, ...], Whole] = {}
    for scale in scales:
        card = settled(weights * scale, laws)
        if card is not None and card.any():
            found.setdefault(tuple(card.tolist()), card)
    return list(found.values())


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
