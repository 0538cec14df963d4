"""A part of the leads at every threshold: what the charts draw over the bars of all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.thresholds.ground import Ground
from models.evaluation.thresholds.weeks import Loads, loads_of


@dataclass(frozen=True, eq=False)
class GroundPart:
    """`counts` (n, 3): leads of the part at or above each threshold, by outcome. `loads`: by week
    at any threshold; None where no day of creation is known."""

    counts: NDArray[np.int64]
    loads: Loads | None


def part_of(ground: Ground, which: NDArray[np.bool_]) -> GroundPart:
    """The leads of a mask, shape (rows,), as the ground counts all."""
    places, codes = ground.standing.places[which], ground.codes[which]
    cells = np.bincount((places + 1) * 3 + codes, minlength=3 * (ground.size + 1)).reshape(-1, 3)
    reached = np.cumsum(cells[::-1], axis=0)[::-1][1:].astype(np.int64)
    if ground.weeks is None:
        return GroundPart(reached, None)
    only = np.where(which, ground.standing.places, -1)
    return GroundPart(reached, loads_of(ground.weeks, only, ground.codes, ground.size))
