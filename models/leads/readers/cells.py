"""The cells of a sheet as texts with the kind that the file gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from models.leads.raw import Cell
from models.leads.readers.pieces import Piece, piece_of

_EXACT = 1e16
_TEXT, _NUMBER = int(Cell.TEXT), int(Cell.NUMBER)


@dataclass(frozen=True)
class ErrorCell:
    """An error such as #N/A."""

    text: str


@dataclass(frozen=True)
class ExactNumber:
    """A number with more digits than a spreadsheet program keeps, as the file writes it."""

    text: str


def piece_of_values(values: tuple[Any, ...]) -> Piece:
    """Code the cells of one column: distinct values first, then their texts and kinds."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return piece_of(values)
    texts: dict[Any, tuple[str, int]] = {}
    if len(kinds & {bool, int, float}) > 1:  # equal in Python, but not the same cell
        keys: Any = [(value.__class__, value) for value in values]
        for pair in keys:
            if pair not in texts:
                texts[pair] = text_of(pair[1])
    else:
        keys = values
        for value in set(values):
            texts[value] = text_of(value)
    cells = [texts[value] for value in keys]
    return piece_of([text for text, _ in cells], [kind for _, kind in cells])


def text_of(value: Any) -> tuple[str, int]:
    """A cell as text and what the file said it was."""
    if isinstance(value, str):
        return value, _TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), int(Cell.YES_NO)
    if isinstance(value, int | float):
        return _number(value), _NUMBER
    if isinstance(value, datetime):
        return value.isoformat(" "), int(Cell.DATE)
    if isinstance(value, date):
        return value.isoformat(), int(Cell.DATE)
    if isinstance(value, time):
        return value.isoformat(), _TEXT
    if isinstance(value, timedelta):
        return _duration(value), _TEXT
    if isinstance(value, ErrorCell):
        return value.text, int(Cell.ERROR)
    if isinstance(value, ExactNumber):
        return value.text, _NUMBER
    return str(value), _TEXT


def _number(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    return repr(value)


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds, as a spreadsheet shows a duration."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"


def letters(column: int) -> str:
    """The name of a column (from 0) in a spreadsheet: A, B ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
