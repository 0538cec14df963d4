"""Prepared leads as flat records: what a rule engine that knows no dates and no activities reads.

A day stands in up to three cells, as it is asked for: `<name>_age`, whole days before the as-of
day (negative: after it); `<name>_day`, whole days since 1970-01-01; `<name>_weekday`, 1 = Monday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.names import with_ending
from models.exchange.portable.prepared import PreparedLeads, Value
from models.exchange.portable.program import Program
from models.exchange.portable.vocabulary import (
    Blank,
    Day,
    DayWithin,
    Known,
    OnWeekday,
    questions_in,
)


class Of(StrEnum):
    """What a cell holds of a day; of anything else it is the value."""

    VALUE = ""
    AGE = "_age"
    DAY = "_day"
    WEEKDAY = "_weekday"


@dataclass(frozen=True)
class Cell:
    """A cell of a flat record."""

    column: Column
    of: Of = Of.VALUE

    @property
    def name(self) -> str:
        """The key of the cell in a record."""
        return with_ending(self.column.name, self.of.value) if self.of.value else self.column.name

    @property
    def holds(self) -> str:
        """What the cell holds, in words."""
        match self.of:
            case Of.AGE:
                return "whole days before the as-of day"
            case Of.DAY:
                return "whole days since 1970-01-01"
            case Of.WEEKDAY:
                return "weekday, 1 = Monday"
            case Of.VALUE:
                many = self.column.holds in (Holds.VALUES, Holds.KEYS)
                return "list of texts" if many else str(self.column.holds.value)


def end_cell(column: Column, day: Day) -> tuple[Cell, int]:
    """The cell that an end of days is compared in, and with which number."""
    if day.from_as_of:
        return Cell(column, Of.AGE), -day.days
    return Cell(column, Of.DAY), day.days


def cells_of(program: Program) -> tuple[Cell, ...]:
    """The cells that a program reads, each once, in the order of its columns."""
    found: dict[Cell, None] = {}
    for asked in program.asked():
        for question in questions_in(asked):
            match question:
                case DayWithin(column, low, high):
                    for day in (low, high):
                        if day is not None:
                            found.setdefault(end_cell(column, day)[0])
                case OnWeekday(column):
                    found.setdefault(Cell(column, Of.WEEKDAY))
                case Known(column) | Blank(column) if column.holds is Holds.DAY:
                    found.setdefault(known_cell(column))
                case _:
                    found.setdefault(Cell(question.column))
    for column in program.reads():
        if column.holds is not Holds.DAY:
            found.setdefault(Cell(column))
    places = {column: place for place, column in enumerate(program.columns)}
    return tuple(sorted(found, key=lambda cell: (places[cell.column], cell.of.value)))


def known_cell(column: Column) -> Cell:
    """The cell that tells whether a column is blank."""
    return Cell(column, Of.AGE) if column.holds is Holds.DAY else Cell(column)


def flat_records(
    leads: PreparedLeads, cells: Sequence[Cell], rows: Sequence[int] | None = None
) -> Iterator[dict[str, Any]]:
    """The prepared leads, all or some, as flat records; a blank is null."""
    days = leads.as_of.tolist()
    at = range(len(leads)) if rows is None else rows
    for row, record in zip(at, leads.records(rows), strict=True):
        yield {cell.name: flat(cell, record[cell.column.name], days[row]) for cell in cells}


def flat(cell: Cell, value: Value, as_of: int) -> Any:
    """The value of a cell."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return list(value)
    if cell.of is Of.VALUE:
        return value
    assert isinstance(value, int)
    match cell.of:
        case Of.AGE:
            return as_of - value
        case Of.DAY:
            return value
        case _:
            return (value + 3) % 7 + 1
