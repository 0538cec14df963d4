"""Questions of the portable form as criteria that a person clicks together.

A blank makes a criterion false in Leadbench; what a system makes of it is its own affair. So a
negation is always written with its blank: "is unknown, or is none of".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.exchange.crm.asking import Criteria, Criterion, Joined, Unfit, Verb, event_name, joined
from models.exchange.crm.lately import last_done, since_last
from models.exchange.portable.columns import Column, Holds, OfCreation, OfField, OfQuantity
from models.exchange.portable.vocabulary import (
    All,
    Any,
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
    Not,
    NumberIs,
    NumberWithin,
    OnWeekday,
    Question,
    StartsWith,
    pushed_in,
)
from models.scoring.conditions import Measure

_EPOCH = date(1970, 1, 1).toordinal()


Spelling = Mapping[str, str]
"""Texts as the model spells them, by their keys."""


def criteria(asked: Asked, spelling: Spelling) -> Criteria:
    """The question as criteria. Raises Unfit where it always or never holds, and for what no
    system of this kind asks."""
    found = _criteria(pushed_in(asked), spelling)
    if isinstance(found, Joined) and not found.parts:
        raise Unfit(ALWAYS_HOLDS if found.every else "It holds for no lead.")
    return found


ALWAYS_HOLDS = "It holds for every lead, and a rule needs a criterion."


def _criteria(asked: Asked, spelling: Spelling) -> Criteria:
    match asked:
        case All(parts) | Any(parts):
            return joined(isinstance(asked, All), [_criteria(part, spelling) for part in parts])
        case Not(part):
            assert not isinstance(part, All | Any | Not), "negations are pushed in"
            return _or_blank(part, _denied(part, spelling))
        case _:
            return _one(asked, spelling)


def _or_blank(question: Question, denied: Criteria) -> Criteria:
    column = question.column
    if column.never_blank:
        return denied
    return joined(False, [_one(Blank(column), {}), denied])


def _field(verb: Verb, column: Column, *values: str) -> Criterion:
    match column.source:
        case OfField(name):
            return Criterion(verb, name, values)
        case OfCreation():
            return Criterion(verb, "Create date", values)
        case OfQuantity():
            raise Unfit(f"It measures {column.label}, and activities are only counted there.")
        case _:
            raise Unfit(f"It reads {column.label}, which is worked out in Leadbench alone.")


_TEXTS: dict[type[Question], tuple[Verb, Verb]] = {
    IsOneOf: (Verb.IS, Verb.IS_NOT),
    ContainsAny: (Verb.CONTAINS, Verb.CONTAINS_NOT),
    StartsWith: (Verb.STARTS, Verb.STARTS_NOT),
    EndsWith: (Verb.ENDS, Verb.ENDS_NOT),
    HasAny: (Verb.HAS, Verb.HAS_NOT),
}


def _one(question: Question, spelling: Spelling, *, denied: bool = False) -> Criteria:
    column = question.column
    of = last_done(column)
    if of is not None:
        return since_last(question, of, denied=denied)
    match question:
        case Known():
            return _field(Verb.KNOWN, column)
        case Blank():
            return _field(Verb.BLANK, column)
        case IsYes(_, yes):
            return _field(Verb.YES if yes != denied else Verb.NO, column)
        case NumberIs(_, numbers):
            if _counted(column):
                raise Unfit("It asks for an exact number of activities.")
            verb = Verb.UNEQUAL if denied else Verb.EQUAL
            return _field(verb, column, *map(number_text, numbers))
        case NumberWithin():
            return _number(question, denied=denied)
        case DayWithin():
            return _day(question, denied=denied)
        case OnWeekday():
            raise Unfit(f"It asks for the weekday of {column.label}.")
        case Matches():
            raise Unfit(f"It searches {column.label} by a regular expression.")
        case _:
            if column.holds in (Holds.TEXT, Holds.VALUES):
                raise Unfit("It tells upper and lower case apart.")
            verbs = _TEXTS[type(question)]
            return _field(verbs[denied], column, *(spelling.get(t, t) for t in question.texts))


def _denied(question: Question, spelling: Spelling) -> Criteria:
    """The criterion for a lead that has a value of which the question does not hold."""
    return _one(question, spelling, denied=True)


def _counted(column: Column) -> bool:
    source = column.source
    return isinstance(source, OfQuantity) and source.quantity.measure is Measure.COUNT


def _number(question: NumberWithin, *, denied: bool) -> Criteria:
    ends: list[Criteria] = []
    low, high = question.low, question.high
    if low is not None:
        verb = Verb.AT_LEAST if question.with_low else Verb.MORE
        ends.append(_compared(question.column, _OTHER[verb] if denied else verb, low))
    if high is not None:
        verb = Verb.AT_MOST if question.with_high else Verb.LESS
        ends.append(_compared(question.column, _OTHER[verb] if denied else verb, high))
    return joined(not denied, ends) if ends else _field(Verb.KNOWN, question.column)


_OTHER = {
    Verb.AT_LEAST: Verb.LESS,
    Verb.MORE: Verb.AT_MOST,
    Verb.AT_MOST: Verb.MORE,
    Verb.LESS: Verb.AT_LEAST,
}


def _compared(column: Column, verb: Verb, number: float) -> Criteria:
    source = column.source
    if not isinstance(source, OfQuantity) or source.quantity.measure is not Measure.COUNT:
        return _field(verb, column, number_text(number))
    least = -(-number // 1) if verb in (Verb.AT_LEAST, Verb.LESS) else number // 1 + 1
    if least < 1:
        raise Unfit("It counts activities from 0 on, which every lead has.")
    often = Verb.OFTEN if verb in (Verb.AT_LEAST, Verb.MORE) else Verb.SELDOM
    return Criterion(often, event_name(source.quantity.of), (), source.quantity.of, int(least))


def number_text(number: float) -> str:
    """A number as it is typed into a system: no thousands marks, a plain minus."""
    return f"{int(number)}" if number == int(number) and abs(number) < 1e15 else repr(number)


def _day(question: DayWithin, *, denied: bool) -> Criteria:
    column, ends = question.column, list[Criteria]()
    if question.low is not None:
        ends.append(
            _bound(Verb.UNTIL, column, question.low, -1)
            if denied
            else _bound(Verb.SINCE, column, question.low)
        )
    if question.high is not None:
        ends.append(
            _bound(Verb.SINCE, column, question.high, 1)
            if denied
            else _bound(Verb.UNTIL, column, question.high)
        )
    return joined(not denied, ends)


def _bound(verb: Verb, column: Column, day: Day, more: int = 0) -> Criterion:
    if day.from_as_of:
        ago = {Verb.SINCE: Verb.SINCE_AGO, Verb.UNTIL: Verb.UNTIL_AGO}[verb]
        return _field(ago, column, days_from_today(day.days + more))
    return _field(verb, column, date.fromordinal(day.days + more + _EPOCH).isoformat())


def days_from_today(days: int) -> str:
    """So many days before or after today."""
    if days == 0:
        return "today"
    many = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return f"{many} ago" if days < 0 else f"{many} from now"
