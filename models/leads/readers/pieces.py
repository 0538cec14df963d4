"""Columns put together piece by piece: each batch of rows is coded at once, merged at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Cell, Codes, RawColumn, Texts, narrow


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
    index: dict[tuple[bytes, int], int] = {(b"", int(Cell.EMPTY)): 0}
    codes: list[NDArray[np.int32]] = []
    pieces.reverse()
    while pieces:
        piece = pieces.pop()
        ends = piece.texts.ends.tolist()
        data, start = piece.texts.data, 0
        lookup = np.empty(len(ends), dtype=np.int32)
        for local, (end, kind) in enumerate(zip(ends, piece.cells.tolist(), strict=True)):
            lookup[local] = index.setdefault((data[start:end], kind), len(index))
            start = end
        codes.append(lookup[piece.codes])
    texts = Texts(
        b"".join(text for text, _ in index),
        np.cumsum([len(text) for text, _ in index], dtype=np.int64),
    )
    cells = np.array([kind for _, kind in index], dtype=np.uint8)
    whole = np.concatenate(codes) if codes else np.zeros(0, dtype=np.int32)
    return RawColumn(name, header, narrow(whole, len(index)), texts, cells)
