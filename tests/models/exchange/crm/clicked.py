"""A system of points as a person builds it: criteria looked at one by one, points added up.

Written from the words of the criteria, not from the portable form that they were made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.exchange.crm.asking import Criteria, Criterion, Joined, Verb
from models.exchange.portable.columns import (
    Holds,
    OfCreation,
    OfField,
    OfLastActivity,
    OfQuantity,
    Source,
)
from models.exchange.portable.prepared import Value
from models.exchange.portable.program import Program
from models.scoring.conditions import Measure, Selection

Record = Mapping[str, Value]


def fits(found: Criteria, program: Program, lead: Record, today: date) -> bool:
    """Whether a lead meets the criteria."""
    if isinstance(found, Joined):
        each = (fits(part, program, lead, today) for part in found.parts)
        return all(each) if found.every else any(each)
    value = _value(found, program, lead, today)
    if found.verb is Verb.BLANK:
        return value is None
    if found.verb is Verb.KNOWN:
        return value is not None
    if value is None:
        return False
    return _holds(found, value, today)


def _value(found: Criterion, program: Program, lead: Record, today: date) -> Value:
    for column in program.columns:
        source = column.source
        if found.of is not None:
            if (
                isinstance(source, OfQuantity)
                and source.quantity.of == found.of
                and source.quantity.measure is Measure.COUNT
            ):
                return lead[column.name]
            done = _last(source)
            if found.number == 1 and done and _told_by(found.of, done[0]):
                return _lately(found.of.days, lead[column.name], today if done[1] else None)
        elif isinstance(source, OfField) and source.name == found.name:
            exact = column.holds in (Holds.TEXT, Holds.VALUES)
            if not exact or found.verb in (Verb.KNOWN, Verb.BLANK):
                return lead[column.name]
        elif isinstance(source, OfCreation) and found.name == "Create date":
            return lead[column.name]
    raise AssertionError(found)


def _last(source: Source) -> tuple[Selection, bool] | None:
    """Of which activities a column tells the last, and whether as a day instead of an age."""
    if isinstance(source, OfQuantity) and source.quantity.measure is Measure.SINCE_LAST:
        return source.quantity.of, False
    return (Selection(source.types), True) if isinstance(source, OfLastActivity) else None


def _told_by(of: Selection, last: Selection) -> bool:
    """Whether the last activity of one selection tells of another: the same, within its window."""
    window = last.days is None or (of.days is not None and of.days <= last.days)
    return window and of == replace(last, days=of.days)


def _lately(days: int | None, last: Value, today: date | None) -> float:
    """1 where something was done within so many days, by when it was last done."""
    if not isinstance(last, int | float):
        return 0.0
    age = last if today is None else (today - date(1970, 1, 1)).days - last
    return float(days is None or age <= days)


def _holds(found: Criterion, value: Value, today: date) -> bool:
    verb, texts = found.verb, found.values
    if found.of is not None:
        assert isinstance(value, float)
        return (value >= found.number) == (verb is Verb.OFTEN)
    if isinstance(value, bool):
        return value == (verb is Verb.YES)
    if isinstance(value, tuple):
        return bool(set(texts) & set(value)) == (verb is Verb.HAS)
    if isinstance(value, str):
        positive = {
            Verb.IS: value in texts,
            Verb.CONTAINS: any(text in value for text in texts),
            Verb.STARTS: any(value[: len(text)] == text for text in texts),
            Verb.ENDS: any(value.endswith(text) for text in texts),
        }
        negative = {
            Verb.IS_NOT: Verb.IS,
            Verb.CONTAINS_NOT: Verb.CONTAINS,
            Verb.STARTS_NOT: Verb.STARTS,
            Verb.ENDS_NOT: Verb.ENDS,
        }
        return positive[verb] if verb in positive else not positive[negative[verb]]
    assert value is not None
    return _measured(found, float(value), today)


def _measured(found: Criterion, value: float, today: date) -> bool:
    verb = found.verb
    if verb in (Verb.SINCE, Verb.UNTIL, Verb.SINCE_AGO, Verb.UNTIL_AGO):
        day = date(1970, 1, 1).toordinal() + int(value)
        bound = _bound(found, today)
        return day >= bound if verb in (Verb.SINCE, Verb.SINCE_AGO) else day <= bound
    numbers = [float(text) for text in found.values]
    return {
        Verb.EQUAL: value in numbers,
        Verb.UNEQUAL: value not in numbers,
        Verb.AT_LEAST: value >= numbers[0],
        Verb.MORE: value > numbers[0],
        Verb.AT_MOST: value <= numbers[0],
        Verb.LESS: value < numbers[0],
    }[verb]


def _bound(found: Criterion, today: date) -> int:
    (told,) = found.values
    if found.verb in (Verb.SINCE, Verb.UNTIL):
        return date.fromisoformat(told).toordinal()
    if told == "today":
        return today.toordinal()
    days = int(told.split()[0])
    return today.toordinal() + (-days if told.endswith("ago") else days)
