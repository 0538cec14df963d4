"""Prepared leads: the columns that a portable form reads, worked out by the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.exchange.portable.columns import (
    Column,
    Holds,
    OfAccount,
    OfCreation,
    OfField,
    OfLastActivity,
    OfPercents,
    OfQuantity,
    OfSequence,
)
from models.exchange.portable.program import Program
from models.leads import columns as leads_columns
from models.leads.columns import (
    BLANK_DAY,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_column,
)
from models.leads.fields import Input, Kind, Role
from models.leads.raw import Texts
from models.leads.text import key
from models.scoring.decay import Decay, Fades
from models.scoring.engine import Scored

Value = str | float | int | bool | tuple[str, ...] | None
"""Text, number, whole number or day since 1970-01-01, yes or no, several texts; None is blank."""

_KINDS = {
    Holds.TEXT: Kind.TEXT,
    Holds.KEY: Kind.TEXT,
    Holds.NUMBER: Kind.NUMBER,
    Holds.WHOLE: Kind.NUMBER,
    Holds.YES_NO: Kind.YES_NO,
    Holds.DAY: Kind.DATE,
    Holds.VALUES: Kind.MULTIPLE,
    Holds.KEYS: Kind.MULTIPLE,
}


@dataclass(frozen=True, eq=False)
class PreparedLeads:
    """The prepared columns of scored leads; arrays have shape (rows,).

    `as_of`: the day each lead is looked at, since 1970-01-01. `columns`: by name, in the order of
    the portable form; keys are texts of their own.
    """

    program: Program
    as_of: NDArray[np.int32]
    columns: dict[str, leads_columns.Column]

    def __len__(self) -> int:
        return len(self.as_of)

    def values(self, name: str, rows: Sequence[int] | None = None) -> list[Value]:
        """The cells of a column, of all rows or of some."""
        column = self.columns[name]
        whole = next(c for c in self.program.columns if c.name == name).holds is Holds.WHOLE
        found = values_of(
            column if rows is None else leads_columns.rows_of(column, np.array(rows, dtype=np.intp))
        )
        return [None if v is None else int(v) for v in found] if whole else found  # type: ignore[arg-type]

    def records(self, rows: Sequence[int] | None = None) -> Iterator[dict[str, Value]]:
        """The leads as records: prepared cells by the name of their column."""
        names = tuple(self.columns)
        cells = [self.values(name, rows) for name in names]
        for row in range(len(self) if rows is None else len(rows)):
            yield {name: column[row] for name, column in zip(names, cells, strict=True)}


def prepared(program: Program, scored: Scored) -> PreparedLeads:
    """The prepared columns of leads that the model of the portable form has scored."""
    rows = len(scored)
    today = scored.masks.today(scored.sight)
    columns = {column.name: _column(column, scored) for column in program.columns}
    days = np.full(rows, today, dtype=np.int32) if isinstance(today, int) else today
    return PreparedLeads(program, days, columns)


def _column(column: Column, scored: Scored) -> leads_columns.Column:
    masks, sight = scored.masks, scored.sight
    rows = len(scored)
    found: leads_columns.Column | None
    match column.source:
        case OfField(name):
            found = masks.column(name, sight)
        case OfQuantity(quantity):
            found = masks.activities(sight).quantity(quantity)
        case OfPercents(of, most, steps, after):
            table = Decay(Fades.BY_ACTIVITY, steps, after)
            left = masks.activities(sight).left(of, most, table)
            found = NumberColumn(left.astype(np.float64))
        case OfSequence(followed):
            holds = masks.of(followed, sight)
            found = YesNoColumn(holds.astype(np.int8))
        case OfLastActivity(types):
            found = DateColumn(masks.activities(sight).last_day(types))
        case OfCreation():
            found = DateColumn(scored.masks.leads.days_of(Role.CREATED))
        case OfAccount():
            raised = np.zeros(rows) if scored.raised is None else scored.raised
            found = NumberColumn(raised.astype(np.float64))
    if found is None:
        found = blank_column(Input("", _KINDS[column.holds]), rows)
    return _by_key(found) if column.holds in (Holds.KEY, Holds.KEYS) else found


def _by_key(column: leads_columns.Column) -> leads_columns.Column:
    match column:
        case TextColumn():
            return replace(column, values=Texts.of(column.keys))
        case MultipleColumn():
            keyed = tuple(tuple(dict.fromkeys(map(key, values))) for values in column.sets)
            return replace(column, sets=keyed)
        case _:
            return column


def values_of(column: leads_columns.Column) -> list[Value]:
    """The cells of a column as plain values."""
    match column:
        case TextColumn():
            texts: list[Value] = [text or None for text in column.values]
            return [texts[code] for code in column.codes.tolist()]
        case MultipleColumn():
            sets: list[Value] = [values or None for values in column.sets]
            return [sets[code] for code in column.codes.tolist()]
        case NumberColumn():
            return [None if number != number else number for number in column.values.tolist()]
        case YesNoColumn():
            return [(False, True, None)[answer] for answer in column.values.tolist()]
        case DateColumn():
            return [None if day == BLANK_DAY else day for day in column.days.tolist()]
