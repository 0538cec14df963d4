"""Which row holds the names of the fields: found by how much of it is filled, and with what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.leads.text import clean

LOOKED_AT = 200
"""Rows that are looked at to find the header."""

_VALUE = re.compile(r"[^0-9A-Za-z]{0,3}[0-9][0-9.,:/ '’+\-T%€$£Z]*")
_ERRORS = {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Header:
    """`row` counts from 0 among the rows looked at; None: no row holds names.

    `first` is the first row of leads, `above` the number of filled rows over the header (titles,
    notes), which are not leads. `lines`: how many rows hold names, from `row` on.
    """

    row: int | None
    first: int
    above: int = 0
    lines: int = 1


def is_value(text: str) -> bool:
    """Whether a text is a number, a day or an error rather than a name."""
    return _VALUE.fullmatch(text) is not None or text in _ERRORS


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The header among the first rows of a table."""
    filled = [[position for position, cell in enumerate(row) if clean(cell)] for row in rows]
    extents = Counter(cells[-1] + 1 for cells in filled if cells)
    if not extents:
        return Header(None, 0)
    width = max(extents, key=lambda extent: (extents[extent], extent))
    above = 0
    for number, cells in enumerate(filled[:30]):
        if not cells:
            continue
        if width > 2 and len(cells) <= max(1, width // 3) and _wider_below(filled, number):
            above += 1
            continue
        if _is_data(rows, number, cells):
            return Header(None, number, above)
        below = _fuller_below(rows, filled, number, width)
        above += sum(1 for between in filled[number:below] if between)
        return Header(below, below + 1, above)
    return Header(0, 1)


def _wider_below(filled: Sequence[Sequence[int]], number: int) -> bool:
    below = [len(cells) for cells in filled[number + 1 :] if cells]
    return bool(below) and max(below) > 2 * len(filled[number])


def _fuller_below(
    rows: Sequence[Sequence[str]], filled: Sequence[Sequence[int]], number: int, width: int
) -> int:
    """The row of names: a row with gaps gives way to a full one of words soon below it."""
    if len(filled[number]) >= width:
        return number
    for later in range(number + 1, min(number + 4, len(rows) - 1)):
        words = [clean(rows[later][position]) for position in filled[later]]
        if any(map(is_value, words)):
            break
        if len(words) >= width and len(words) == len(set(words)):
            values = [clean(cell) for cell in rows[later + 1]]
            if any(map(is_value, values)):
                return later
    return number


def _is_data(rows: Sequence[Sequence[str]], number: int, cells: Sequence[int]) -> bool:
    """Whether the row's values look like those below them: numbers or dates over the same."""
    alike = 0
    for position in cells:
        text = clean(rows[number][position])
        if not is_value(text) or _YEAR.fullmatch(text):
            continue
        below = [
            clean(row[position])
            for row in rows[number + 1 :]
            if position < len(row) and clean(row[position])
        ]
        values = sum(1 for other in below if is_value(other))
        alike += not below or values >= 0.8 * len(below)
    return alike >= max(1, len(cells) / 5)
