"""Random conditions that mean something on the nasty leads: values come from the same pools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from models.leads.fields import Input, Kind
from models.scoring.conditions import (
    DAYS_OF_ACTIVITY,
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Takes,
    Test,
    Value,
    tests_for,
)
from models.scoring.reference.cells import cleaned
from tests.models.scoring.nasty_activities import (
    BEGINS,
    DETAILS,
    DUE,
    OPEN,
    PAGE,
    PAGES,
    SECONDS,
    TAGS,
    TOPICS,
)
from tests.models.scoring.nasty_leads import (
    AS_OF,
    COUNTRIES,
    COUNTRY,
    GONE,
    MAIL,
    MAILS,
    SPANS,
    TEXTS,
    VALUES,
    Chooser,
    chance,
    favoured,
)

LIMITS = (-10.0, 0.0, 0.3, 0.29999999999999, 5.0, 10.0, 10.0000000000001, 20.0, 50.0, 1234.5)
EQUAL = (0.0, 10.0, 5.0, 0.3)
AMOUNTS = (-10.0, 0.0, 10.0, 30.0, 40.0, 60.0)
COUNTS = (0.0, 1.0, 1.0, 2.0, 2.0, 3.0)
PARTS = ("vp", "sales", "tan", "s", "e", "\u03cc", "\u00df", "\u00e9", "+", "_", "'", "\\", "0")
PATTERNS = (
    "(?i)sales", "^[a-z]", "[0-9]+$", "S", "^.{1,4}$", "(?i)^v.*s$", "\\pL\\pM*\\b", "a|e|i",
    "^\\d", "(?i)stra(ss|\u00df)e", "\\s", "[^ -~]",
)  # fmt: skip
POOLS = {COUNTRY: COUNTRIES, MAIL: MAILS, PAGE: PAGES, TAGS: TOPICS}
TYPES = ("Visit", "visit", "Visit", "Webinar", "\u0130zmir Fair", "Mail", "Demo")

Fields = Sequence[Input]


def field_of(choose: Chooser, fields: Fields, kind: Kind) -> Input:
    return choose.pick([item for item in fields if item.kind is kind])


def words(choose: Chooser, item: Input, test: Test) -> str:
    if test in (Test.CONTAINS, Test.CONTAINS_ANY_OF, Test.DOES_NOT_CONTAIN) and chance(choose, 70):
        return choose.pick(PARTS[:5] if chance(choose, 50) else PARTS)
    if test is Test.MATCHES:
        return choose.pick(PATTERNS)
    pool = POOLS.get(item.name, VALUES if item.kind is Kind.MULTIPLE else TEXTS)
    if item.name == TAGS:
        pool = TOPICS[:3]
    elif item.blank and item.name not in POOLS and item.kind is Kind.TEXT:
        pool = item.blank  # what a derived field can be
    word = cleaned(favoured(choose, pool)) or "a"
    if test is Test.STARTS_WITH:
        return word[: choose.whole(1, 2)].rstrip(" ") or word
    return word[-choose.whole(1, 2) :].lstrip(" ") or word if test is Test.ENDS_WITH else word


def _values(choose: Chooser, item: Input, test: Test, limits: Sequence[float]) -> tuple[Value, ...]:
    several = choose.whole(1, 4)
    if test in (Test.EQUALS, Test.DOES_NOT_EQUAL):
        return (choose.pick(EQUAL if limits is LIMITS else limits),)
    match SHAPES[test].takes:
        case Takes.NOTHING:
            return ()
        case Takes.ONE_TEXT | Takes.PATTERN:
            return (words(choose, item, test),)
        case Takes.TEXTS:
            return tuple(words(choose, item, test) for _ in range(several))
        case Takes.ONE_NUMBER:
            return (choose.pick(limits),)
        case Takes.TWO_NUMBERS:
            low, high = sorted((choose.pick(limits), choose.pick(limits)))
            return (low, high)
        case Takes.NUMBERS:
            return tuple(choose.pick(limits) for _ in range(several))
        case Takes.DAYS:
            return (choose.pick(SPANS),)
        case Takes.WEEKDAYS:
            return tuple({choose.whole(1, 7) for _ in range(several)})
        case Takes.ONE_DATE:
            return (AS_OF - timedelta(days=choose.pick(SPANS)),)
        case Takes.TWO_DATES:
            spans = sorted((choose.pick(SPANS), choose.pick(SPANS)), reverse=True)
            return tuple(AS_OF - timedelta(days=span) for span in spans)


def _test(choose: Chooser, fields: Fields) -> FieldTest:
    test = choose.pick(list(Test))
    kind = SHAPES[test].kind or choose.pick(list(Kind))
    item = field_of(choose, fields, kind)
    field = item.name
    if chance(choose, 4):
        field = choose.pick((GONE, choose.pick(fields).name))
    limits = AMOUNTS if field == SECONDS else LIMITS
    return FieldTest(field, test, _values(choose, item, test, limits), chance(choose, 25))


def field_condition(choose: Chooser, fields: Fields, depth: int = 2) -> Condition:
    """A condition on fields: one test, or a few of them within all, any and not."""
    form = choose.whole(1, 10)
    if depth == 0 or form <= 6:
        return _test(choose, fields)
    if form <= 8:
        count = choose.whole(1, 3)
        parts = tuple(field_condition(choose, fields, depth - 1) for _ in range(count))
        return AnyOf(parts) if form == 7 else AllOf(parts)
    return Not(field_condition(choose, fields, depth - 1))


def random_condition(choose: Chooser, fields: Fields, depth: int = 2) -> Condition:
    """A condition on fields and activities."""
    form = choose.whole(1, 15)
    if form <= 5:
        return activity_condition(choose)
    if depth == 0 or form <= 11:
        return _test(choose, fields)
    if form <= 13:
        count = choose.whole(1, 3)
        parts = tuple(random_condition(choose, fields, depth - 1) for _ in range(count))
        return AnyOf(parts) if form == 12 else AllOf(parts)
    return Not(random_condition(choose, fields, depth - 1))


def types(choose: Chooser) -> tuple[str, ...]:
    if chance(choose, 35):
        return ()
    return tuple(dict.fromkeys(choose.pick(TYPES) for _ in range(choose.whole(1, 3))))


def selection(choose: Chooser) -> Selection:
    where = field_condition(choose, DETAILS, 1) if chance(choose, 35) else None
    days = choose.pick(SPANS) if chance(choose, 55) else None
    return Selection(types(choose), where, days)


def quantity(choose: Chooser, measure: Measure | None = None) -> Quantity:
    measure = choose.pick(list(Measure)) if measure is None else measure
    of, detail = selection(choose), ""
    if measure is Measure.SUM:
        detail = SECONDS
    elif measure is Measure.DISTINCT:
        detail = choose.pick((PAGE, PAGE, PAGE, PAGE, SECONDS, OPEN, DUE, BEGINS, TAGS, TAGS))
        of = replace(of, types=()) if chance(choose, 50) else of
    return Quantity(measure, of, detail)


def _followed(choose: Chooser) -> FollowedBy:
    first, then = selection(choose), selection(choose)
    if chance(choose, 60):  # so that the order within a day decides now and then
        first, then = Selection((choose.pick(TYPES),)), Selection((choose.pick(TYPES),))
        return FollowedBy(first, then, choose.pick((0, 0, 1, 7)))
    return FollowedBy(first, then, choose.pick(SPANS))


def limits_of(measure: Measure) -> Sequence[float]:
    if measure is Measure.SUM:
        return AMOUNTS
    since = (Measure.SINCE_LAST, Measure.SINCE_FIRST)
    return tuple(float(span) for span in SPANS) if measure in since else COUNTS


def activity_condition(choose: Chooser) -> Condition:
    form = choose.whole(1, 10)
    if form == 1:
        return Inactive(choose.pick(SPANS), types(choose))
    if form <= 4:
        return _followed(choose)
    asked = quantity(choose)
    kind = Kind.DATE if asked.measure in DAYS_OF_ACTIVITY else Kind.NUMBER
    test = choose.pick([test for test in tests_for(kind) if SHAPES[test].kind is kind])
    item = Input("", kind)
    return ActivityTest(asked, test, _values(choose, item, test, limits_of(asked.measure)))
