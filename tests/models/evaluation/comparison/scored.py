"""Scores as if a model had given them."""

from __future__ import annotations

from datetime import date
from typing import cast

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.masks import Masks
from models.scoring.model import Band, ScoringModel
from models.scoring.sight import Sight

Whole = NDArray[np.integer]


def by_scores(scores: Whole, threshold: int = 65, name: str = "M") -> Scored:
    """These scores of 0 to 100."""
    bands = (Band("Cold", 0), Band("MQL", threshold, mql=True))
    levels = scores.astype(np.uint8)
    model = ScoringModel("m", name, bands=bands)
    masks = cast("Masks", None)  # nobody asks for a rule
    return Scored(
        model, Sight(date(2024, 6, 14)), masks, {}, {}, levels.astype(np.int32), None, levels
    )
