"""The table as it was imported: distinct cells and codes, never changed, never guessed at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.text import cleaned_key, key

Codes = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.int32]


class Cell(IntEnum):
    """What the file said a cell was. A text file knows only TEXT (and EMPTY)."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    YES_NO = 4
    ERROR = 5


class Texts(Sequence[str]):
    """Many distinct strings in one block of UTF-8: a tenth of the memory of Python's own."""

    __slots__ = ("data", "ends")

    def __init__(self, data: bytes, ends: NDArray[np.int64]) -> None:
        self.data = data
        self.ends = ends

    @classmethod
    def of(cls, strings: Iterable[str]) -> Texts:
        """Pack strings in their order."""
        parts = [text.encode("utf-8", "surrogatepass") for text in strings]
        ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
        return cls(b"".join(parts), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self.ends)
        if not 0 <= index < len(self.ends):
            raise IndexError(index)
        start = int(self.ends[index - 1]) if index else 0
        return self.data[start : int(self.ends[index])].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self.ends.tolist():
            yield self.data[start:end].decode("utf-8", "surrogatepass")
            start = end


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column as it came.

    `name`: cleaned, distinct header. `header`: as in the file. `codes`: shape (rows,), the index
    of each row's cell in `texts`; code 0 is always the empty cell. `texts`: the distinct cells as
    text (numbers of a spreadsheet in shortest decimal form, dates as ISO days or times).
    `cells`: shape (len(texts),), the `Cell` each distinct value had in the file.
    """

    name: str
    header: str
    codes: Codes
    texts: Texts
    cells: NDArray[np.uint8]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many rows hold each distinct cell; shape (len(texts),)."""
        return np.bincount(self.codes, minlength=len(self.texts)).astype(np.int64)

    def __getitem__(self, row: int) -> str:
        text: str = self.texts[int(self.codes[row])]
        return text


@dataclass(frozen=True, eq=False)
class RawTable:
    """All columns of one sheet or text file. `source` is the file's name without folders."""

    columns: tuple[RawColumn, ...]
    rows: int
    source: str = ""
    sheet: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over names and cells: the same content has the same fingerprint."""
        digest = hashlib.sha256(str(self.rows).encode())
        for column in self.columns:
            digest.update(column.name.encode() + b"\0" + column.header.encode() + b"\0")
            digest.update(np.ascontiguousarray(column.codes, dtype=np.int32).data)
            digest.update(column.texts.data)
            digest.update(np.ascontiguousarray(column.texts.ends).data)
            digest.update(np.ascontiguousarray(column.cells).data)
        return digest.hexdigest()

    def column(self, name: str) -> RawColumn | None:
        """The column of exactly that name."""
        return next((column for column in self.columns if column.name == name), None)

    def find(self, names: Sequence[str]) -> RawColumn | None:
        """The column of the first name that there is exactly, else of any of them by key."""
        for name in names:
            column = self.column(name)
            if column is not None:
                return column
        wanted = {cleaned_key(name) for name in names}
        return next((column for column in self.columns if key(column.name) in wanted), None)

    def only(self, rows: NDArray[np.intp]) -> RawTable:
        """The table of these rows; the distinct cells are shared, not copied."""
        columns = tuple(replace(column, codes=column.codes[rows]) for column in self.columns)
        return RawTable(columns, len(rows), self.source, self.sheet)


def column_of(
    name: str, cells: Sequence[str], kinds: Sequence[Cell] | None = None, header: str | None = None
) -> RawColumn:
    """Build a column from cells in row order (for tests, typed-in leads and small tables)."""
    index: dict[tuple[str, int], int] = {("", int(Cell.EMPTY)): 0}
    codes = np.empty(len(cells), dtype=np.int32)
    for row, text in enumerate(cells):
        kind = Cell.EMPTY if text == "" else (kinds[row] if kinds else Cell.TEXT)
        codes[row] = index.setdefault((text, int(kind)), len(index))
    return RawColumn(
        name,
        name if header is None else header,
        narrow(codes, len(index)),
        Texts.of(text for text, _ in index),
        np.array([kind for _, kind in index], dtype=np.uint8),
    )


def narrow(codes: NDArray[np.int32], distinct: int) -> Codes:
    """The codes in the smallest type that holds them: a mask is then one fast gather."""
    if distinct <= 1 << 8:
        return codes.astype(np.uint8)
    if distinct <= 1 << 16:
        return codes.astype(np.uint16)
    return codes.astype(np.int32, copy=False)
