"""Cells, texts and days as formulas of a spreadsheet write them."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

LONGEST_TEXT = 240
"""A text within a formula may have 255 characters; what is longer stands in a cell."""
EPOCH = 25_569
"""1970-01-01 as a day of a spreadsheet, which counts from 1899-12-30."""
SEPARATOR = "\n"
"""Between several values of one cell: no value holds it."""


def at(sheet: str, row: int, column: int, *, fixed: bool = False) -> str:
    """The address of a cell on a sheet; rows and columns count from 0."""
    name = xl_col_to_name(column, col_abs=fixed)
    return f"{sheet}!{name}{'$' if fixed else ''}{row + 1}"


def span(sheet: str, first: int, last: int, column: int) -> str:
    """The address of cells under each other."""
    name = xl_col_to_name(column, col_abs=True)
    return f"{sheet}!{name}${first + 1}:{name}${last + 1}"


def quoted(text: str) -> str:
    """A text in a formula."""
    return '"' + text.replace('"', '""') + '"'


def plain(text: str) -> bool:
    """Whether a text can stand in a formula: short, and without controls."""
    return len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT and text.isprintable()


def number(value: float) -> str:
    """A number that a formula reads back the same."""
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(value)
