"""The entry of points by value or by range that each lead reaches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from models.leads.columns import (
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.raw import Codes
from models.leads.text import key
from models.scoring.answers import words_of
from models.scoring.model import ByCount, ByRange, ByValue

YES, NO = "yes", "no"


def steps_reached(award: ByCount, column: NumberColumn | DateColumn) -> Codes:
    """The position of the highest step that each lead's quantity reaches, from 1; (rows,)."""
    kind = _smallest(len(award.entries))
    if not isinstance(column, NumberColumn):
        return np.zeros(len(column.days), dtype=kind)
    leasts = np.array([entry.least for entry in award.entries], dtype=np.float64)
    reached = np.searchsorted(leasts, column.values, side="right")
    reached[np.isnan(column.values)] = 0
    return reached.astype(kind)


def _smallest(entries: int) -> Any:
    return np.uint8 if entries < 256 else np.uint16 if entries < 65536 else np.int32


def entries_reached(award: ByValue | ByRange, column: Column | None, rows: int) -> Codes:
    """The position of the entry that each lead reaches, counted from 1; 0 is none; shape (rows,).

    The first entry that fits counts. A field of a kind that the award is not for reaches none;
    one that the leads lack is blank for all of them.
    """
    if isinstance(award, ByRange):
        return _by_range(award, column, rows)
    return _by_value(award, column, rows)


def _positions(award: ByValue, exact: bool) -> dict[str | None, int]:
    """The first position of each value asked for, from 1."""
    found: dict[str | None, int] = {}
    for position, entry in enumerate(award.entries, start=1):
        word = entry.value if entry.value is None or exact else key(entry.value)
        found.setdefault(word, position)
    return found


def _by_value(award: ByValue, column: Column | None, rows: int) -> Codes:
    kind = _smallest(len(award.entries))
    positions = _positions(award, award.exact)
    blank = positions.get(None, 0)
    match column:
        case None:
            return np.full(rows, blank, dtype=kind)
        case TextColumn():
            texts: Iterable[str] = column.values if award.exact else column.keys
            found: Iterable[int] = (positions.get(text, 0) for text in texts)
            table = np.fromiter(found, kind, count=len(column.values))
        case MultipleColumn():
            sets = (words_of(values, award.exact) for values in column.sets)
            found = (min((positions[v] for v in s if v in positions), default=0) for s in sets)
            table = np.fromiter(found, kind, count=len(column.sets))
        case YesNoColumn():
            by_key = _positions(award, exact=False)
            table = np.array([by_key.get(NO, 0), by_key.get(YES, 0), blank], dtype=kind)
            return np.take(table, column.values)  # blank is -1: the last
        case _:
            return np.zeros(rows, dtype=kind)
    table[:1] = blank
    return np.take(table, column.codes)


def _by_range(award: ByRange, column: Column | None, rows: int) -> Codes:
    reached: Codes = np.zeros(rows, dtype=_smallest(len(award.entries)))
    if not isinstance(column, NumberColumn):
        return reached
    known = ~np.isnan(column.values)
    for position in range(len(award.entries), 0, -1):
        entry = award.entries[position - 1]
        inside = known.copy()
        if entry.low is not None:
            inside &= column.values >= entry.low
        if entry.high is not None:
            inside &= column.values < entry.high
        reached[inside] = position
    return reached
