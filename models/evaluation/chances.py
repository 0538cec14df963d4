"""The log-loss of the chances that are kept with a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.table import UNKNOWN
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import chances_of
from models.scoring.odds import chances_given


def log_loss_of(scored: Scored, codes: NDArray[np.uint8]) -> float | None:
    """Over leads of known outcome, `codes` 0 or 1; None: no chances are kept, or none is known."""
    chances, rows = chances_of(scored.model), np.flatnonzero(codes < UNKNOWN)
    if chances is None or not len(rows):
        return None
    given = np.clip(chances_given(scored, chances, rows), 1e-6, 1 - 1e-6)
    return -float(np.where(codes[rows] == 1, np.log(given), np.log1p(-given)).mean())
