"""Leads that all lines treat alike, found exactly and given up where they are too many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import Bits, unpacked

Places = NDArray[np.intp]


def kinds(
    state: NDArray[np.int32], planes: Sequence[Bits], most: int
) -> tuple[Places, Places] | None:
    """The first lead of each kind, and the kind of each lead; None: more than `most` kinds."""
    rows = len(state)
    first, kind = np.unique(state, return_index=True, return_inverse=True)[1:]
    for start in range(0, len(planes), 32):
        if len(first) > most:
            return None
        word = _word(planes[start : start + 32], rows)
        joined = kind.astype(np.uint64) << np.uint64(32) | word
        first, kind = np.unique(joined, return_index=True, return_inverse=True)[1:]
    return None if len(first) > most else (first, kind)


def _word(planes: Sequence[Bits], rows: int) -> NDArray[np.uint64]:
    """Up to 32 planes as one number a lead."""
    found = np.zeros((rows, 8), dtype=np.uint8)
    for byte in range(0, len(planes), 8):
        eight = np.array([unpacked(bits, 0, rows) for bits in planes[byte : byte + 8]])
        found[:, byte >> 3] = np.packbits(eight, axis=0, bitorder="little")[0]
    return found.view("<u8").reshape(rows).astype(np.uint64)
