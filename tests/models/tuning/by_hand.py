"""What the engine gives leads of a ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored


def by_engine(scored: Scored, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """The points of these leads before what accounts add."""
    points = scored.points.astype(np.int64)
    return (points if scored.raised is None else points - scored.raised)[rows]
