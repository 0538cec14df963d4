"""A rule as separate criteria with points of which at most one holds: for systems that add up."""

from __future__ import annotations

from models.exchange.portable.program import FirstOf, Line, PortableRule, Times
from models.exchange.portable.vocabulary import (
    NEVER,
    Asked,
    Blank,
    IsOneOf,
    IsYes,
    NumberWithin,
    all_of,
    any_of,
    not_,
)


def exclusive(rule: PortableRule) -> tuple[Line, ...]:
    """The lines of a rule that gives the points of the first that holds; lines of 0 points are
    left out, since no criterion gives 0 as well."""
    assert isinstance(rule.gives, FirstOf)
    found, before = [], list[Asked]()
    for line in rule.gives.lines:
        when = _without(line.when, before)
        before.append(line.when)
        if line.points and when != NEVER:
            found.append(Line(all_of((rule.when, when)), line.points))
    return tuple(found)


def _without(asked: Asked, before: list[Asked]) -> Asked:
    """The question, where none of those before it holds."""
    if asked in before:
        return NEVER
    met = tuple(other for other in before if not apart(asked, other))
    return all_of((asked, not_(any_of(met)))) if met else asked


def apart(one: Asked, other: Asked) -> bool:
    """Whether it is plain that they never hold both."""
    match one, other:
        case IsOneOf(a, texts), IsOneOf(b, others):
            return a == b and not set(texts) & set(others)
        case IsYes(a, yes), IsYes(b, no):
            return a == b and yes != no
        case Blank(a), (IsOneOf() | IsYes() | NumberWithin()):
            return a == other.column
        case ((IsOneOf() | IsYes() | NumberWithin()), Blank(b)):
            return one.column == b
        case NumberWithin(), NumberWithin():
            return one.column == other.column and (_below(one, other) or _below(other, one))
    return False


def _below(one: NumberWithin, other: NumberWithin) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (
        one.high == other.low and not (one.with_high and other.with_low)
    )


def steps_of(gives: Times) -> tuple[Line, ...]:
    """Points per occurrence as a table: the points of the highest count that is reached."""
    return tuple(
        Line(NumberWithin(gives.column, float(n), None), gives.points * n)
        for n in range(gives.most, 0, -1)
    )
