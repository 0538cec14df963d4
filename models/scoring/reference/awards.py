"""What a rule gives one lead and what is left of a group, straight from semantics 9 and 10."""

from __future__ import annotations

from collections.abc import Sequence

from models.leads.fields import Kind
from models.scoring.awards import (
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    RangePoints,
)
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
)
from models.scoring.decay import Decay, Fades
from models.scoring.reference.activities import last_day, measured, selected
from models.scoring.reference.conditions import Lead, holds
from models.scoring.reference.fields import Field, same
from models.scoring.rules import Group, Rule


def given_by(rule: Rule, lead: Lead, decay: Decay | None = None) -> int:
    """The points of a rule, faded where its group fades by activity; before any limit."""
    if rule.muted or (rule.when is not None and not holds(rule.when, lead)):
        return 0
    match rule.award:
        case Points(points):
            return points
        case ByValue():
            return _by_value(rule.award, lead.record.field(rule.award.field))
        case ByRange(name, entries):
            field = lead.record.field(name)
            if field is None or field.kind is not Kind.NUMBER or not isinstance(field.value, float):
                return 0
            return in_range(entries, field.value)
        case ByCount():
            return _by_count(rule.award, measured(rule.award.quantity, lead.happened, lead.today))
        case PerOccurrence():
            return _per_occurrence(rule.award, lead, decay)


def in_range(entries: Sequence[RangePoints], value: float) -> int:
    """The points of the range that holds the number, its low end included, its high end not."""
    for entry in entries:
        above = entry.low is None or entry.low <= value
        below = entry.high is None or value < entry.high
        if above and below:
            return entry.points
    return 0


def _by_value(award: ByValue, field: Field | None) -> int:
    if field is not None and field.kind in (Kind.NUMBER, Kind.DATE):
        return 0
    value = None if field is None else field.value
    if isinstance(value, bool):
        has: Sequence[str] = ("yes",) if value else ("no",)
        exact = False
    else:
        has = value if isinstance(value, tuple) else () if value is None else (str(value),)
        exact = award.exact
    for entry in award.entries:
        if entry.value is None:
            if value is None:
                return entry.points
        elif any(same(entry.value, item, exact) for item in has):
            return entry.points
    return 0


def _by_count(award: ByCount, found: Field) -> int:
    points = 0
    if found.kind is Kind.NUMBER and isinstance(found.value, float):
        for entry in award.entries:
            if found.value >= entry.least:
                points = entry.points
    return points


def _per_occurrence(award: PerOccurrence, lead: Lead, decay: Decay | None) -> int:
    chosen = selected(award.of, lead.happened, lead.today)
    counted = chosen[len(chosen) - award.most :] if len(chosen) > award.most else chosen
    if decay is None or decay.way is not Fades.BY_ACTIVITY:
        return award.points * len(counted)
    hundredths = 0
    for item in counted:
        hundredths += award.points * percent_left(decay, lead.today - item.day)
    return (hundredths + 50) // 100


def percent_left(decay: Decay, age: int | None) -> int:
    """The percent of a table at an age; None: there is no date; the future has age 0."""
    if age is None:
        return decay.undated
    if age < 0:
        age = 0
    for step in decay.steps:
        if age <= step.to:
            return step.percent
    return decay.after


def within(points: int, least: int | None, most: int | None) -> int:
    """Points moved up to the least, down to the most, where there is one."""
    if least is not None and points < least:
        points = least
    if most is not None and points > most:
        points = most
    return points


def left_of_group(group: Group, given: int, lead: Lead) -> int:
    """The sum of a group's rules within its limits, then faded where it fades as a group."""
    points = within(given, group.least, group.most)
    if group.decay is None or group.decay.way is not Fades.BY_GROUP:
        return points
    percent = percent_left(group.decay, _age(group, group.decay, lead))
    return (points * percent + 50) // 100


def _age(group: Group, decay: Decay, lead: Lead) -> int | None:
    if decay.field:
        field = lead.record.field(decay.field)
        dated = field is not None and field.kind is Kind.DATE and isinstance(field.value, int)
        day = int(field.value) if dated else None  # type: ignore[union-attr, arg-type]
    else:
        day = last_day(decay.types or _types_in(group), lead.happened, lead.today)
    return None if day is None else lead.today - day


def _types_in(group: Group) -> tuple[str, ...]:
    """The types that the group's rules name; none, which is any, where one of them asks for any
    or where no rule asks for activities at all. Muted rules do not count."""
    named: list[tuple[str, ...]] = []
    for rule in group.rules:
        if rule.muted:
            continue
        if rule.when is not None:
            named += _asked_by(rule.when)
        if isinstance(rule.award, ByCount):
            named.append(rule.award.quantity.of.types)
        if isinstance(rule.award, PerOccurrence):
            named.append(rule.award.of.types)
    if () in named:
        return ()
    return tuple(name for types in named for name in types)


def _asked_by(condition: Condition) -> list[tuple[str, ...]]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return [types for part in parts for types in _asked_by(part)]
        case Not(part):
            return _asked_by(part)
        case FieldTest():
            return []
        case ActivityTest(quantity):
            return [quantity.of.types]
        case FollowedBy(first, then):
            return [first.types, then.types]
        case Inactive(_, types):
            return [types]
