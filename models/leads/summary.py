"""One field over all leads: filled, distinct, commonest values, range, and how they converted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    Misfits,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.fields import Input, Kind
from models.leads.spellings import as_meant
from models.leads.table import Leads
from models.leads.tally import Tally, ValueCount
from models.leads.wording import figure
from models.signs import MINUS

TOP = 12
"""Values that are listed."""
_NO_MISFITS = Misfits()


@dataclass(frozen=True)
class NumberRange:
    """Least, median and greatest of the filled cells."""

    least: float
    median: float
    most: float


@dataclass(frozen=True)
class FieldSummary:
    """What the Data page shows of a field. `days`: first and last, days since 1970-01-01."""

    name: str
    kind: Kind
    filled: Tally
    blank: Tally
    distinct: int
    top: tuple[ValueCount, ...]
    numbers: NumberRange | None
    days: tuple[int, int] | None
    misfits: Misfits


def summarise(leads: Leads, name: str, top: int = TOP) -> FieldSummary:
    """Sum up one field; KeyError if the leads do not have it.

    Values are listed commonest first; of equally common ones numbers and dates ascend, texts
    keep the order of their first appearance.
    """
    item = leads.input(name)
    column = leads.column(name)
    if item is None or column is None:
        raise KeyError(name)
    return summary_of(item, column, leads.outcome, top, leads.misfits(name))


def summary_of(
    item: Input,
    column: Column,
    outcome: NDArray[np.uint8],
    top: int = TOP,
    misfits: Misfits = _NO_MISFITS,
) -> FieldSummary:
    """Sum up a column of leads with these outcomes (as of `Leads.outcome`)."""
    filled = ~blank_rows(column)
    values = _values(column, outcome)
    return FieldSummary(
        item.name,
        item.kind,
        _tally(outcome[filled]),
        _tally(outcome[~filled]),
        int(values.counts.any(axis=1).sum()),
        _commonest(values, top),
        _range(column),
        _days(column),
        misfits,
    )


def commonest_values(leads: Leads, name: str, top: int = TOP) -> tuple[ValueCount, ...]:
    """What rules see in a field, listed as in its summary; none if the leads do not have it."""
    column = leads.column(name)
    return () if column is None else _commonest(_values(column, leads.outcome), top)


def leads_with(leads: Leads, name: str, value: str) -> NDArray[np.bool_]:
    """Which leads have a value of a field, written as it is listed; shape (rows,)."""
    column = leads.column(name)
    found: NDArray[np.bool_]
    match column:
        case TextColumn():
            place = next((at for at, text in enumerate(column.values) if text == value), 0)
            found = (column.codes == place) & (place > 0)
        case MultipleColumn():
            found = np.array([value in texts for texts in column.sets])[column.codes]
        case YesNoColumn():
            found = column.values == ("no", "yes").index(value)
        case NumberColumn():
            # Cells have 15 digits at most, and as many are written: the same number comes back.
            found = column.values == float(value.replace(",", "").replace(MINUS, "-"))
        case DateColumn():
            found = column.days == np.datetime64(value, "D").astype(np.int64)
        case None:
            found = np.zeros(len(leads), dtype=np.bool_)
    return found


def commonest_in(
    column: Column, outcome: NDArray[np.uint8], top: int = TOP
) -> tuple[ValueCount, ...]:
    """The commonest values of a column that is not a field of the leads."""
    return _commonest(_values(column, outcome), top)


def commonest_cells(leads: Leads, name: str, top: int = TOP) -> tuple[ValueCount, ...]:
    """The cells of a field as they are meant, blank among them; none if the leads lack it."""
    item = leads.input(name)
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return ()
    raw = as_meant(raw, item)
    counts = _counts(raw.codes, leads.outcome, len(raw.texts))
    return _commonest(_Values(lambda index: raw.texts[index], counts), top)


@dataclass(frozen=True, eq=False)
class _Values:
    """Distinct values, how to write each, and its leads by outcome; `counts` (values, 3)."""

    written: Callable[[int], str]
    counts: NDArray[np.int64]


def _commonest(values: _Values, top: int) -> tuple[ValueCount, ...]:
    totals = values.counts.sum(axis=1)
    order = np.argsort(-totals, kind="stable")[:top].tolist()
    return tuple(_listed(values, index) for index in order if totals[index])


def _listed(values: _Values, index: int) -> ValueCount:
    lost, converted, unknown = values.counts[index].tolist()
    known = lost + converted
    return ValueCount(values.written(index), known + unknown, converted, known)


def _tally(outcome: NDArray[np.uint8]) -> Tally:
    lost, converted, _unknown = np.bincount(outcome, minlength=3).tolist()
    return Tally(len(outcome), converted, lost)


def _values(column: Column, outcome: NDArray[np.uint8]) -> _Values:
    match column:
        case TextColumn():
            counts = _counts(column.codes, outcome, len(column.values))
            counts[0] = 0
            return _Values(lambda index: column.values[index], counts)
        case YesNoColumn():
            known = column.values >= 0
            counts = _counts(column.values[known], outcome[known], 2)
            return _Values(lambda index: ("no", "yes")[index], counts)
        case NumberColumn():
            known = ~np.isnan(column.values)
            numbers, codes = np.unique(column.values[known], return_inverse=True)
            counts = _counts(codes, outcome[known], len(numbers))
            return _Values(lambda index: figure(float(numbers[index])), counts)
        case DateColumn():
            known = column.days != BLANK_DAY
            days, codes = np.unique(column.days[known], return_inverse=True)
            counts = _counts(codes, outcome[known], len(days))
            return _Values(lambda index: str(np.datetime64(int(days[index]), "D")), counts)
        case MultipleColumn():
            return _of_lists(column, outcome)


def _counts(codes: NDArray[Any], outcome: NDArray[np.uint8], values: int) -> NDArray[np.int64]:
    cells = np.bincount(codes.astype(np.int64) * 3 + outcome, minlength=3 * values)
    return cells.reshape(-1, 3)


def _of_lists(column: MultipleColumn, outcome: NDArray[np.uint8]) -> _Values:
    """Values of lists: a lead counts for each value it has."""
    sets = _counts(column.codes, outcome, len(column.sets))
    index: dict[str, int] = {}
    places = [index.setdefault(value, len(index)) for values in column.sets for value in values]
    counts = np.zeros((len(index), 3), dtype=np.int64)
    sizes = [len(values) for values in column.sets]
    np.add.at(counts, np.array(places, dtype=np.int64), np.repeat(sets, sizes, axis=0))
    names = list(index)
    return _Values(lambda place: names[place], counts)


def _range(column: Column) -> NumberRange | None:
    if not isinstance(column, NumberColumn):
        return None
    values = column.values[~np.isnan(column.values)]
    if not len(values):
        return None
    return NumberRange(float(values.min()), float(np.median(values)), float(values.max()))


def _days(column: Column) -> tuple[int, int] | None:
    if not isinstance(column, DateColumn):
        return None
    days = column.days[column.days != BLANK_DAY]
    return (int(days.min()), int(days.max())) if len(days) else None
