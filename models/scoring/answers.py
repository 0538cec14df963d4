"""The answer of every lead to one test of one field.

Text is asked once per distinct value and gathered by codes; numbers and days are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.fields import Input, Role
from models.leads.raw import Codes
from models.leads.text import key
from models.scoring.conditions import SHAPES, FieldTest, Takes, Test, Value
from models.scoring.patterns import searcher

Mask = NDArray[np.bool_]

Today = int | NDArray[np.int32]
"""The day that ages are counted to, since 1970-01-01: one for all, or one for each row."""

EPOCH = date(1970, 1, 1).toordinal()


class Columns(Protocol):
    """Typed columns by name: how many rows, a field's column and how it is read."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Column | None: ...

    def input(self, name: str) -> Input | None: ...


class Scorable(Columns, Protocol):
    """Leads as the engine sees them: fields, days with a role, activities, a table of accounts."""

    @property
    def activities(self) -> Activities | None: ...

    @property
    def accounts(self) -> Accounts | None: ...

    def days_of(self, role: Role) -> NDArray[np.int32]: ...


Day = int | NDArray[np.int64]


def day_number(day: date) -> int:
    """Whole days since 1970-01-01."""
    return day.toordinal() - EPOCH


def is_blank(column: Column | None, rows: int) -> Mask:
    """Where the field is blank; everywhere if the leads do not have it."""
    return np.ones(rows, dtype=np.bool_) if column is None else blank_rows(column)


def answer(test: FieldTest, column: Column | None, rows: int, today: Today) -> Mask:
    """Where the test of the field holds; shape (rows,). `today`: the day ages are counted to.

    A field the leads lack is blank for all of them. A test of another kind than the column's
    is false everywhere, save *is blank* and *is known*, which every kind has.
    """
    if test.test is Test.IS_BLANK:
        return is_blank(column, rows)
    if test.test is Test.IS_KNOWN:
        return ~is_blank(column, rows)
    found: Mask | None = None
    match column:
        case TextColumn():
            found = _text(test, column)
        case NumberColumn():
            found = _number(test, column.values)
        case YesNoColumn():
            found = _yes_no(test, column.values)
        case DateColumn():
            found = _date(test, column.days, today)
        case MultipleColumn():
            found = _multiple(test, column)
    return np.zeros(rows, dtype=np.bool_) if found is None else found


def _gather(answers: Iterable[bool], codes: Codes, count: int) -> Mask:
    table = np.fromiter(answers, dtype=np.bool_, count=count)
    if count:
        table[0] = False  # blank
    return np.take(table, codes)


_NEEDED = {
    Takes.ONE_NUMBER: 1,
    Takes.TWO_NUMBERS: 2,
    Takes.DAYS: 1,
    Takes.ONE_DATE: 1,
    Takes.TWO_DATES: 2,
}


def _numbers(test: FieldTest) -> list[float]:
    return [float(value) for value in test.values if isinstance(value, int | float)]


def _days(test: FieldTest) -> list[int]:
    """Dates as day numbers, days and weekdays as they are."""
    return [
        day_number(value) if isinstance(value, date) else int(value)
        for value in test.values
        if not isinstance(value, str)
    ]


def words_of(values: Sequence[Value], exact: bool) -> list[str]:
    """Values as they are compared: by key, or exactly."""
    return [str(value) if exact else key(str(value)) for value in values]


def _text(test: FieldTest, column: TextColumn) -> Mask | None:
    # A pattern says itself whether case counts: it is searched in the text as it is.
    exact = test.exact or test.test is Test.MATCHES
    ask = _text_question(test.test, words_of(test.values, exact))
    if ask is None:
        return None
    texts: Iterable[str] = column.values if exact else column.keys
    return _gather(map(ask, texts), column.codes, len(column.values))


def _text_question(test: Test, words: list[str]) -> Callable[[str], bool] | None:
    """What is asked of each distinct text; None for a test of another kind."""
    chosen, parts = frozenset(words), tuple(words)
    match test:
        case Test.IS | Test.IS_ONE_OF:
            return chosen.__contains__
        case Test.IS_NOT | Test.IS_NOT_ONE_OF:
            return lambda text: text not in chosen
        case Test.CONTAINS | Test.CONTAINS_ANY_OF:
            return _holding(parts)
        case Test.DOES_NOT_CONTAIN:
            holds = _holding(parts)
            return lambda text: not holds(text)
        case Test.MATCHES:
            return searcher(words[0]) if words else None
        case Test.STARTS_WITH:
            return lambda text: text.startswith(parts)
        case Test.ENDS_WITH:
            return lambda text: text.endswith(parts)
        case _:
            return None


