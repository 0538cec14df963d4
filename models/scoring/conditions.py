"""Conditions: what a rule or an override asks of a lead. Values only; the engine answers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.leads.fields import Kind


class Takes(StrEnum):
    """What a test is compared with."""

    NOTHING = "nothing"
    ONE_TEXT = "one text"
    TEXTS = "texts"
    ONE_NUMBER = "one number"
    TWO_NUMBERS = "two numbers"
    NUMBERS = "numbers"
    DAYS = "a number of days"
    ONE_DATE = "one date"
    TWO_DATES = "two dates"
    WEEKDAYS = "weekdays"
    PATTERN = "a pattern"


class Test(StrEnum):
    """Every test of one field. The values are the words in the model's file."""

    __test__ = False  # the name is the domain's; pytest must not collect it

    IS = "is"
    IS_NOT = "is not"
    IS_ONE_OF = "is one of"
    IS_NOT_ONE_OF = "is not one of"
    CONTAINS = "contains"
    DOES_NOT_CONTAIN = "does not contain"
    CONTAINS_ANY_OF = "contains any of"
    STARTS_WITH = "starts with"
    ENDS_WITH = "ends with"
    MATCHES = "matches"
    EQUALS = "equals"
    EQUALS_ONE_OF = "equals one of"
    DOES_NOT_EQUAL = "does not equal"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    BETWEEN = "between"
    IS_YES = "is yes"
    IS_NO = "is no"
    IN_THE_LAST = "in the last days"
    MORE_THAN_AGO = "more than days ago"
    IN_THE_NEXT = "in the next days"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN_DAYS = "between days"
    WEEKDAY = "weekday"
    HAS_ANY_OF = "has any of"
    HAS_ALL_OF = "has all of"
    HAS_NONE_OF = "has none of"
    IS_BLANK = "is blank"
    IS_KNOWN = "is known"


@dataclass(frozen=True)
class TestShape:
    """The kind of field a test is for (None: every kind) and what it takes."""

    __test__ = False

    kind: Kind | None
    takes: Takes


SHAPES: dict[Test, TestShape] = {
    Test.IS: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.IS_NOT: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.IS_ONE_OF: TestShape(Kind.TEXT, Takes.TEXTS),
    Test.IS_NOT_ONE_OF: TestShape(Kind.TEXT, Takes.TEXTS),
    Test.CONTAINS: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.DOES_NOT_CONTAIN: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.CONTAINS_ANY_OF: TestShape(Kind.TEXT, Takes.TEXTS),
    Test.STARTS_WITH: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.ENDS_WITH: TestShape(Kind.TEXT, Takes.ONE_TEXT),
    Test.MATCHES: TestShape(Kind.TEXT, Takes.PATTERN),
    Test.EQUALS: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.EQUALS_ONE_OF: TestShape(Kind.NUMBER, Takes.NUMBERS),
    Test.DOES_NOT_EQUAL: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.LESS_THAN: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.AT_MOST: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.MORE_THAN: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.AT_LEAST: TestShape(Kind.NUMBER, Takes.ONE_NUMBER),
    Test.BETWEEN: TestShape(Kind.NUMBER, Takes.TWO_NUMBERS),
    Test.IS_YES: TestShape(Kind.YES_NO, Takes.NOTHING),
    Test.IS_NO: TestShape(Kind.YES_NO, Takes.NOTHING),
    Test.IN_THE_LAST: TestShape(Kind.DATE, Takes.DAYS),
    Test.MORE_THAN_AGO: TestShape(Kind.DATE, Takes.DAYS),
    Test.IN_THE_NEXT: TestShape(Kind.DATE, Takes.DAYS),
    Test.BEFORE: TestShape(Kind.DATE, Takes.ONE_DATE),
    Test.AFTER: TestShape(Kind.DATE, Takes.ONE_DATE),
    Test.BETWEEN_DAYS: TestShape(Kind.DATE, Takes.TWO_DATES),
    Test.WEEKDAY: TestShape(Kind.DATE, Takes.WEEKDAYS),
    Test.HAS_ANY_OF: TestShape(Kind.MULTIPLE, Takes.TEXTS),
    Test.HAS_ALL_OF: TestShape(Kind.MULTIPLE, Takes.TEXTS),
    Test.HAS_NONE_OF: TestShape(Kind.MULTIPLE, Takes.TEXTS),
    Test.IS_BLANK: TestShape(None, Takes.NOTHING),
    Test.IS_KNOWN: TestShape(None, Takes.NOTHING),
}

