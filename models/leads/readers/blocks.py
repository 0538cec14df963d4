"""The fast way through regular text: whole blocks of rows cut and coded with array operations.

It only takes blocks that it can prove regular (every row as wide as the header, quotation marks
only around whole cells, no blank rows) and leaves all others to the standard library's parser,
which it must equal cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Cell, narrow
from models.leads.readers.distinct import WORD, Places, distinct, gathered
from models.leads.readers.pieces import Piece

NEWLINE, RETURN, BLANK, QUOTE = 10, 13, 32, 34

FEW = 20
"""Rows that a stretch must have on average, so that cutting a block into stretches is quicker."""

Bytes = NDArray[np.uint8]


def cut(block: bytes) -> int:
    """How many bytes of a block are whole rows: up to its last line end outside quotation marks."""
    if QUOTE not in block:
        return block.rfind(b"\n") + 1
    content = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(content == QUOTE)
    lines = np.flatnonzero(content == NEWLINE)
    outside = lines[(np.searchsorted(quotes, lines) & 1) == 0]
    return int(outside[-1]) + 1 if len(outside) else 0


@dataclass(frozen=True)
class _Cells:
    """Where each cell begins and ends in a block; shape (columns, rows)."""

    starts: Places
    ends: Places


def tokenise(block: bytes, delimiter: str, width: int) -> list[Piece] | None:
    """The columns of a block of whole rows; None if the block is not regular."""
    content = np.frombuffer(block, dtype=np.uint8)
    cells = _cells(block, content, ord(delimiter), width)
    if cells is None:
        return None
    padded = block + bytes(WORD)
    pieces = []
    for starts, ends in zip(cells.starts, cells.ends, strict=True):
        piece = _piece(padded, starts, ends - starts)
        if piece is None:
            return None
        pieces.append(piece)
    return pieces


def stretches(block: bytes, delimiter: str, width: int) -> list[tuple[int, int, bool]]:
    """Where the rows of a block are as wide as the header, and where not: stretches of whole rows.

    A few rows that are too short, too long or blank would else make all of a block slow.
    """
    content = np.frombuffer(block, dtype=np.uint8)
    lines = np.flatnonzero(content == NEWLINE)
    cuts = np.flatnonzero(content == ord(delimiter))
    if QUOTE in block:
        quotes = np.flatnonzero(content == QUOTE)
        lines = lines[(np.searchsorted(quotes, lines) & 1) == 0]
        cuts = cuts[(np.searchsorted(quotes, cuts) & 1) == 0]
    whole = [(0, len(block), False)]
    if not len(lines) or lines[-1] != len(block) - 1:
        return whole
    starts = np.concatenate(([0], lines[:-1] + 1))
    counts = np.diff(np.searchsorted(cuts, lines), prepend=0)
    # A row of delimiters alone is blank; it may end in CR LF.
    blank = lines - starts - (content[lines - 1] == RETURN) == width - 1
    even = (counts == width - 1) & ~blank
    turns = np.flatnonzero(np.diff(even)) + 1
    if len(turns) > len(lines) // FEW:
        return whole
    firsts = np.concatenate(([0], turns))
    ends = np.concatenate((starts[turns], [len(block)]))
    found = zip(starts[firsts].tolist(), ends.tolist(), even[firsts].tolist(), strict=True)
    return list(found)


def _cells(block: bytes, content: Bytes, delimiter: int, width: int) -> _Cells | None:
    """The grid of cells, or None where a row is not as wide as the header."""
    marks = np.flatnonzero((content == delimiter) | (content == NEWLINE))
    quoted = QUOTE in block
    quotes = np.flatnonzero(content == QUOTE) if quoted else marks[:0]
    if quoted:
        if len(quotes) % 2:
            return None
        marks = marks[(np.searchsorted(quotes, marks) & 1) == 0]
    rows, rest = divmod(len(marks), width)
    if rest or not rows:
        return None
    line_ends = content[marks] == NEWLINE
    if int(line_ends.sum()) != rows or not line_ends[width - 1 :: width].all():
        return None
    starts = np.empty_like(marks)
    starts[0] = 0
    np.add(marks[:-1], 1, out=starts[1:])
    ends = marks
    if RETURN in block:
        last = ends[width - 1 :: width]
        returned = content[last - 1] == RETURN
        if int(returned.sum()) != block.count(b"\r"):
            return None
        last -= returned
    if quoted and not _unquote(content, starts, ends, len(quotes)):
        return None
    filled = (ends > starts).reshape(rows, width)
    if not filled.any(axis=1).all():
        return None
    cells = _Cells(
        np.ascontiguousarray(starts.reshape(rows, width).T),
        np.ascontiguousarray(ends.reshape(rows, width).T),
    )
    return None if _may_be_blank(content, cells) else cells


def _may_be_blank(content: Bytes, cells: _Cells) -> bool:
    """Whether in some row every cell is empty or begins with a blank."""
    rows = np.arange(cells.starts.shape[1])
    for starts, ends in zip(cells.starts, cells.ends, strict=True):
        begins = starts[rows]
        first = content[np.minimum(begins, len(content) - 1)]
        rows = rows[(ends[rows] <= begins) | (first <= BLANK)]
        if not len(rows):
            return False
    return True


def _unquote(content: Bytes, starts: Places, ends: Places, quotes: int) -> bool:
    """Take the marks off quoted cells; False where any mark is not around a whole cell."""
    opened = (content[starts] == QUOTE) & (ends > starts)
    if 2 * int(opened.sum()) != quotes:
        return False
    if not ((content[ends[opened] - 1] == QUOTE) & (ends[opened] - starts[opened] > 1)).all():
        return False
    starts += opened
    ends -= opened
    return True


def _piece(block: bytes, starts: Places, sizes: Places) -> Piece | None:
    """Code one column, with the empty cell at code 0 as in every column."""
    found = distinct(block, starts, sizes)
    if found is None:
        return None
    firsts, codes = found
    begins, sizes = starts[firsts], sizes[firsts]
    empty = np.flatnonzero(sizes == 0)
    if len(empty):
        place = int(empty[0])
        moved = np.arange(1, len(sizes) + 1, dtype=np.int32)
        moved[place:] -= 1
        moved[place] = 0
        codes = moved[codes]
        begins, sizes = np.delete(begins, place), np.delete(sizes, place)
    else:
        codes = codes + 1
    begins, sizes = np.insert(begins, 0, 0), np.insert(sizes, 0, 0)
    marks = np.full(len(sizes), Cell.TEXT, dtype=np.uint8)
    marks[0] = Cell.EMPTY
    return Piece(narrow(codes, len(sizes)), gathered(block, begins, sizes), marks)
