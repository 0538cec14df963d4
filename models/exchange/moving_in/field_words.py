"""A test of a field out of words: "is at least 50", "50\u2013200", "Software; SaaS", "blank"."""

from __future__ import annotations

import re
from datetime import date

from models.exchange.moving_in.numbers_text import dashes, number_of
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.values_text import listed_values, unquoted
from models.exchange.moving_in.vocabulary import ALONE, Asks, Phrase, phrase_at_start
from models.exchange.moving_in.world import World
from models.leads.fields import Kind
from models.leads.text import clean, cleaned_key
from models.leads.wording import quoted
from models.scoring.conditions import SHAPES, FieldTest, Takes, Test, Value
from models.scoring.pieces import WEEKDAYS

YES = frozenset(("yes", "true", "y", "ja", "oui", "checked", "ticked"))
NO = frozenset(("no", "false", "n", "nein", "non", "not checked"))
BLANKS = frozenset(("blank", "empty", "missing", "(blank)", "(empty)", "null", "n/a"))
KNOWN = frozenset(("known", "filled", "any value", "(any)", "not blank", "not empty"))

_MORE = re.compile(
    r"(.+?) ?(?:\+|or more|and more|or above|and above|and up|& up|up|or over)(?: [a-z]+)?", re.I
)
_LESS = re.compile(r"(.+?) ?(?:or less|or fewer|and less|or below|and below)(?: [a-z]+)?", re.I)
_SPAN = re.compile(
    r"(?:from )?(.+?) ?(?:-|to|\.\.\.?|\u2026|bis|and|und|et|until) ?(under )?([^-].*)", re.I
)
_DAYS = re.compile(r"([0-9]{1,5}) ?(d|days?|weeks?)?", re.I)
_AGO = re.compile(r"([0-9]{1,5}) days? ago", re.I)
_UNIT = re.compile(r"(.*[0-9][a-z]{0,3}\.?) [a-z]{2,20}", re.I)
_TIMES = {"k": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6, "bn": 1e9}
_MANY = re.compile(rf"(.*[0-9]) ?({'|'.join(_TIMES)})\.?", re.I)
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00)?)?")


def field_test(field: str, text: str, world: World) -> FieldTest:
    """The test that words ask of a field. Raises Unclear."""
    kind = world.kind_of(field)
    said = clean(text)
    if not said:
        raise Unclear(f"Nothing is asked of {quoted(field)}.")
    found = phrase_at_start(said)
    if found is not None and _asks(*found):
        phrase, rest = found
        try:
            return _test(field, phrase, rest, kind, world)
        except Unclear:
            if phrase.words not in ALONE or rest[:1].isdigit():
                raise  # else "From Google" is a value
    return _by_value(field, said, kind, world)


def _asks(phrase: Phrase, rest: str) -> bool:
    """Whether the words are a test: "In progress" and "Known issue" are values."""
    if phrase.words == "in":
        return any(mark in rest for mark in (";", ",", "|", " or "))
    if phrase.asks is Asks.NOTHING:
        return not rest or phrase.words not in ALONE
    return bool(rest)


def _test(field: str, phrase: Phrase, rest: str, kind: Kind | None, world: World) -> FieldTest:
    asks, test = phrase.asks, phrase.test
    if asks is Asks.NOTHING:
        words = phrase.words.removeprefix("is ")
        if words != phrase.words and (
            rest or (kind is Kind.TEXT and test in (Test.IS_YES, Test.IS_NO))
        ):  # "is empty handed": the words are a value
            short, exact = _exactly(f"{words} {rest}".strip())
            return FieldTest(field, Test.IS, (unquoted(short),), exact)
        if rest:
            raise Unclear(f"After {quoted(phrase.words)} nothing can stand.")
        return FieldTest(field, _required(test))
    short, exact = _exactly(rest)
    match asks:
        case Asks.IS | Asks.ONE_OF:
            listed = asks is Asks.ONE_OF
            return _equal(
                field, listed_values(short, commas=listed), exact, kind, world, listed=listed
            )
        case Asks.IS_NOT | Asks.NONE_OF:
            values = listed_values(short, commas=asks is Asks.NONE_OF)
            return _unequal(field, values, exact, kind, world, listed=asks is Asks.NONE_OF)
        case Asks.TEXT | Asks.TEXTS:
            return _text(field, _required(test), short, exact)
        case Asks.NUMBER:
            return _compared(field, _required(test), rest, kind, world)
        case Asks.BETWEEN:
            return between(field, rest, world)
        case Asks.DAYS:
            return FieldTest(field, _required(test), (days_of(rest),))
        case Asks.DATE:
            return FieldTest(field, _required(test), (_day(rest),))
        case Asks.WEEKDAYS:
            return FieldTest(field, Test.WEEKDAY, _weekdays(rest))


