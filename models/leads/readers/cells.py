"""The cells of a sheet as texts with the kind that the file gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from models.leads.raw import Cell
from models.leads.readers.pieces import Piece, piece_of, piece_of_distinct, piece_of_kinds

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
    if kinds <= {str, float}:
        return _piece_of_numbers(values)
    if len(kinds & {bool, int, float}) > 1:  # equal in Python, but not the same cell
        pairs = [(value.__class__, value) for value in values]
        return piece_of_kinds(pairs, {pair: text_of(pair[1]) for pair in dict.fromkeys(pairs)})
    return piece_of_kinds(values, {value: text_of(value) for value in dict.fromkeys(values)})


def _piece_of_numbers(values: tuple[Any, ...]) -> Piece:
    """The same for numbers and texts alone: no two of them have one text and one kind."""
    known = dict.fromkeys(values)
    known.pop("", None)
    texts = [value if value.__class__ is str else _number(value) for value in known]
    kinds = [_TEXT if value.__class__ is str else _NUMBER for value in known]
    return piece_of_distinct(values, known, texts, kinds)


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
    if value.is_integer() and abs(value) < _EXACT:
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
