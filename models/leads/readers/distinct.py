"""Distinct texts in a block of bytes, found with array operations: the heart of fast reading."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Texts

WORD = 8
"""Bytes that are compared at once; a block must have as many to spare at its end."""

_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(WORD)] + [2**64 - 1], dtype=np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

Places = NDArray[np.int64]
Words = NDArray[np.uint64]


def distinct(
    block: bytes, starts: Places, sizes: Places
) -> tuple[Places, NDArray[np.int32]] | None:
    """The first place of each distinct text, in order of appearance, and the code of every text.

    The texts must hold no zero byte. Up to eight bytes a text is its own key; longer ones are
    hashed and then each is compared with the one it was found equal to: None if that ever fails.
    """
    words = _words(block)
    keys = words[starts] & _MASKS[np.minimum(sizes, WORD)]
    longest = int(sizes.max()) if len(sizes) else 0
    if longest > WORD:
        keys = _hashed(keys, words, starts, sizes, longest)
    firsts, codes = _first_seen(keys)
    if longest > WORD and not _same(words, starts, sizes, firsts, codes):
        return None
    return firsts, codes


def gathered(block: bytes, starts: Places, sizes: Places) -> Texts:
    """Texts copied out of a block."""
    ends = np.cumsum(sizes)
    places = np.repeat(starts - ends + sizes, sizes)
    places += np.arange(len(places))
    return Texts(np.frombuffer(block, dtype=np.uint8)[places].tobytes(), ends)


def _words(block: bytes) -> Words:
    """The eight bytes that begin at each byte of the block, as one number."""
    if len(block) < WORD:
        block = block + bytes(WORD)
    words: Words = np.ndarray(
        shape=(len(block) - WORD + 1,), dtype="<u8", buffer=block, strides=(1,)
    )
    return words


def _hashed(
    keys: Words,
    words: Words,
    starts: Places,
    sizes: Places,
    longest: int,
) -> Words:
    keys = keys ^ sizes.astype(np.uint64)
    for offset in range(WORD, longest, WORD):
        rows: Any = np.flatnonzero(sizes > offset)
        if len(rows) == len(sizes):
            rows = slice(None)
        more = words[starts[rows] + offset] & _MASKS[np.minimum(sizes[rows] - offset, WORD)]
        mixed = keys[rows] * _FACTOR
        keys[rows] = (mixed ^ (mixed >> _SHIFT)) + more
    return keys


def _first_seen(keys: Words) -> tuple[Places, NDArray[np.int32]]:
    """The first row of each distinct key, in order of appearance, and the code of each row."""
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.empty(len(keys), dtype=bool)
    new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    firsts = np.minimum.reduceat(order, np.flatnonzero(new))
    appearance = np.argsort(firsts)
    ranks = np.empty(len(firsts), dtype=np.int32)
    ranks[appearance] = np.arange(len(firsts), dtype=np.int32)
    codes = np.empty(len(keys), dtype=np.int32)
    codes[order] = ranks[np.cumsum(new) - 1]
    return firsts[appearance], codes


def _same(
    words: Words,
    starts: Places,
    sizes: Places,
    firsts: Places,
    codes: NDArray[np.int32],
) -> bool:
    """Whether every cell equals the first cell of its code, byte by byte."""
    if not (sizes == sizes[firsts][codes]).all():
        return False
    others = starts[firsts][codes]
    repeated = np.flatnonzero(starts != others)
    here, there, left = starts[repeated], others[repeated], sizes[repeated]
    while len(left):
        mask = _MASKS[np.minimum(left, WORD)]
        if not ((words[here] & mask) == (words[there] & mask)).all():
            return False
        more = left > WORD
        here, there, left = here[more] + WORD, there[more] + WORD, left[more] - WORD
    return True
