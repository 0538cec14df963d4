"""Counting leads by score, by the saved version's band and by outcome, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONVERTED, UNKNOWN = 1, 2

Counts = NDArray[np.int64]

_PIECE = 1 << 16
"""Leads counted at a time, so that their keys stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Outcomes laid out for counting. `codes`: 0 not converted, 1 converted, 2 unknown."""

    codes: NDArray[np.uint8]
    converted: NDArray[np.bool_]
    unknown: NDArray[np.intp]
    """The rows whose outcome is unknown."""

    @staticmethod
    def of(codes: NDArray[np.uint8]) -> Outcomes:
        """Lay out the codes, shape (rows,)."""
        return Outcomes(codes, codes == CONVERTED, np.flatnonzero(codes == UNKNOWN))

    def count(self, mask: NDArray[np.bool_]) -> tuple[int, int, int]:
        """Leads of the mask that did not convert, converted, are unknown."""
        leads = int(np.count_nonzero(mask))
        converted = int(np.count_nonzero(mask & self.converted))
        unknown = int(np.count_nonzero(mask[self.unknown])) if len(self.unknown) else 0
        return leads - converted - unknown, converted, unknown


def cells_of(
    levels: NDArray[Any],
    codes: NDArray[np.uint8],
    saved_bands: NDArray[np.uint8] | None,
    bands: int,
    size: int,
) -> NDArray[Any]:
    """The cell of each lead in counts of shape (size, bands, 3), in the smallest type."""
    kind: Any = np.uint16 if size * bands * 3 <= 1 << 16 else np.int64
    keys = levels.astype(kind)
    if saved_bands is not None:
        keys *= kind(bands)
        keys += saved_bands
    keys *= kind(3)
    keys += codes
    return keys


def count(
    levels: NDArray[Any],
    size: int,
    outcomes: Outcomes,
    saved_bands: NDArray[np.uint8] | None = None,
    bands: int = 1,
) -> Counts:
    """Leads by level, the saved version's band and outcome; shape (size, bands, 3).

    Without a saved version there is one band, which holds all.
    """
    cells = size * bands * 3
    counts = np.zeros(cells, dtype=np.int64)
    for start in range(0, len(levels), _PIECE):
        piece = slice(start, start + _PIECE)
        saved = None if saved_bands is None else saved_bands[piece]
        keys = cells_of(levels[piece], outcomes.codes[piece], saved, bands, size)
        counts += np.bincount(keys, minlength=cells)
    return counts.reshape(size, bands, 3)
