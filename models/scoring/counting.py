"""Counting leads by score, by the saved version's band and by outcome, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONVERTED, UNKNOWN = 1, 2

Counts = NDArray[np.int64]

_PAIRS_PAY = 1 << 17
"""Leads from which counting bytes two at a time pays for its table of 65,536 cells."""


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


def count_bytes(keys: NDArray[np.uint8]) -> Counts:
    """How often each byte occurs; shape (256,)."""
    if len(keys) < _PAIRS_PAY:
        return np.bincount(keys, minlength=256)
    even = len(keys) // 2 * 2
    pairs = np.bincount(keys[:even].view(np.uint16), minlength=1 << 16).reshape(256, 256)
    found: Counts = pairs.sum(axis=0) + pairs.sum(axis=1)
    if even < len(keys):
        found[keys[-1]] += 1
    return found


def count_levels(levels: NDArray[Any], size: int, outcomes: Outcomes) -> Counts:
    """Leads by level and outcome; shape (size, 3)."""
    if levels.dtype != np.uint8 or size > 128:
        wide = levels.astype(np.int64) * 3 + outcomes.codes
        return np.bincount(wide, minlength=3 * size).reshape(size, 3)
    keys: NDArray[np.uint8] = np.left_shift(levels, 1)
    keys |= outcomes.converted
    counts = np.zeros((size, 3), dtype=np.int64)
    counts[:, :2] = count_bytes(keys)[: 2 * size].reshape(size, 2)
    if len(outcomes.unknown):
        counts[:, 2] = np.bincount(levels[outcomes.unknown], minlength=size)
        counts[:, 0] -= counts[:, 2]
    return counts


def count_moves(
    levels: NDArray[Any],
    size: int,
    outcomes: Outcomes,
    saved_bands: NDArray[np.uint8],
    bands: int,
) -> Counts:
    """Leads by level, the saved version's band and outcome; shape (size, bands, 3)."""
    cells = size * bands * 3
    kind: Any = np.uint16 if cells <= 1 << 16 else np.int64
    counts = np.zeros(cells, dtype=np.int64)
    for start in range(0, len(levels), _PIECE):
        piece = slice(start, start + _PIECE)
        keys = levels[piece].astype(kind)
        keys *= kind(bands)
        keys += saved_bands[piece]
        keys *= kind(3)
        keys += outcomes.codes[piece]
        counts += np.bincount(keys, minlength=cells)
    return counts.reshape(size, bands, 3)
