"""Information value: how much it tells of a lead's outcome to know which part it is in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HALF = 0.5
"""Added to every cell where one is zero, so that no weight of evidence is infinite."""

WORDS = ((0.3, "strong"), (0.1, "medium"), (0.02, "weak"))
"""From which value on it is called so (Siddiqi, Credit Risk Scorecards (2006), ch. 6)."""
NOTHING = "next to nothing"


def weights_of_evidence(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """ln(share of the conversions / share of the others) of each part; shape (parts,).

    `counts`: leads not converted and converted by part, shape (parts, 2).
    """
    won, lost = _shares(counts)
    return np.asarray(np.log(won / lost))


def information_value(counts: NDArray[np.int64]) -> float | None:
    """The sum over the parts of (share of conversions - share of others) x weight of evidence.

    Good, Probability and the Weighing of Evidence (1950); Kullback's J. Parts without a lead are
    left out. None where all leads have one outcome.
    """
    counts = counts[counts.sum(axis=1) > 0]
    if not len(counts) or not counts.sum(axis=0).all():
        return None
    won, lost = _shares(counts)
    return float((won - lost) @ np.log(won / lost))


def _shares(counts: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    held = counts.astype(np.float64)
    if (held == 0).any():
        held += HALF
    return held[:, 1] / held[:, 1].sum(), held[:, 0] / held[:, 0].sum()


def strength(value: float) -> str:
    """The usual word for an information value."""
    return next((word for least, word in WORDS if value >= least), NOTHING)
