"""How alike two folded texts are, and all pairs of many that are alike enough.

Likeness is 1 - (letters taken out and put in) / (letters of both), the better of two: words in
their order, and words sorted. It is 1 for the same words in any order, 0 for nothing in common.
Texts with other digits are never alike: shop 12 is not shop 13. Every pair is found: what is left
out before a pair is compared is only what cannot reach the likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.folding import in_order
from models.leads.readers.contract import Cancelled

Rows = NDArray[np.int64]
_NONE = np.zeros(0, dtype=np.int64)
_CLASSES = 32
_CHANGED = 3
"""So many pairs of neighbours change at most with one letter: two go and one comes."""
_AT_ONCE = 100_000
"""Pairs that are compared together."""
_CHECKED = 2_000
"""Rows between two looks whether somebody wants to stop."""
_CLOSE = 1e-9
"""So much may likeness be off by how it is worked out."""


def never() -> bool:
    """Nobody wants to stop."""
    return False


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of positions, the lower one on the left, and how alike each pair is."""

    left: Rows
    right: Rows
    likeness: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)

    @classmethod
    def none(cls) -> Pairs:
        """No pair."""
        return cls(_NONE, _NONE, np.zeros(0))


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, from 0 to 1."""
    if _digits(one) != _digits(other):
        return 0.0
    from rapidfuzz.distance import Indel  # lazy: only a search for duplicates needs it

    sizes = len(one) + len(other)
    steps = min(Indel.distance(one, other), Indel.distance(in_order(one), in_order(other)))
    return 1 - steps / sizes if sizes else 1.0


class Comparison:
    """Folded texts made ready to be compared by position."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        self.lengths = np.array([len(text) for text in self.texts], dtype=np.int64)
        self.masks = np.array([_mask(text) for text in self.texts], dtype=np.uint64)
        kinds: dict[str, int] = {}
        self.digits = np.array(
            [kinds.setdefault(_digits(text), len(kinds)) for text in self.texts], dtype=np.int64
        )

    @cached_property
    def sorted_words(self) -> list[str]:
        """The texts with their words in the order of the alphabet."""
        return [in_order(text) for text in self.texts]

    def room(self, lengths: Rows, alike: float) -> Rows:
        """How many letters two texts of that many letters together may differ by."""
        found: Rows = np.floor((1 - alike) * lengths + _CLOSE).astype(np.int64)
        return found

    @cached_property
    def neighbours(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Bits of the letters that stand beside each other: as written, and with words sorted."""
        written = np.array([_neighbours(text) for text in self.texts], dtype=np.uint64)
        ordered = np.array([_neighbours(text) for text in self.sorted_words], dtype=np.uint64)
        return written, ordered

    def keep(self, left: Rows, right: Rows, alike: float) -> Pairs:
        """Those of the pairs that are alike enough."""
        both = self.lengths[left] + self.lengths[right]
        room = self.room(both, alike)
        near = np.bitwise_count(self.masks[left] ^ self.masks[right]) <= room
        near &= self.digits[left] == self.digits[right]
        left, right, both, room = left[near], right[near], both[near], room[near]
        near = np.zeros(len(left), dtype=bool)
        for bits in self.neighbours:
            near |= np.bitwise_count(bits[left] ^ bits[right]) <= _CHANGED * room
        left, right, both = left[near], right[near], both[near]
        if not len(left):
            return Pairs.none()
        steps = np.minimum(
            _distances(self.texts, left, right), _distances(self.sorted_words, left, right)
        )
        found = 1 - steps / np.maximum(both, 1)
        enough = found >= alike - _CLOSE
        return Pairs(
            np.minimum(left, right)[enough], np.maximum(left, right)[enough], found[enough]
        )

    def within(self, blocks: Rows, alike: float, stop: Callable[[], bool] = never) -> Pairs:
        """All pairs alike enough whose texts are in the same block; a block below 0 is none.

        Within a block texts are looked at by length, so that each meets only those that are
        short enough; of these the masks of letters leave few to compare.
        """
        chosen = np.flatnonzero(blocks >= 0)
        if len(chosen) < 2:
            return Pairs.none()
        order = chosen[np.lexsort((self.lengths[chosen], self.digits[chosen], blocks[chosen]))]
        lengths, masks = self.lengths[order], self.masks[order]
        width = int(self.digits.max()) + 1
        _, part = np.unique(blocks[order] * width + self.digits[order], return_inverse=True)
        # 1 - (l2 - l1) / (l1 + l2) >= alike bounds the longer text by the shorter one.
        longest = np.floor(lengths * (2 - alike) / alike + _CLOSE).astype(np.int64)
        span = int(lengths.max()) + 2
        place = part * span + lengths
        ends = np.searchsorted(place, part * span + np.minimum(longest, span - 1), side="right")
        found: list[Pairs] = []
        lefts, rights, held = [_NONE], [_NONE], 0
        starts = np.arange(len(order))
        for count, at in enumerate(np.flatnonzero(ends > starts + 1).tolist()):
            if count % _CHECKED == 0 and stop():
                raise Cancelled
            end = ends[at]
            differ = np.bitwise_count(masks[at + 1 : end] ^ masks[at])
            most = self.room(lengths[end - 1 : end] + lengths[at], alike)
            near = np.flatnonzero(differ <= most)
            if len(near):
                lefts.append(np.full(len(near), at))
                rights.append(near + at + 1)
                held += len(near)
            if held > _AT_ONCE:
                found.append(self._compared(order, lefts, rights, alike))
                lefts, rights, held = [], [], 0
        found.append(self._compared(order, lefts or [_NONE], rights or [_NONE], alike))
        return Pairs(
            np.concatenate([pairs.left for pairs in found]),
            np.concatenate([pairs.right for pairs in found]),
            np.concatenate([pairs.likeness for pairs in found]),
        )

    def _compared(self, order: Rows, lefts: list[Rows], rights: list[Rows], alike: float) -> Pairs:
        return self.keep(order[np.concatenate(lefts)], order[np.concatenate(rights)], alike)


def _distances(texts: list[str], left: Rows, right: Rows) -> NDArray[np.int64]:
    from rapidfuzz import process  # lazy: only a search for duplicates needs it
    from rapidfuzz.distance import Indel

    found = process.cpdist(
        [texts[place] for place in left.tolist()],
        [texts[place] for place in right.tolist()],
        scorer=Indel.distance,
        dtype=np.uint16,
    )
    return found.astype(np.int64)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _mask(text: str) -> int:
    """Bits of the letters that occur, and of those that occur twice.

    A letter taken out or put in changes one bit at most.
    """
    once = twice = 0
    for letter in text:
        bit = 1 << (ord(letter) % _CLASSES)
        twice |= once & bit
        once |= bit
    return once | twice << _CLASSES


def _neighbours(text: str) -> int:
    bits, before = 0, " "
    for letter in text:
        bits |= 1 << ((ord(before) * 31 + ord(letter)) % 64)
        before = letter
    return bits | 1 << ((ord(before) * 31 + 32) % 64)
