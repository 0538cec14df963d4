"""Masks as bits: an eighth of the memory, and of the time to read them again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint8]
"""One bit a lead, the first lead the lowest bit; bits beyond the last lead are 0."""


def packed(mask: NDArray[np.bool_]) -> Bits:
    """A mask, shape (rows,), as bits."""
    return np.packbits(mask, bitorder="little")


def unpacked(bits: Bits, start: int, rows: int) -> NDArray[np.uint8]:
    """0 or 1 for so many leads from `start`, a multiple of 8; shape (rows,)."""
    return np.unpackbits(bits[start >> 3 :], count=rows, bitorder="little")


def at(bits: Bits, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
    """0 or 1 for these leads."""
    found: NDArray[np.uint8] = (bits[rows >> 3] >> (rows & 7).astype(np.uint8)) & np.uint8(1)
    return found


def inverted(bits: Bits, rows: int) -> Bits:
    """The bits of the leads that are not in the mask."""
    found: Bits = ~bits
    if rows % 8:
        found[-1] &= (1 << rows % 8) - 1
    return found


def number(bits: Bits) -> int:
    """How many leads are in the mask."""
    counts: NDArray[Any] = np.bitwise_count(bits)
    return int(counts.sum(dtype=np.int64))
