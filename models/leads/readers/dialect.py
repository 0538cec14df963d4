"""How a text file separates its cells: each delimiter is tried on a sample, the steadiest wins."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
FIELD_LIMIT = 1 << 20
"""Characters in one cell; more means a quotation mark that was never closed."""


@dataclass(frozen=True)
class Dialect:
    """`escape` is a backslash where quotes inside cells are written \\" instead of doubled."""

    delimiter: str
    escape: str | None = None


def find_dialect(sample: str, complete: bool, delimiter: str | None = None) -> Dialect:
    """The dialect of a sample; `complete` says whether it is the whole file."""
    choices = (delimiter,) if delimiter else DELIMITERS
    best, most = Dialect(choices[0]), _Steadiness(-1.0, 0.0)
    for mark in choices:
        found = _steadiness(sample, complete, Dialect(mark))
        if found.score > most.score:
            best, most = Dialect(mark), found
    for mark in choices:
        if f"\\{mark}" in sample or '\\"' in sample:
            found = _steadiness(sample, complete, Dialect(mark, "\\"))
            perfect = found.share == 1.0 > most.share and mark == best.delimiter
            if perfect or found.score > most.score + 0.02:
                best, most = Dialect(mark, "\\"), found
    return best


@dataclass(frozen=True)
class _Steadiness:
    """`share`: rows of the commonest width; `score`: how well the dialect fits."""

    score: float
    share: float


def _steadiness(sample: str, complete: bool, dialect: Dialect) -> _Steadiness:
    """How evenly the delimiter cuts the rows: the share of rows of the commonest width, and width.

    A dialect that leaves rows whole scores nothing; among even ones the wider wins a little.
    """
    try:
        rows = [row for row in reader(io.StringIO(sample, newline=""), dialect) if row]
    except csv.Error:
        return _Steadiness(0.0, 0.0)
    if not complete and len(rows) > 1:
        rows.pop()
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    if width == 1:
        several = sum(number for wide, number in widths.items() if wide > 1)
        return _Steadiness(0.3 * several / len(rows), count / len(rows))
    share = count / len(rows)
    header = 0.1 if len(rows[0]) == width else 0.0
    return _Steadiness(share + 0.05 * min(width, 20) / 20 + header, share)


class Records(Protocol):
    """Rows of cells, and the line of the file that the last one ended on."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def reader(lines: Iterable[str], dialect: Dialect) -> Records:
    """The standard library's parser set to this dialect."""
    csv.field_size_limit(FIELD_LIMIT)
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
    )
