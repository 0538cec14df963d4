"""What the fast reader of workbooks hides: errors, leading zeros of a number format, formulas
without a stored result, hidden rows. Found by a look at the text of the sheet inside the package.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from models.leads.readers.broken import BROKEN
from models.leads.readers.cells import letters
from models.leads.readers.given import Given
from models.leads.readers.package import (
    Package,
    attribute,
    damaged_workbook,
    read_part,
)
from models.leads.readers.parsed import Parsed
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity

MOST_CELLS = 100_000_000
"""Cells, filled or not, of the rectangle that a sheet's cells span."""
SPARSE_CELLS, SPARSE = 15_000_000, 20
"""Such a rectangle must have a filled cell among so many."""
FARTHEST = 16_384
"""Columns that a sheet has in any program of today."""

_CHUNK = 1 << 22
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s([^>]*?t="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*hidden="(?:1|true)"')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_DIGITS = 15
_LONG = re.compile(rb"v>-?[0-9]{16}")
_ROUNDED = re.compile(rb"v>-?[0-9]\.([0-9]{15,})[eE]\+?(?:1[5-9]|[2-9][0-9])</")
_NEGATIVE = re.compile(rb"v>(-[0-9.]+(?:[eE][+-]?[0-9]+)?)<")
_STYLED = re.compile(rb'<(?:\w+:)?c\s([^>]*\bs="[1-9][^>]*)>\s*')
"""The cell of a number with a style, which may be that of a date."""
_ODD_NUMBER = re.compile(rb"v>(?:-|[0-9](?:[0-9]{15}|\.[0-9]{15,}[eE]))")
"""What _NEGATIVE, _LONG and _ROUNDED look for, in one go."""
_NO_TEXT = re.compile(rb'"s"><v>[^0-9 \s<]')
_LONG_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(-?[0-9]{16,})</")
_FAR = re.compile(rb'r="[A-Z]{3}[0-9]')
_NEAR = 702
"""Columns with names of one or two letters."""
_FILLED = re.compile(rb'\sr="([A-Z]{1,3})[0-9]{1,7}"(?:[^>]*[^>/])?>\s*<[^/]')

_NOWHERE = -1
Marks = dict[int, list[tuple[int, str]]]


@dataclass
class Hidden:
    """By row (from 0): columns with an error and its text, columns shown with leading zeros and
    their width, numbers of more than 15 digits. Counts of formulas without a result and of hidden
    rows, hidden columns, and how far the cells reach."""

    errors: Marks = field(default_factory=dict)
    padded: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    without_result: int = 0
    hidden_rows: int = 0
    filtered: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    long_numbers: Marks = field(default_factory=dict)
    rounded: int = 0
    negatives: Marks = field(default_factory=dict)
    """Numbers below zero with a style; no day or time of day is one."""
    no_days: int = 0
    cells: int = 0
    rows: int = 0
    last_row: int = 0
    columns: int = 0

    @property
    def error_count(self) -> int:
        """Cells with an error."""
        return sum(map(len, self.errors.values()))

    @property
    def padded_count(self) -> int:
        """Cells shown with leading zeros."""
        return sum(map(len, self.padded.values()))


def find_hidden(given: Given, package: Package, sheet: str) -> Hidden:
    """Look through the text of one sheet; an error for filled cells far outside any table."""
    hidden = Hidden()
    try:
        with given.archive() as archive:
            part = package.sheets.get(sheet)
            if part is not None:
                widths = _padded_styles(archive)
                with archive.open(part) as file:
                    for rows in whole_rows(file):
                        _look(rows, widths, hidden)
                        check_extent(hidden, f"{given.name}, sheet {sheet}")
    except LeadbenchError:
        raise
    except BROKEN as error:
        raise damaged_workbook(given.name) from error
    return hidden


def is_sane(given: Given, package: Package, sheet: str) -> bool:
    """Whether a sheet's cells span no more than can be opened."""
    hidden = Hidden()
    try:
        with given.archive() as archive:
            part = package.sheets.get(sheet)
            if part is not None:
                with archive.open(part) as file:
                    for rows in whole_rows(file):
                        _look_at_extent(rows, hidden)
                        check_extent(hidden, given.name)
    except LeadbenchError:
        return False
    except BROKEN as error:
        raise damaged_workbook(given.name) from error
    return True


def check_extent(hidden: Hidden, place: str) -> None:
    """An error where the cells span more than any table does."""
    area = hidden.last_row * hidden.columns
    sparse = area > SPARSE_CELLS and area > SPARSE * hidden.cells
    if area > MOST_CELLS or hidden.columns > FARTHEST or sparse:
        raise LeadbenchError(
            f"The sheet has filled cells far outside a table: down to row {hidden.last_row:,}, "
            f"out to column {letters(hidden.columns - 1)}.",
            place,
            "Delete what is far outside (whole rows and columns), or save the table as .csv.",
        )


def report_hidden(parsed: Parsed, hidden: Hidden) -> None:
    """Say what a glance at the table would not show."""
    if errors := hidden.error_count:
        parsed.problems.append(
            Problem(
                f"{count_of(errors, 'cell')} {'holds' if errors == 1 else 'hold'} an error such "
                "as #N/A; read as blank.",
                parsed.place,
                "Correct the formulas in the spreadsheet.",
                errors,
                tuple(dict.fromkeys(text for row in hidden.errors.values() for _, text in row))[:5],
            )
        )
    if formulas := hidden.without_result:
        parsed.problems.append(
            Problem(
                f"{count_of(formulas, 'formula')} {'has' if formulas == 1 else 'have'} no stored "
                "result; read as blank.",
                parsed.place,
                "Open the workbook in a spreadsheet program, save it, and read it again.",
                formulas,
            )
        )
    if none := hidden.no_days:
        parsed.problems.append(
            Problem(
                f"{count_of(none, 'cell')} {'is' if none == 1 else 'are'} formatted as a day or "
                f"time but {'holds' if none == 1 else 'hold'} a number below zero; read as the "
                "number.",
                parsed.place,
                "Correct it in the spreadsheet.",
                none,
            )
        )
    if padded := hidden.padded_count:
        parsed.problems.append(
            Problem(
                f"{count_of(padded, 'number')} {'is' if padded == 1 else 'are'} shown with "
                "leading zeros and read as text with them.",
                parsed.place,
                count=padded,
                severity=Severity.NOTE,
            )
        )
    if long := sum(map(len, hidden.long_numbers.values())) + hidden.rounded:
        parsed.problems.append(
            Problem(
                f"{count_of(long, 'number')} {'has' if long == 1 else 'have'} more than 15 digits; "
                "spreadsheet programs keep only 15, so the last ones may be lost already.",
                parsed.place,
                "If they are ids, export them as text.",
                long,
                tuple(text for row in hidden.long_numbers.values() for _, text in row)[:5],
            )
        )
    if rows := hidden.hidden_rows:
        why = " by a filter" if hidden.filtered else ""
        parsed.problems.append(
            Problem(
                f"{count_of(rows, 'row')} {'is' if rows == 1 else 'are'} hidden in the sheet{why} "
                f"and {'was' if rows == 1 else 'were'} read too.",
                parsed.place,
                "If they are not meant, delete them in the spreadsheet.",
                rows,
            )
        )
    if columns := [column for column in hidden.hidden_columns if column < len(parsed.headers)]:
        names = [letters(column) for column in columns]
        parsed.problems.append(
            Problem(
                f"{count_of(len(columns), 'column')} {'is' if len(columns) == 1 else 'are'} hidden "
                f"in the sheet ({', '.join(names[:5])}{' ...' if names[5:] else ''}) and "
                f"{'was' if len(columns) == 1 else 'were'} read too.",
                parsed.place,
                count=len(columns),
                severity=Severity.NOTE,
            )
        )


def _padded_styles(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """Cell styles whose number format is only zeros ("00000"), and how many."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = read_part(archive, "xl/styles.xml")
    zeros = {}
    for tag in _FORMATS.findall(styles):
        code = attribute(tag, "formatCode")
        if len(code) > 1 and set(code) == {"0"}:
            zeros[attribute(tag, "numFmtId")] = len(code)
    block = _XFS.search(styles)
    if not zeros or block is None:
        return {}
    return {
        str(number).encode(): zeros[attribute(tag, "numFmtId")]
        for number, tag in enumerate(_XF.findall(block[0]))
        if attribute(tag, "numFmtId") in zeros
    }


def whole_rows(file: IO[bytes], chunk: int = _CHUNK) -> Iterator[bytes]:
    """The text of the sheet in pieces that end with a row."""
    rest = b""
    while more := file.read(chunk):
        block = rest + more
        end = max(block.rfind(b"</row>"), block.rfind(b":row>")) + 6
        if end < 6:
            rest = block[-_CHUNK:]
            continue
        rest = block[end:]
        yield block[:end]
    if rest:
        yield rest


def _look(rows: bytes, widths: dict[bytes, int], hidden: Hidden) -> None:
    _look_at_extent(rows, hidden)
    if _NO_TEXT.search(rows):
        raise ValueError("a shared text that is none")
    # How the text of every error begins: a sign that is rare is found quickest.
    if b"#" in rows and b">#" in rows:
        _mark(_ERROR, rows, hidden.errors)
    # A letter is looked for ten times as fast as a word, and most parts of a sheet lack these.
    has_f = b"f" in rows
    if has_f and (b"<f" in rows or (b"<c " not in rows[: 1 << 16] and b":f" in rows)):
        for match in _NO_RESULT.finditer(rows):
            empty_text = match[2] is not None and b't="str"' in match[1]
            hidden.without_result += not empty_text
    if b"h" in rows and b"hidden=" in rows:
        hidden.hidden_rows += sum(1 for _ in _HIDDEN_ROW.finditer(rows))
        for tag in _COLUMN.findall(rows):
            hidden.hidden_columns += _hidden_columns(tag)
    hidden.filtered |= has_f and b"filterColumn" in rows
    _look_at_numbers(rows, hidden)
    if widths:
        for match in _CELL.finditer(rows):
            style = re.search(rb'\ss="(\d+)"', b" " + match[1])
            place = _place(match[1])
            if style is not None and place is not None and style[1] in widths:
                hidden.padded.setdefault(place[0], []).append((place[1], widths[style[1]]))


def _look_at_numbers(rows: bytes, hidden: Hidden) -> None:
    """Numbers that a reader would round, and those that may be no day though they look so."""
    if _ODD_NUMBER.search(rows):
        _mark_negatives(rows, hidden.negatives)
        if _LONG.search(rows):
            _mark(_LONG_CELL, rows, hidden.long_numbers)
        hidden.rounded += sum(1 for _ in _ROUNDED.finditer(rows))


def _mark(pattern: re.Pattern[bytes], rows: bytes, marks: Marks) -> None:
    """Keep the text of the cells that a pattern finds, by their place.

    Some programs write no places; what is found then is counted, in a row that no sheet has.
    """
    for match in pattern.finditer(rows):
        if pattern is _LONG_CELL and _is_short(match):
            continue
        place = _place(match[1]) or (_NOWHERE, 0)
        marks.setdefault(place[0], []).append((place[1], match[2].decode()))


def _mark_negatives(rows: bytes, marks: Marks) -> None:
    """Keep negative numbers with a style. The cell is looked for back from its number, which is
    rarer: many times as fast as every cell forward."""
    for match in _NEGATIVE.finditer(rows):
        value = rows.rfind(b"<", 0, match.start())
        cell = _STYLED.fullmatch(rows, max(rows.rfind(b"<", 0, value), 0), value)
        if cell is not None:
            place = _place(cell[1]) or (_NOWHERE, 0)
            marks.setdefault(place[0], []).append((place[1], match[1].decode()))


def _is_short(match: re.Match[bytes]) -> bool:
    """An index of a text, or a number of which a spreadsheet program loses nothing."""
    return b't="s"' in match[1] or len(match[2].lstrip(b"-").rstrip(b"0")) <= _DIGITS


def _hidden_columns(tag: bytes) -> list[int]:
    first, last = attribute(tag, "min"), attribute(tag, "max")
    if attribute(tag, "hidden") in ("1", "true") and first.isdigit() and last.isdigit():
        return list(range(int(first) - 1, min(int(last), FARTHEST)))
    return []


def _look_at_extent(rows: bytes, hidden: Hidden) -> None:
    """How far the filled cells reach; cells that only have a style do not count.

    The columns are only counted where they may matter: few sheets have any beyond ZZ, or are thin.
    """
    last = rows.rfind(b"</c>")
    last = rows.rfind(b":c>") if last < 0 else last
    place = rows.rfind(b' r="', 0, max(last, 0))
    found = _PLACE.search(rows, place, place + 20) if place >= 0 else None
    if found is not None:
        hidden.last_row = max(hidden.last_row, int(found[2]))
    hidden.cells += rows.count(b"</c>") or rows.count(b":c>")
    if hidden.last_row > 4 * hidden.rows:
        hidden.rows += rows.count(b"<row") or rows.count(b":row ")
    thin = hidden.last_row > 4 * hidden.rows or hidden.cells < 5 * hidden.last_row
    if (thin and hidden.last_row * _NEAR > SPARSE_CELLS) or _FAR.search(rows):
        hidden.columns = max(hidden.columns, *map(_column, set(_FILLED.findall(rows))), 0)


def _column(name: bytes) -> int:
    column = 0
    for letter in name:
        column = column * 26 + letter - 64
    return column


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Row and column of a cell, from 0."""
    found = _PLACE.search(attributes)
    if found is None:
        return None
    return int(found[2]) - 1, _column(found[1]) - 1