def _by_value(field: str, said: str, kind: Kind | None, world: World) -> FieldTest:
    """A value alone: a range, a number with a plus, a list, a word for blank."""
    low = cleaned_key(said)
    if low in BLANKS:
        return FieldTest(field, Test.IS_BLANK)
    if low in KNOWN:
        return FieldTest(field, Test.IS_KNOWN)
    if kind in (None, Kind.NUMBER):
        try:
            return between(field, said, world)
        except Unclear:
            pass
        for pattern, test in ((_MORE, Test.AT_LEAST), (_LESS, Test.AT_MOST)):
            found = pattern.fullmatch(said)
            value = None if found is None else number(found[1], world)
            if value is not None:
                return FieldTest(field, test, (value,))
    return _equal(field, listed_values(said, commas=True), False, kind, world, listed=False)


def _equal(
    field: str,
    values: tuple[str, ...],
    exact: bool,
    kind: Kind | None,
    world: World,
    *,
    listed: bool,
) -> FieldTest:
    if len(values) == 1 and not listed and not exact:
        low = cleaned_key(values[0])
        if low in BLANKS and kind is not Kind.TEXT:
            return FieldTest(field, Test.IS_BLANK)
        if kind in (None, Kind.YES_NO) and low in YES | NO:
            return FieldTest(field, Test.IS_YES if low in YES else Test.IS_NO)
    if kind is Kind.MULTIPLE:
        return FieldTest(field, Test.HAS_ANY_OF, values)
    numbers = None if exact else _numbers(values, kind, world)
    if numbers is not None:
        test = Test.EQUALS if len(numbers) == 1 and not listed else Test.EQUALS_ONE_OF
        return FieldTest(field, test, numbers)
    if kind in (Kind.DATE, Kind.YES_NO):
        raise Unclear(f"{quoted(field)} is {_kinds(kind)}; it cannot be {quoted(values[0])}.")
    test = Test.IS if len(values) == 1 and not listed else Test.IS_ONE_OF
    return FieldTest(field, test, values, exact)


def _unequal(
    field: str,
    values: tuple[str, ...],
    exact: bool,
    kind: Kind | None,
    world: World,
    *,
    listed: bool,
) -> FieldTest:
    if len(values) == 1 and not listed and not exact:
        low = cleaned_key(values[0])
        if low in BLANKS and kind is not Kind.TEXT:
            return FieldTest(field, Test.IS_KNOWN)
    if kind is Kind.MULTIPLE:
        return FieldTest(field, Test.HAS_NONE_OF, values)
    if not listed and len(values) == 1:
        numbers = None if exact else _numbers(values, kind, world)
        if numbers is not None:
            return FieldTest(field, Test.DOES_NOT_EQUAL, numbers)
        return FieldTest(field, Test.IS_NOT, values, exact)
    return FieldTest(field, Test.IS_NOT_ONE_OF, values, exact)


def _text(field: str, test: Test, rest: str, exact: bool) -> FieldTest:
    if SHAPES[test].takes is Takes.PATTERN:
        return FieldTest(field, test, (rest,), exact)
    values = listed_values(rest, commas=SHAPES[test].takes is Takes.TEXTS)
    if SHAPES[test].takes is Takes.TEXTS:
        return FieldTest(field, test, values, exact)
    if len(values) == 1:
        return FieldTest(field, test, values, exact)
    if test is Test.CONTAINS:
        return FieldTest(field, Test.CONTAINS_ANY_OF, values, exact)
    raise Unclear(f"{test.value.capitalize()} takes one value; these are {len(values)}.")


