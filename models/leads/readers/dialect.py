"""How a text file separates its cells: each delimiter is tried on a sample, the steadiest wins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_FEWEST_SINGLE = 4
"""Single quotation marks that a file must have to be quoted by them."""
FIELD_LIMIT = 1 << 20
"""Characters in one cell; more means a quotation mark that was never closed."""


@dataclass(frozen=True)
class Dialect:
    """`escape` is a backslash where quotes inside cells are written \\" instead of doubled.

    `quote` is "" where quotation marks belong to the cells; `blanks` says that blanks stand
    between a delimiter and the quotation mark behind it, and are no part of the cell.
    """

    delimiter: str
    escape: str | None = None
    quote: str = '"'
    blanks: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether the fast way through regular text is open to it."""
        return (
            self.escape is None
            and self.quote == '"'
            and not self.blanks
            and self.delimiter.isascii()
        )


def find_dialect(
    sample: str, complete: bool, delimiter: str | None = None, quote: str | None = None
) -> Dialect:
    """The dialect of a sample; `complete` says whether it is the whole file."""
    choices = (delimiter,) if delimiter else DELIMITERS
    mark = '"' if quote is None else quote
    best, most = Dialect(choices[0], quote=mark), _Steadiness(-1.0, 0.0)
    for choice in choices:
        found = _steadiness(sample, complete, Dialect(choice, quote=mark))
        if found.score > most.score:
            best, most = Dialect(choice, quote=mark), found
    if quote is None and (single := _single(sample, complete, choices)) is not None:
        return single
    for choice in choices:
        if mark and (f"\\{choice}" in sample or f"\\{mark}" in sample):
            found = _steadiness(sample, complete, Dialect(choice, "\\", mark))
            perfect = found.share == 1.0 > most.share and choice == best.delimiter
            if perfect or found.score > most.score + 0.02:
                best, most = Dialect(choice, "\\", mark), found
    for choice in choices:
        if mark and f"{choice} {mark}" in sample:
            found = _steadiness(sample, complete, Dialect(choice, None, mark, True))
            if found.share > most.share or (
                choice == best.delimiter and found.share == 1.0 and _blanks(sample, best)
            ):
                best, most = Dialect(choice, None, mark, True), found
    return best


def _blanks(sample: str, dialect: Dialect) -> bool:
    """Whether no quotation mark stands at the beginning of a cell, but all behind blanks."""
    delimiter, quote = dialect.delimiter, dialect.quote
    return f"{delimiter}{quote}" not in sample and f"\n{quote}" not in sample


def _single(sample: str, complete: bool, choices: Iterable[str]) -> Dialect | None:
    """The dialect of a file whose cells stand in single quotation marks, if it is one.

    Each must be opened at the beginning of a cell and closed at its end: an apostrophe is a letter
    of many names.
    """
    if '"' in sample or sample.count("'") < _FEWEST_SINGLE:
        return None
    for delimiter in choices:
        edge = re.escape(delimiter)
        opened = len(re.findall(rf"(?:^|{edge})'", sample, re.MULTILINE))
        closed = len(re.findall(rf"'(?=\r?$|{edge})", sample, re.MULTILINE))
        marks = sample.count("'") - 2 * len(re.findall(rf"[^{edge}\r\n]''[^{edge}\r\n]", sample))
        dialect = Dialect(delimiter, quote="'")
        rows = _rows(sample, complete, dialect)
        if opened and abs(opened - closed) <= (not complete) and opened + closed >= marks - 1:
            widths = Counter(map(len, rows))
            width, count = widths.most_common(1)[0] if widths else (0, 0)
            if width > 1 and count > 0.95 * len(rows):
                return dialect
    return None


def _rows(sample: str, complete: bool, dialect: Dialect) -> list[list[str]]:
    """The rows of a sample; none where it is not of that dialect."""
    try:
        rows = [row for row in reader(io.StringIO(sample, newline=""), dialect) if row]
    except csv.Error:
        return []
    if not complete and len(rows) > 1:
        rows.pop()
    return rows


@dataclass(frozen=True)
class _Steadiness:
    """`share`: rows of the commonest width; `score`: how well the dialect fits."""

    score: float
    share: float


def _steadiness(sample: str, complete: bool, dialect: Dialect) -> _Steadiness:
    """How evenly the delimiter cuts the rows: the share of rows of the commonest width, and width.

    A dialect that leaves rows whole scores nothing; among even ones the wider wins a little.
    """
    rows = _rows(sample, complete, dialect)
    if not rows:
        return _Steadiness(0.0, 0.0)
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
    if not dialect.quote:
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            escapechar=dialect.escape,
            quoting=csv.QUOTE_NONE,
        )
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        quotechar=dialect.quote,
        skipinitialspace=dialect.blanks,
    )
