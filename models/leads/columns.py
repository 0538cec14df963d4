"""Prepared columns: the cells of a field as the engine reads them, a class for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.fields import Input, Kind
from models.leads.raw import Codes, Texts, narrow
from models.leads.text import key

BLANK_DAY = np.iinfo(np.int32).min
"""The day of a blank date; no calendar day has it."""


@dataclass(frozen=True)
class Misfits:
    """Cells that were not of the field's kind: how many, and a few as they were."""

    count: int = 0
    examples: tuple[str, ...] = ()
    rounded: int = 0
    """Numbers changed by rounding to 15 significant digits."""
    long: int = 0
    """Those of them written without a fraction, which may name something."""


@dataclass(frozen=True, eq=False)
class TextColumn:
    """`codes` (rows,), index into `values`; code 0 is blank. `values`: distinct cleaned text."""

    codes: Codes
    values: Texts

    @cached_property
    def keys(self) -> list[str]:
        """The key of each distinct value, in the order of `values`."""
        return [key(value) for value in self.values]


@dataclass(frozen=True, eq=False)
class NumberColumn:
    """`values` (rows,) binary64, NaN is blank; never infinite, never -0."""

    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class YesNoColumn:
    """`values` (rows,): 1 yes, 0 no, -1 blank."""

    values: NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class DateColumn:
    """`days` (rows,): whole days since 1970-01-01, BLANK_DAY where blank."""

    days: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class MultipleColumn:
    """`codes` (rows,), index into `sets`: distinct lists of cleaned values; sets[0] is ()."""

    codes: Codes
    sets: tuple[tuple[str, ...], ...]


Column = TextColumn | NumberColumn | YesNoColumn | DateColumn | MultipleColumn


def blank_rows(column: Column) -> NDArray[np.bool_]:
    """Which rows are blank; shape (rows,)."""
    blank: NDArray[np.bool_]
    match column:
        case TextColumn() | MultipleColumn():
            blank = column.codes == 0
        case NumberColumn():
            blank = np.isnan(column.values)
        case YesNoColumn():
            blank = column.values < 0
        case DateColumn():
            blank = column.days == BLANK_DAY
    return blank


def blank_column(item: Input, rows: int) -> Column:
    """A column of that kind in which every cell is blank."""
    codes = np.zeros(rows, dtype=np.uint8)
    match item.kind:
        case Kind.TEXT:
            return TextColumn(codes, Texts.of([""]))
        case Kind.NUMBER:
            return NumberColumn(np.full(rows, np.nan))
        case Kind.YES_NO:
            return YesNoColumn(np.full(rows, -1, dtype=np.int8))
        case Kind.DATE:
            return DateColumn(np.full(rows, BLANK_DAY, dtype=np.int32))
        case Kind.MULTIPLE:
            return MultipleColumn(codes, ((),))


def rows_of(column: Column, rows: NDArray[np.intp] | NDArray[np.int32]) -> Column:
    """The cells of these rows in their order; what is distinct is shared, not copied."""
    match column:
        case TextColumn():
            return TextColumn(column.codes[rows], column.values)
        case MultipleColumn():
            return MultipleColumn(column.codes[rows], column.sets)
        case NumberColumn():
            return NumberColumn(column.values[rows])
        case YesNoColumn():
            return YesNoColumn(column.values[rows])
        case DateColumn():
            return DateColumn(column.days[rows])


def joined(columns: Sequence[Column]) -> Column:
    """The cells of columns of one kind under each other, for a few rows; at least one column.

    Only values that some row has are taken along, so that cells of a large table stay small.
    """
    first = columns[0]
    match first:
        case TextColumn():
            texts = [one for one in columns if isinstance(one, TextColumn)]
            words = ((one.values[code] for code in one.codes.tolist()) for one in texts)
            index: dict[str, int] = {"": 0}
            codes = [index.setdefault(word, len(index)) for part in words for word in part]
            return TextColumn(_narrowed(codes, len(index)), Texts.of(index))
        case MultipleColumn():
            several = [one for one in columns if isinstance(one, MultipleColumn)]
            held = ((one.sets[code] for code in one.codes.tolist()) for one in several)
            sets: dict[tuple[str, ...], int] = {(): 0}
            codes = [sets.setdefault(words, len(sets)) for part in held for words in part]
            return MultipleColumn(_narrowed(codes, len(sets)), tuple(sets))
        case NumberColumn():
            numbers = [one.values for one in columns if isinstance(one, NumberColumn)]
            return NumberColumn(np.concatenate(numbers))
        case YesNoColumn():
            answers = [one.values for one in columns if isinstance(one, YesNoColumn)]
            return YesNoColumn(np.concatenate(answers))
        case DateColumn():
            days = [one.days for one in columns if isinstance(one, DateColumn)]
            return DateColumn(np.concatenate(days))


def _narrowed(codes: list[int], distinct: int) -> Codes:
    return narrow(np.array(codes, dtype=np.int32), distinct)


def identities(column: Column) -> NDArray[np.int64]:
    """A number for each row; two rows have the same one where their prepared cells are equal."""
    match column:
        case TextColumn() | MultipleColumn():
            return column.codes.astype(np.int64)
        case NumberColumn():
            return np.unique(column.values, return_inverse=True)[1].astype(np.int64)
        case YesNoColumn():
            return column.values.astype(np.int64)
        case DateColumn():
            return column.days.astype(np.int64)