def _compared(field: str, test: Test, rest: str, kind: Kind | None, world: World) -> FieldTest:
    ago = _AGO.fullmatch(rest)
    if ago is not None and test is Test.MORE_THAN:
        return FieldTest(field, Test.MORE_THAN_AGO, (int(ago[1]),))
    value = number(rest, world)
    if value is None or ago is not None:
        raise Unclear(f"{quoted(rest)} is not a number.")
    if kind not in (None, Kind.NUMBER):
        raise Unclear(f"{quoted(field)} is {_kinds(kind)}, not a number.")
    return FieldTest(field, test, (value,))


def between(field: str, text: str, world: World) -> FieldTest:
    """A range with both ends: "50 and 200", "50-200", "2024-01-01 to 2024-03-31"."""
    short = dashes(text)
    if short.count("-") >= 4:  # two days
        days = [_moment(part) for part in re.split(r" (?:and|to|-|bis|until) ", short)]
        if len(days) == 2 and days[0] is not None and days[1] is not None:
            return FieldTest(field, Test.BETWEEN_DAYS, (days[0], days[1]))
    found = _SPAN.fullmatch(short)
    ends = None if found is None else (number(found[1], world), number(found[3], world))
    if found is None or ends is None or ends[0] is None or ends[1] is None or found[2]:
        raise Unclear(f"{quoted(text)} is not a range such as 50 to 200.")
    if ends[0] > ends[1]:
        raise Unclear(f"The range {quoted(text)} ends before it begins.")
    return FieldTest(field, Test.BETWEEN, (ends[0], ends[1]))


def days_of(text: str) -> int:
    """A number of days: "30 days", "2 weeks". Raises Unclear."""
    found = _DAYS.fullmatch(clean(text))
    if found is None:
        raise Unclear(f"{quoted(text)} is not a number of days.")
    return int(found[1]) * (7 if (found[2] or "").lower().startswith("w") else 1)


def number(text: str, world: World) -> float | None:
    """A number, with a word for its unit behind it or without."""
    short = dashes(text)
    unit = _UNIT.fullmatch(short)
    for part in (short, unit[1] if unit else short):
        many = _MANY.fullmatch(part)
        value = number_of(part if many is None else many[1], world.marks)
        if value is not None:
            return value if many is None else value * _TIMES[many[2].lower()]
    return None


def _numbers(values: tuple[str, ...], kind: Kind | None, world: World) -> tuple[float, ...] | None:
    if kind not in (None, Kind.NUMBER):
        return None
    found = tuple(number_of(value, world.marks) for value in values)
    if None not in found:
        return tuple(value for value in found if value is not None)
    if kind is Kind.NUMBER:
        raise Unclear(f"{quoted(values[found.index(None)])} is not a number.")
    return None


def _exactly(text: str) -> tuple[str, bool]:
    short = text.removesuffix(" exactly")
    return short, short != text


def _weekdays(text: str) -> tuple[Value, ...]:
    names = {name.lower(): number for number, name in enumerate(WEEKDAYS, start=1)}
    words = [word for word in re.split(r"[\s,;|/]+|\bor\b|\band\b", text.lower()) if word]
    if not words or not all(word in names for word in words):
        raise Unclear(f"{quoted(text)} are not days of the week.")
    return tuple(names[word] for word in words)


def _day(text: str) -> date:
    found = _moment(text)
    if found is None:
        raise Unclear(f"{quoted(text)} is not a day such as 2026-03-31.")
    return found


def _moment(text: str) -> date | None:
    found = _MOMENT.fullmatch(clean(text))
    try:
        return None if found is None else date.fromisoformat(found[1])
    except ValueError:
        return None


def _required(test: Test | None) -> Test:
    assert test is not None
    return test


def _kinds(kind: Kind | None) -> str:
    return {
        Kind.DATE: "a date",
        Kind.YES_NO: "yes or no",
        Kind.TEXT: "text",
        Kind.MULTIPLE: "multiple values",
    }.get(kind or Kind.TEXT, "a number")
