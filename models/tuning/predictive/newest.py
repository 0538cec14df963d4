"""The newest of the leads that teach: where they convert otherwise, all chances are moved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.tuning.division import FEWEST_TESTING, NEWEST, Divided, Rows
from models.tuning.report import Way


def newest_of(parted: Divided, teach: Rows) -> NDArray[np.bool_] | None:
    """The newest fifth of the leads that teach; None where no order or too few are known."""
    if parted.place is None or parted.division.way not in (Way.TIME, Way.ROWS):
        return None
    place = parted.place[teach]
    edge = np.quantile(place, 1 - NEWEST, method="lower")
    newest = np.asarray(place > edge)
    for side in (newest, ~newest):
        codes = parted.codes[teach[side]]
        won = int(np.count_nonzero(codes))
        if min(won, len(codes) - won) < FEWEST_TESTING:
            return None
    return newest
