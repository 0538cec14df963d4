"""Distinct texts in a block of bytes, found with array operations: the heart of fast reading."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Texts

WORD = 8
"""Bytes that are compared at once; a block must have as many to spare at its end."""

LONGEST = 1 << 16
"""Bytes of a text above which word by word is no longer a fast way."""

_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(WORD)] + [2**64 - 1], dtype=np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_AT_ONCE = 1 << 16
"""Texts that are copied together."""

Block = bytes | bytearray
Places = NDArray[np.int64]
Words = NDArray[np.uint64]


def distinct(
    block: Block, starts: Places, sizes: Places
) -> tuple[Places, NDArray[np.int32]] | None:
    """The first place of each distinct text, in order of appearance, and the code of every text.

    The texts must hold no zero byte. Up to eight bytes a text is its own key; longer ones are
    hashed and then each is compared with the one it was found equal to: None if that ever fails,
    or if a text is longer than LONGEST.
    """
    longest = int(sizes.max()) if len(sizes) else 0
    if longest > LONGEST:
        return None
    words = _words(block)
    keys = words[starts] & _MASKS[np.minimum(sizes, WORD)]
    if longest <= WORD:
        return _first_seen(keys)
    keys ^= sizes.astype(np.uint64)
    for offset in range(WORD, longest, WORD):
        rows = _longer(sizes, offset)
        keys[rows] = _mixed(keys[rows], _word(words, starts[rows], sizes[rows], offset))
    firsts, codes = _first_seen(keys)
    del keys
    return (firsts, codes) if _same(words, starts, sizes, firsts, codes) else None


def gathered(block: Block, starts: Places, sizes: Places) -> Texts:
    """Texts copied out of a block."""
    words = _words(block)
    parts = [
        _copied(block, words, starts[low : low + _AT_ONCE], sizes[low : low + _AT_ONCE])
        for low in range(0, len(starts), _AT_ONCE)
    ]
    return Texts(b"".join(parts), np.cumsum(sizes))


def _copied(block: Block, words: Words, starts: Places, sizes: Places) -> bytes:
    """Short texts are copied as words and trimmed, long ones byte by byte."""
    longest = int(sizes.max()) if len(sizes) else 0
    count = -(-longest // WORD)
    if count * WORD * len(sizes) > 4 * int(sizes.sum()) + (1 << 16):
        ends = np.cumsum(sizes)
        places = np.repeat(starts - ends + sizes, sizes)
        places += np.arange(len(places))
        return np.frombuffer(block, dtype=np.uint8)[places].tobytes()
    last = len(words) - 1
    copied = np.empty((len(sizes), count), dtype="<u8")
    for number in range(count):
        copied[:, number] = words[np.minimum(starts + number * WORD, last)]
    kept = np.arange(count * WORD) < sizes[:, None]
    return copied.view(np.uint8)[kept].tobytes()


def _words(block: Block) -> Words:
    """The eight bytes that begin at each byte of the block, as one number."""
    if len(block) < WORD:
        block = bytes(block) + bytes(WORD)
    words: Words = np.ndarray(
        shape=(len(block) - WORD + 1,), dtype="<u8", buffer=block, strides=(1,)
    )
    return words


def _word(words: Words, starts: Places, sizes: Places, offset: int) -> Words:
    """The eight bytes of each text from an offset on; what is behind its end is zero."""
    return words[starts + offset] & _MASKS[np.minimum(sizes - offset, WORD)]


def _longer(sizes: Places, offset: int) -> Places | slice:
    """The texts longer than an offset."""
    rows = np.flatnonzero(sizes > offset)
    return slice(None) if len(rows) == len(sizes) else rows


def _mixed(keys: Words, more: Words) -> Words:
    mixed = keys * _FACTOR
    mixed ^= mixed >> _SHIFT
    mixed += more
    return mixed


def _first_seen(keys: Words) -> tuple[Places, NDArray[np.int32]]:
    """The first row of each distinct key, in order of appearance, and the code of each row."""
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.empty(len(keys), dtype=bool)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    del ordered
    firsts = np.minimum.reduceat(order, np.flatnonzero(new)) if len(keys) else order
    appearance = np.argsort(firsts)
    ranks = np.empty(len(firsts), dtype=np.int32)
    ranks[appearance] = np.arange(len(firsts), dtype=np.int32)
    codes = np.empty(len(keys), dtype=np.int32)
    codes[order] = ranks[np.cumsum(new, dtype=np.int32) - 1]
    return firsts[appearance], codes


def _same(
    words: Words, starts: Places, sizes: Places, firsts: Places, codes: NDArray[np.int32]
) -> bool:
    """Whether every text equals the first text of its code, byte by byte."""
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
        if not more.all():
            here, there, left = here[more], there[more], left[more]
        here, there, left = here + WORD, there + WORD, left - WORD
    return True
