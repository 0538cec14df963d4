"""What rules give, in the words of the portable form."""

from __future__ import annotations

from models.exchange.portable.columns import Column, OfPercents
from models.exchange.portable.program import FirstOf, Gives, Hundredths, Line, PortableRule, Times
from models.exchange.portable.questions import asked
from models.exchange.portable.reading import Reading
from models.exchange.portable.vocabulary import (
    ALWAYS,
    Asked,
    Blank,
    HasAny,
    IsOneOf,
    IsYes,
    NumberWithin,
)
from models.leads.fields import Kind
from models.leads.text import key
from models.scoring.awards import (
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    RangePoints,
    ValuePoints,
)
from models.scoring.decay import Decay
from models.scoring.rules import Rule


def portable_rule(rule: Rule, reading: Reading, fades: Decay | None) -> PortableRule:
    """The rule in portable form. `fades`: the table by which its occurrences fade one by one."""
    when = asked(rule.when, reading)
    award = rule.award
    if isinstance(award, Points):
        gives: Gives = FirstOf((Line(when, award.points),))
        return PortableRule(rule.id, rule.name, rule.note, gives)
    return PortableRule(rule.id, rule.name, rule.note, _gives(award, reading, fades), when)


def _gives(
    award: ByValue | ByRange | ByCount | PerOccurrence, reading: Reading, fades: Decay | None
) -> Gives:
    match award:
        case ByValue():
            return FirstOf(_by_value(award, reading))
        case ByRange(name, entries):
            column = reading.field(name) if reading.kind_of(name) is Kind.NUMBER else None
            return FirstOf(() if column is None else tuple(_span(column, e) for e in entries))
        case ByCount(quantity, steps):
            if quantity.kind is not Kind.NUMBER:
                return FirstOf(())
            column = reading.quantity(quantity)
            falling = sorted(steps, key=lambda step: -step.least)
            return FirstOf(
                tuple(Line(NumberWithin(column, float(s.least), None), s.points) for s in falling)
            )
        case PerOccurrence(of, points, most):
            if fades is None:
                return Times(reading.count(of), points, most)
            left = OfPercents(of, most, fades.steps, fades.after)
            return Hundredths(reading.percents(left), points)


def _span(column: Column, entry: RangePoints) -> Line:
    return Line(NumberWithin(column, entry.low, entry.high, with_high=False), entry.points)


def _by_value(award: ByValue, reading: Reading) -> tuple[Line, ...]:
    kind = reading.kind_of(award.field)
    if kind in (Kind.NUMBER, Kind.DATE):
        return ()
    column = reading.field(award.field, award.exact and kind is not Kind.YES_NO)
    if kind is None or column is None:  # a field that nobody knows is blank for all leads
        blank = next((entry for entry in award.entries if entry.value is None), None)
        return () if blank is None else (Line(ALWAYS, blank.points),)
    lines = []
    for entry in award.entries:
        question = _value(column, kind, entry, award.exact)
        if question is not None:
            lines.append(Line(question, entry.points))
    return tuple(lines)


def _value(column: Column, kind: Kind, entry: ValuePoints, exact: bool) -> Asked | None:
    if entry.value is None:
        return Blank(column)
    if kind is Kind.YES_NO:
        return {"yes": IsYes(column, True), "no": IsYes(column, False)}.get(key(entry.value))
    text = entry.value if exact else key(entry.value)
    return IsOneOf(column, (text,)) if kind is Kind.TEXT else HasAny(column, (text,))