def _holding(parts: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a text has one of the parts within it."""
    if len(parts) == 1:  # the common case, several times faster without a loop
        part = parts[0]
        return lambda text: part in text
    return lambda text: any(part in text for part in parts)


def _number(test: FieldTest, values: NDArray[np.float64]) -> Mask | None:
    # NaN, the blank, answers every comparison but "not equal" with false.
    given = _numbers(test)
    if len(given) < _NEEDED.get(SHAPES[test.test].takes, 0):
        return None  # a test under construction
    match test.test:
        case Test.EQUALS | Test.EQUALS_ONE_OF:
            return _any_of(values, given)
        case Test.DOES_NOT_EQUAL:
            return ~(_any_of(values, given) | np.isnan(values))
        case Test.LESS_THAN:
            return values < given[0]
        case Test.AT_MOST:
            return values <= given[0]
        case Test.MORE_THAN:
            return values > given[0]
        case Test.AT_LEAST:
            return values >= given[0]
        case Test.BETWEEN:
            return (values >= given[0]) & (values <= given[1])
        case _:
            return None


def _any_of(values: NDArray[np.float64], given: Sequence[float]) -> Mask:
    found = np.zeros(len(values), dtype=np.bool_)
    for value in given:
        found |= values == value
    return found


def _yes_no(test: FieldTest, values: NDArray[np.int8]) -> Mask | None:
    found: Mask | None = None
    match test.test:
        case Test.IS_YES:
            found = values == 1
        case Test.IS_NO:
            found = values == 0
    return found


def _date(test: FieldTest, days: NDArray[np.int32], today: Today) -> Mask | None:
    if test.test is Test.WEEKDAY:
        wanted = np.zeros(8, dtype=np.bool_)
        wanted[[day for day in _days(test) if 1 <= day <= 7]] = True
        # 1970-01-01 was a Thursday, the fourth day.
        found: Mask = wanted[(days.astype(np.int64) + 3) % 7 + 1] & (days != BLANK_DAY)
        return found
    span = _span(test, today)
    if span is None:
        return None
    # Every limit lies within the days that exist, so that a blank day is outside.
    low = _kept_between(span[0], BLANK_DAY + 1, -BLANK_DAY)
    high = _kept_between(span[1], BLANK_DAY, -BLANK_DAY - 1)
    return (days >= low) & (days <= high)


def _kept_between(day: Day, least: int, most: int) -> Day:
    if isinstance(day, int):
        return min(max(day, least), most)
    return np.clip(day, least, most)


def _span(test: FieldTest, on: Today) -> tuple[Day, Day] | None:
    """The first and the last day, both included, on which the test holds."""
    today: Day = on if isinstance(on, int) else on.astype(np.int64)
    given = _days(test)
    if len(given) < _NEEDED.get(SHAPES[test.test].takes, 0):
        return None
    first, last = BLANK_DAY + 1, -BLANK_DAY - 1
    match test.test:
        case Test.IN_THE_LAST:
            return today - given[0], today
        case Test.MORE_THAN_AGO:
            return first, today - given[0] - 1
        case Test.IN_THE_NEXT:
            return today, today + given[0]
        case Test.BEFORE:
            return first, given[0] - 1
        case Test.AFTER:
            return given[0] + 1, last
        case Test.BETWEEN_DAYS:
            return given[0], given[1]
        case _:
            return None


def _multiple(test: FieldTest, column: MultipleColumn) -> Mask | None:
    chosen = frozenset(words_of(test.values, test.exact))
    has: Callable[[frozenset[str]], bool]
    match test.test:
        case Test.HAS_ANY_OF:

            def has(values: frozenset[str]) -> bool:
                return not chosen.isdisjoint(values)
        case Test.HAS_ALL_OF:
            has = chosen.issubset
        case Test.HAS_NONE_OF:
            has = chosen.isdisjoint
        case _:
            return None
    sets = (frozenset(words_of(values, test.exact)) for values in column.sets)
    return _gather(map(has, sets), column.codes, len(column.sets))
