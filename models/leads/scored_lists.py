"""Scored lists as text: cells that a spreadsheet would compute carry a mark, and lose it again
when the list is read, so that ids are the same ones after a round through other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.leads.raw import RawColumn, RawTable, Texts, narrow

COLUMNS = ("lead_id", "score", "band", "grade", "reasons")
"""The first columns of every scored list; scripts rely on their names and order."""
LAST_COLUMNS = ("as_of", "model")
PROBABILITY = "probability"
"""The column of chances, after the first ones, where the model keeps some."""
PROBABILITY_REASONS = "probability_reasons"
"""What changes the odds of a lead most, after its chance, where chances are by the rules."""
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a cell instead of showing it, full-width forms included."""
MARK = "'"

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?", re.ASCII)
_SPACES = " \u00a0\u200b\ufeff"


def is_number(text: str) -> bool:
    """Whether a cell is one number as people write it, sign included."""
    return _NUMBER.fullmatch(text) is not None


def _computed(text: str) -> bool:
    """Whether a spreadsheet would compute the text, were it not for marks before it."""
    inner = text.lstrip(MARK).lstrip(_SPACES)
    return inner.startswith(STARTS_FORMULA) and not is_number(inner)


def marked(text: str) -> str:
    """The text with one mark more where a spreadsheet would take it for a formula.

    A text that has marks of its own before a formula gets one too: each can be told again.
    """
    return MARK + text if text and _computed(text) else text


def unmarked(text: str) -> str:
    """The text as it was before `marked`."""
    return text[1:] if text.startswith(MARK) and _computed(text) else text


def is_scored_list(headers: Sequence[str]) -> bool:
    """Whether these are the columns of a scored list."""
    first, last = len(COLUMNS), len(LAST_COLUMNS)
    ends = tuple(headers[:first]) == COLUMNS and tuple(headers[-last:]) == LAST_COLUMNS
    return ends and len(headers) >= first + last


def without_marks(table: RawTable) -> tuple[RawTable, int]:
    """A scored list that was read from text, without its marks, and how many cells had one."""
    count = 0
    columns = []
    for column in table.columns:
        found, cells = _column_without(column)
        columns.append(found)
        count += cells
    return (replace(table, columns=tuple(columns)), count) if count else (table, 0)


def _column_without(column: RawColumn) -> tuple[RawColumn, int]:
    texts = list(column.texts)
    changed = [place for place, text in enumerate(texts) if unmarked(text) != text]
    name, header = unmarked(column.name), unmarked(column.header)
    if not changed:
        return (column if name == column.name else replace(column, name=name, header=header)), 0
    index: dict[tuple[str, int], int] = {}
    lookup = np.empty(len(texts), dtype=np.int32)
    for place, text in enumerate(texts):
        lookup[place] = index.setdefault((unmarked(text), int(column.cells[place])), len(index))
    codes = lookup[column.codes]
    rows = int(np.isin(column.codes, changed).sum())
    return (
        RawColumn(
            name,
            header,
            narrow(codes, len(index)),
            Texts.of(text for text, _ in index),
            np.array([kind for _, kind in index], dtype=np.uint8),
        ),
        rows,
    )
