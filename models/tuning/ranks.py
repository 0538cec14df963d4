"""Leads that test points: what they scored and what became of them. Values only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ranked:
    """One part's leads that test: their scores, outcomes (0 or 1), and the log-loss of each.

    `earned`: the net value of each; None where the aim knows no money.
    """

    scores: NDArray[np.integer]
    codes: NDArray[np.uint8]
    losses: Floats
    earned: Floats | None = None
