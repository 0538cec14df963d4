"""Columns put together piece by piece: each batch of rows is coded at once, merged at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Cell, Codes, RawColumn, Texts, narrow
from models.leads.readers.distinct import WORD, distinct, gathered

_TEXT, _EMPTY = int(Cell.TEXT), int(Cell.EMPTY)


@dataclass(frozen=True, eq=False)
class Piece:
    """The cells of one column in one batch of rows.

    `codes` index `texts`, in the order of their first appearance; code 0 is the empty cell.
    """

    codes: Codes
    texts: Texts
    cells: NDArray[np.uint8]


def piece_of(cells: Sequence[str]) -> Piece:
    """Code the cells of one column of text in row order."""
    index = dict.fromkeys(cells)
    index.pop("", None)
    codes: dict[str, int] = {"": 0} | {text: code for code, text in enumerate(index, start=1)}
    marks = np.full(len(codes), _TEXT, dtype=np.uint8)
    marks[0] = _EMPTY
    found = np.fromiter(map(codes.__getitem__, cells), np.int32, len(cells))
    return Piece(narrow(found, len(codes)), Texts.of(codes), marks)


def piece_of_kinds(cells: Sequence[Any], known: Mapping[Any, tuple[str, int]]) -> Piece:
    """The same where `known` tells text and kind of every distinct cell."""
    pairs: dict[tuple[str, int], int] = {("", _EMPTY): 0}
    codes = {
        cell: pairs.setdefault(pair, len(pairs)) if pair[0] else 0 for cell, pair in known.items()
    }
    found = np.fromiter(map(codes.__getitem__, cells), np.int32, len(cells))
    marks = np.array([kind for _, kind in pairs], dtype=np.uint8)
    return Piece(narrow(found, len(pairs)), Texts.of(text for text, _ in pairs), marks)


def piece_of_distinct(
    cells: Sequence[Any], known: Iterable[Any], texts: Sequence[str], kinds: Sequence[int]
) -> Piece:
    """The same where the distinct cells, in their order and without "", all differ as texts do."""
    codes = {"": 0} | {cell: code for code, cell in enumerate(known, start=1)}
    found = np.fromiter(map(codes.__getitem__, cells), np.int32, len(cells))
    marks = np.array([_EMPTY, *kinds], dtype=np.uint8)
    return Piece(narrow(found, len(codes)), Texts.of(("", *texts)), marks)


class Pieces:
    """The pieces of one column so far.

    They are appended to four growing buffers: a buffer is one stretch of memory, which goes back
    to the system as a whole, where thousands of small arrays would leave their holes behind.
    """

    def __init__(self) -> None:
        self._codes = bytearray()
        self._sizes = bytearray()
        self._texts = bytearray()
        self._cells = bytearray()
        self._shapes: list[tuple[int, int, np.dtype[Any], np.dtype[Any]]] = []

    def append(self, piece: Piece) -> None:
        """Add the next rows."""
        sizes = np.diff(piece.texts.ends, prepend=0)
        longest = int(sizes.max())
        small = sizes.astype(np.uint8 if longest < 1 << 8 else np.uint32)
        self._codes += piece.codes.tobytes()
        self._sizes += small.tobytes()
        self._texts += piece.texts.data
        if not ((piece.cells[1:] == _TEXT).all() and self._only_text):
            if self._only_text:
                self._cells = bytearray(self._text_marks())
            self._cells += piece.cells.tobytes()
        self._shapes.append((len(piece.codes), len(sizes), piece.codes.dtype, small.dtype))

    @property
    def _only_text(self) -> bool:
        return not self._cells

    def _one_kind(self) -> int | None:
        """The kind of all filled cells; None where there are several."""
        if self._only_text:
            return _TEXT
        kinds = set(self._cells) - {_EMPTY}
        return kinds.pop() if len(kinds) == 1 else None

    def _text_marks(self) -> bytes:
        return b"".join(
            bytes([_EMPTY]) + bytes([_TEXT]) * (texts - 1) for _, texts, _, _ in self._shapes
        )

    def column(self, name: str, header: str) -> RawColumn:
        """All rows as one column; the pieces are gone afterwards, to save memory."""
        sizes = self._all_sizes()
        texts, cells, lookup = self._merged(sizes)
        del sizes
        codes = self._all_codes(lookup, len(texts))
        self._codes.clear()
        self._shapes.clear()
        return RawColumn(name, header, codes, texts, cells)

    def _all_sizes(self) -> NDArray[np.int64]:
        total = sum(texts for _, texts, _, _ in self._shapes)
        sizes = np.zeros(total + 1, dtype=np.int64)  # the first is the empty cell of the column
        place, offset = 1, 0
        for _, texts, _, dtype in self._shapes:
            found = np.frombuffer(self._sizes, dtype, texts, offset)
            sizes[place : place + texts] = found
            place += texts
            offset += found.nbytes
        del found
        self._sizes.clear()
        return sizes

    def _merged(
        self, sizes: NDArray[np.int64]
    ) -> tuple[Texts, NDArray[np.uint8], NDArray[np.int32]]:
        """The distinct cells, what each is, and the code of the cells of every piece."""
        kind = self._one_kind()
        plain = b"\0" not in self._texts  # as `distinct` must have it
        self._texts += bytes(WORD)
        if kind is not None and plain:
            starts = np.cumsum(sizes) - sizes
            found = distinct(self._texts, starts, sizes)
            if found is not None:
                firsts, codes = found
                texts = gathered(self._texts, starts[firsts], sizes[firsts])
                cells = np.full(len(texts), kind, dtype=np.uint8)
                cells[0] = _EMPTY
                del starts, firsts, found
                self._texts.clear()
                self._cells.clear()
                return texts, cells, codes
        if self._only_text:
            self._cells = bytearray(self._text_marks())
        merged = self._merged_cells(sizes)
        self._texts.clear()
        self._cells.clear()
        return merged

    def _merged_cells(
        self, sizes: NDArray[np.int64]
    ) -> tuple[Texts, NDArray[np.uint8], NDArray[np.int32]]:
        """The same where the file knows kinds of cells: equal text of another kind differs."""
        index: dict[tuple[bytes, int], int] = {(b"", _EMPTY): 0}
        lookup = np.zeros(len(sizes), dtype=np.int32)
        data, start = bytes(self._texts), 0
        kinds = bytes([_EMPTY]) + bytes(self._cells)
        for place, (size, kind) in enumerate(zip(sizes.tolist(), kinds, strict=True)):
            lookup[place] = index.setdefault((data[start : start + size], kind), len(index))
            start += size
        ends = np.cumsum([len(text) for text, _ in index], dtype=np.int64)
        cells = np.array([kind for _, kind in index], dtype=np.uint8)
        return Texts(b"".join(text for text, _ in index), ends), cells, lookup

    def _all_codes(self, lookup: NDArray[np.int32], size: int) -> Codes:
        rows = sum(count for count, _, _, _ in self._shapes)
        codes = np.empty(rows, dtype=narrow(lookup[:0], size).dtype)
        row, place, offset = 0, 1, 0
        for count, texts, dtype, _ in self._shapes:
            found = np.frombuffer(self._codes, dtype, count, offset)
            codes[row : row + count] = lookup[place : place + texts][found]
            row += count
            place += texts
            offset += found.nbytes
            del found
        return codes
