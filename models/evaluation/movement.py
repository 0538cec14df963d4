"""Movement: who changed band, entered or left since the saved version."""

from __future__ import annotations

import numpy as np

from models.evaluation.evaluation import Movement
from models.evaluation.metrics import by_band, tally_of
from models.scoring.counting import Counts
from models.scoring.model import ScoringModel


def movement_of(counts: Counts, model: ScoringModel, saved: ScoringModel, changed: int) -> Movement:
    """Movement from counts by level now, band of the saved version and outcome.

    `counts`: shape (levels, saved bands, 3). `changed`: leads whose score changed.
    """
    start = max(0, model.mql_threshold - model.scale.least)
    above, below = counts[start:].sum(axis=0), counts[:start].sum(axis=0)
    entered = tally_of(above[: saved.mql_band].sum(axis=0))
    left = tally_of(below[saved.mql_band :].sum(axis=0))
    by_bands = np.ascontiguousarray(by_band(counts, model).transpose(1, 0, 2))
    return Movement(by_bands, changed, entered, left)
