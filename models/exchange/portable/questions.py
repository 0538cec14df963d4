"""Conditions in the words of the portable form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.exchange.portable.columns import Column
from models.exchange.portable.reading import Reading
from models.exchange.portable.vocabulary import (
    ALWAYS,
    FIRST_DAY,
    LAST_DAY,
    NEVER,
    Asked,
    Blank,
    ContainsAny,
    Day,
    DayWithin,
    EndsWith,
    HasAny,
    IsOneOf,
    IsYes,
    Known,
    Matches,
    NumberIs,
    NumberWithin,
    OnWeekday,
    StartsWith,
    all_of,
    any_of,
    not_,
)
from models.leads.fields import Kind
from models.scoring.answers import day_number, words_of
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
    Test,
    Value,
)


def asked(condition: Condition | None, reading: Reading) -> Asked:
    """The condition in portable words; None always holds."""
    match condition:
        case None:
            return ALWAYS
        case AllOf(parts):
            # Without parts it is under construction and holds nowhere.
            return all_of(tuple(asked(part, reading) for part in parts)) if parts else NEVER
        case AnyOf(parts):
            return any_of(tuple(asked(part, reading) for part in parts))
        case Not(part):
            return not_(asked(part, reading))
        case FieldTest():
            return _of_field(condition, reading)
        case ActivityTest(quantity, test, values):
            wanted = SHAPES[test].kind
            if wanted not in (None, quantity.kind):
                return NEVER
            return _known(reading.quantity(quantity), test, values, quantity.kind, reading)
        case FollowedBy():
            return IsYes(reading.sequence(condition), True)
        case Inactive(days, types):
            return _inactive(days, types, reading)


def _of_field(test: FieldTest, reading: Reading) -> Asked:
    kind = reading.kind_of(test.field)
    if kind is None:  # a field that nobody knows is blank for all leads
        return ALWAYS if test.test is Test.IS_BLANK else NEVER
    if SHAPES[test.test].kind not in (None, kind):
        return NEVER
    exact = test.exact or test.test is Test.MATCHES
    column = reading.field(test.field, exact)
    assert column is not None
    values: Sequence[Value] = test.values
    if kind in (Kind.TEXT, Kind.MULTIPLE) and test.test is not Test.MATCHES:
        values = words_of(test.values, test.exact)
    return _known(column, test.test, values, kind, reading)


def _known(
    column: Column, test: Test, values: Sequence[Value], kind: Kind, reading: Reading
) -> Asked:
    """A test of a column of its kind."""
    if test is Test.IS_BLANK:
        return NEVER if column.never_blank else Blank(column)
    if test is Test.IS_KNOWN:
        return ALWAYS if column.never_blank else Known(column)
    match kind:
        case Kind.TEXT:
            return _text(column, test, tuple(str(value) for value in values))
        case Kind.NUMBER:
            return _number(column, test, [float(v) for v in values if isinstance(v, int | float)])
        case Kind.YES_NO:
            return IsYes(column, test is Test.IS_YES)
        case Kind.DATE:
            return _date(column, test, values, reading)
        case Kind.MULTIPLE:
            return _multiple(column, test, tuple(str(value) for value in values))


def _known_but(column: Column, part: Asked) -> Asked:
    """Known, and the part does not hold: what *is not* asks."""
    known: Asked = ALWAYS if column.never_blank else Known(column)
    return all_of((known, not_(part)))


def _text(column: Column, test: Test, texts: tuple[str, ...]) -> Asked:
    texts = tuple(dict.fromkeys(texts))
    if not texts:
        return NEVER
    match test:
        case Test.IS | Test.IS_ONE_OF:
            return IsOneOf(column, texts)
        case Test.IS_NOT | Test.IS_NOT_ONE_OF:
            return _known_but(column, IsOneOf(column, texts))
        case Test.CONTAINS | Test.CONTAINS_ANY_OF:
            return ContainsAny(column, texts)
        case Test.DOES_NOT_CONTAIN:
            return _known_but(column, ContainsAny(column, texts))
        case Test.STARTS_WITH:
            return StartsWith(column, texts)
        case Test.ENDS_WITH:
            return EndsWith(column, texts)
        case _:
            return Matches(column, texts[0])


def _number(column: Column, test: Test, numbers: list[float]) -> Asked:
    if not numbers:
        return NEVER
    match test:
        case Test.EQUALS | Test.EQUALS_ONE_OF:
            return NumberIs(column, tuple(dict.fromkeys(numbers)))
        case Test.DOES_NOT_EQUAL:
            return _known_but(column, NumberIs(column, tuple(dict.fromkeys(numbers))))
        case Test.LESS_THAN:
            return NumberWithin(column, None, numbers[0], with_high=False)
        case Test.AT_MOST:
            return NumberWithin(column, None, numbers[0])
        case Test.MORE_THAN:
            return NumberWithin(column, numbers[0], None, with_low=False)
        case Test.AT_LEAST:
            return NumberWithin(column, numbers[0], None)
        case _:
            if len(numbers) < 2 or numbers[0] > numbers[1]:
                return NEVER
            return NumberWithin(column, numbers[0], numbers[1])


def _date(column: Column, test: Test, values: Sequence[Value], reading: Reading) -> Asked:
    days = [day_number(v) if isinstance(v, date) else int(v) for v in values if not _is_text(v)]
    if test is Test.WEEKDAY:
        weekdays = tuple(sorted({day for day in days if 1 <= day <= 7}))
        return OnWeekday(column, weekdays) if weekdays else NEVER
    if len(days) < (2 if test is Test.BETWEEN_DAYS else 1):
        return NEVER
    match test:
        case Test.IN_THE_LAST:
            return days_within(reading, column, Day(-days[0], True), Day(0, True))
        case Test.MORE_THAN_AGO:
            return days_within(reading, column, None, Day(-days[0] - 1, True))
        case Test.IN_THE_NEXT:
            return days_within(reading, column, Day(0, True), Day(days[0], True))
        case Test.BEFORE:
            return days_within(reading, column, None, Day(days[0] - 1))
        case Test.AFTER:
            return days_within(reading, column, Day(days[0] + 1), None)
        case _:
            return days_within(reading, column, Day(days[0]), Day(days[1]))


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def days_within(reading: Reading, column: Column, low: Day | None, high: Day | None) -> Asked:
    """Within two days. An end before or after all days that can be written is open, or never."""
    first = None if low is None else low.on(reading.as_of)
    last = None if high is None else high.on(reading.as_of)
    if (first is not None and first > LAST_DAY) or (last is not None and last < FIRST_DAY):
        return NEVER
    if first is not None and last is not None and first > last:
        return NEVER
    low = None if first is None or first <= FIRST_DAY else low
    high = None if last is None or last >= LAST_DAY else high
    return Known(column) if low is None and high is None else DayWithin(column, low, high)


def _inactive(days: int, types: tuple[str, ...], reading: Reading) -> Asked:
    last, created = reading.last_activity(types), reading.creation()
    ago = Day(-days - 1, True)
    return any_of(
        (
            days_within(reading, last, None, ago),
            all_of((Blank(last), days_within(reading, created, None, ago))),
        )
    )


def _multiple(column: Column, test: Test, texts: tuple[str, ...]) -> Asked:
    texts = tuple(dict.fromkeys(texts))
    if not texts:
        return NEVER if test is Test.HAS_ANY_OF else Known(column)
    match test:
        case Test.HAS_ANY_OF:
            return HasAny(column, texts)
        case Test.HAS_ALL_OF:
            return all_of(tuple(HasAny(column, (text,)) for text in texts))
        case _:
            return _known_but(column, HasAny(column, texts))
