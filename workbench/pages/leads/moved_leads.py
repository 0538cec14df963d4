"""Which leads moved since the saved version, and how."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.live_preview import Preview

MOVES = ("Score changed", "Reach sales now", "Reach sales no longer")


def moved_rows(value: Preview, name: str) -> NDArray[np.bool_] | None:
    """The leads that moved so since the saved version; None asks for no such thing."""
    saved = value.saved_scored
    if saved is None or name not in MOVES:
        return None
    if name == MOVES[0]:
        return np.asarray(value.scored.scores != saved.scores)
    now = value.scored.scores >= value.model.mql_threshold
    before = saved.scores >= saved.model.mql_threshold
    return np.asarray(now & ~before if name == MOVES[1] else before & ~now)
