"""Columns put together piece by piece: each batch of rows is coded at once, merged at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Cell, Codes, RawColumn, Texts, narrow
from models.leads.readers.distinct import WORD, distinct, gathered


@dataclass(frozen=True, eq=False)
class Piece:
    """The cells of one column in one batch of rows.

    `codes` index `texts`, in the order of their first appearance; code 0 is the empty cell.
    """

    codes: Codes
    texts: Texts
    cells: NDArray[np.uint8]


def piece_of(cells: Iterable[str], kinds: Sequence[int] | None = None) -> Piece:
    """Code the cells of one column in row order."""
    if kinds is None:
        index: dict[str, int] = {"": 0}
        found = [index.setdefault(text, len(index)) for text in cells]
        marks = np.full(len(index), Cell.TEXT, dtype=np.uint8)
        marks[0] = Cell.EMPTY
        texts = Texts.of(index)
    else:
        pairs: dict[tuple[str, int], int] = {("", int(Cell.EMPTY)): 0}
        found = [
            pairs.setdefault((text, kind), len(pairs)) if text else 0
            for text, kind in zip(cells, kinds, strict=True)
        ]
        marks = np.array([kind for _, kind in pairs], dtype=np.uint8)
        texts = Texts.of(text for text, _ in pairs)
    return Piece(narrow(np.array(found, dtype=np.int32), len(texts)), texts, marks)


def column_from(name: str, header: str, pieces: list[Piece]) -> RawColumn:
    """Merge pieces in row order into one column; the list is emptied on the way, to save memory."""
    kinds = {int(kind) for piece in pieces for kind in np.unique(piece.cells[1:])}
    if kinds <= {int(Cell.TEXT)}:
        texts, lookups = _merged_texts(pieces)
        cells = np.full(len(texts), Cell.TEXT, dtype=np.uint8)
        cells[0] = Cell.EMPTY
    else:
        texts, cells, lookups = _merged_cells(pieces)
    codes = _codes(pieces, lookups, len(texts))
    pieces.clear()
    return RawColumn(name, header, codes, texts, cells)


def _merged_texts(pieces: list[Piece]) -> tuple[Texts, list[NDArray[np.int32]]]:
    """The distinct texts of all pieces, and for each piece their codes among them."""
    data = b"".join((*(piece.texts.data for piece in pieces), bytes(WORD)))
    sizes = np.concatenate([np.zeros(1, np.int64), *(_sizes(piece.texts) for piece in pieces)])
    starts = np.cumsum(sizes) - sizes
    found = distinct(data, starts, sizes)
    if found is None:
        texts, _, lookups = _merged_cells(pieces)
        return texts, lookups
    firsts, codes = found
    bounds = np.cumsum([1, *(len(piece.texts) for piece in pieces)])
    lookups = [codes[a:b] for a, b in pairwise(bounds.tolist())]
    return gathered(data, starts[firsts], sizes[firsts]), lookups


def _sizes(texts: Texts) -> NDArray[np.int64]:
    return np.diff(texts.ends, prepend=0)


def _merged_cells(
    pieces: list[Piece],
) -> tuple[Texts, NDArray[np.uint8], list[NDArray[np.int32]]]:
    """The same where the file knows kinds of cells: equal text of another kind is another cell."""
    index: dict[tuple[bytes, int], int] = {(b"", int(Cell.EMPTY)): 0}
    lookups = []
    for piece in pieces:
        ends = piece.texts.ends.tolist()
        data, start = piece.texts.data, 0
        lookup = np.empty(len(ends), dtype=np.int32)
        for local, (end, kind) in enumerate(zip(ends, piece.cells.tolist(), strict=True)):
            lookup[local] = index.setdefault((data[start:end], kind), len(index))
            start = end
        lookups.append(lookup)
    ends = np.cumsum([len(text) for text, _ in index], dtype=np.int64)
    cells = np.array([kind for _, kind in index], dtype=np.uint8)
    return Texts(b"".join(text for text, _ in index), ends), cells, lookups


def _codes(pieces: list[Piece], lookups: list[NDArray[np.int32]], distinct_texts: int) -> Codes:
    rows = sum(len(piece.codes) for piece in pieces)
    codes = narrow(np.empty(0, dtype=np.int32), distinct_texts)
    codes = np.empty(rows, dtype=codes.dtype)
    start = 0
    for lookup, piece in zip(lookups, pieces, strict=True):
        codes[start : start + len(piece.codes)] = lookup[piece.codes]
        start += len(piece.codes)
    return codes