Value = str | int | float | date


@dataclass(frozen=True)
class FieldTest:
    """One test of one field.

    `values` fit `SHAPES[test].takes`: texts as str (cleaned), numbers as float, days and weekdays
    (1 = Monday) as int, dates as date. `exact`: text is compared as it is instead of by key.
    A test of another kind than the field's is false. A field that the leads lack is blank for all
    of them: *is blank* holds there, and no other test does.
    """

    field: str
    test: Test
    values: tuple[Value, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class AllOf:
    """True where every part is. At least one part."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """True where some part is. At least one part."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """True where the part is false: also on a blank."""

    part: Condition


class Measure(StrEnum):
    """What is measured of the activities that were chosen. The values are the file's words."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"
    SINCE_LAST = "days since the last"
    SINCE_FIRST = "days since the first"
    LAST = "last day"
    FIRST = "first day"


DAYS_OF_ACTIVITY = (Measure.LAST, Measure.FIRST)
"""The measures that are calendar days; all others are whole numbers."""
OF_A_DETAIL = (Measure.DISTINCT, Measure.SUM)
"""The measures that read a detail of the activities."""
NEVER_BLANK = (Measure.COUNT, Measure.DISTINCT, Measure.SUM)
"""The measures that are 0 where there is no activity; the others are blank there."""


@dataclass(frozen=True)
class Selection:
    """Which activities of a lead: of these types (by key; none named: of any type), whose details
    meet `where` (tests of details instead of fields), not older than `days` (None: any age).

    As of a day, later activities do not exist.
    """

    types: tuple[str, ...] = ()
    where: Condition | None = None
    days: int | None = None


@dataclass(frozen=True)
class Quantity:
    """A measure of the activities of a selection. `detail`: what is distinct or summed."""

    measure: Measure = Measure.COUNT
    of: Selection = Selection()
    detail: str = ""

    @property
    def kind(self) -> Kind:
        """Which tests it takes: those of dates for a first or last day, else of numbers."""
        return Kind.DATE if self.measure in DAYS_OF_ACTIVITY else Kind.NUMBER


@dataclass(frozen=True)
class ActivityTest:
    """A test of a quantity, as of a field of its kind; false where the quantity is blank."""

    quantity: Quantity
    test: Test = Test.AT_LEAST
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class FollowedBy:
    """Some activity of `then` comes after one of `first`, at most `within` days later.

    Two different activities, in the order of (time, row in the file).
    """

    first: Selection
    then: Selection
    within: int


@dataclass(frozen=True)
class Inactive:
    """The last activity of these types (none named: of any) is more than `days` days old.

    Without one the lead's creation counts; blank too: false.
    """

    days: int
    types: tuple[str, ...] = ()


ActivityCondition = ActivityTest | FollowedBy | Inactive
Condition = FieldTest | AllOf | AnyOf | Not | ActivityTest | FollowedBy | Inactive


def leaves_in(condition: Condition) -> Iterator[FieldTest | ActivityCondition]:
    """Every test within a condition, of fields and of activities, in reading order."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves_in(part)
        case Not(part):
            yield from leaves_in(part)
        case _:
            yield condition


def tests_in(condition: Condition) -> Iterator[FieldTest]:
    """Every test of a lead's field within a condition, in reading order."""
    return (leaf for leaf in leaves_in(condition) if isinstance(leaf, FieldTest))


def selections_in(condition: Condition) -> Iterator[Selection]:
    """Every selection of activities within a condition, in reading order."""
    for leaf in leaves_in(condition):
        match leaf:
            case ActivityTest(quantity):
                yield quantity.of
            case FollowedBy(first, then):
                yield first
                yield then
            case Inactive(_, types):
                yield Selection(types)
            case FieldTest():
                pass


def tests_for(kind: Kind) -> tuple[Test, ...]:
    """The tests that a field of this kind offers, in the order they are listed."""
    return tuple(test for test, shape in SHAPES.items() if shape.kind in (kind, None))
