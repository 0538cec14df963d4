"""The words that templates are written in: short makers of rules, conditions and alternatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.scoring.conditions import (
    ActivityTest,
    Condition,
    FieldTest,
    Measure,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, Fades, Shape, half_life, linear
from models.scoring.model import (
    Award,
    Axis,
    ByRange,
    ByValue,
    Group,
    PerOccurrence,
    Points,
    RangePoints,
    Rule,
    ValuePoints,
)

Asked = tuple[Condition | None, Award]
"""A condition and what it gives."""


@dataclass(frozen=True)
class Draft:
    """A rule to be, and other ways to ask the same."""

    name: str
    note: str
    ways: tuple[Asked, ...]


def ask(name: str, note: str, *ways: Asked) -> Draft:
    """A rule with its reason; the first way counts, the others stand in for it."""
    return Draft(name, note, ways)


def given(points: int, when: Condition) -> Asked:
    """Points where a condition holds."""
    return when, Points(points)


def says(field: str, *words: str) -> FieldTest:
    """The text contains any of these words."""
    return FieldTest(field, Test.CONTAINS_ANY_OF, words)


def one_of(field: str, *values: str) -> FieldTest:
    """The field is one of these values."""
    return FieldTest(field, Test.IS_ONE_OF, values)


def yes(field: str) -> FieldTest:
    """The field says yes."""
    return FieldTest(field, Test.IS_YES)


def known(field: str) -> FieldTest:
    """The field is filled."""
    return FieldTest(field, Test.IS_KNOWN)


def at_least(field: str, number: float) -> FieldTest:
    """The number is that or more."""
    return FieldTest(field, Test.AT_LEAST, (float(number),))


def by_value(field: str, **points: int) -> Asked:
    """Points by value; an underscore stands for a space."""
    entries = tuple(ValuePoints(name.replace("_", " "), give) for name, give in points.items())
    return None, ByValue(field, entries)


def by_range(field: str, *steps: tuple[float, int]) -> Asked:
    """Points by range: from each number up to the next, the last without an end."""
    ends = [low for low, _ in steps[1:]] + [None]
    entries = (
        RangePoints(float(low), None if high is None else float(high), points)
        for (low, points), high in zip(steps, ends, strict=True)
    )
    return None, ByRange(field, tuple(entry for entry in entries if entry.points))


def each(activity: str, points: int, most: int = 1) -> Asked:
    """Points for each activity of a kind, for so many at most."""
    return None, PerOccurrence(Selection((activity,)), points, most)


def each_at(activity: str, detail: str, words: Iterable[str], points: int, most: int) -> Asked:
    """Points for each activity whose detail contains any of some words."""
    where = FieldTest(detail, Test.CONTAINS_ANY_OF, tuple(words))
    return None, PerOccurrence(Selection((activity,), where), points, most)


def happened(activity: str, days: int | None = None) -> ActivityTest:
    """An activity of the kind happened, within so many days."""
    return ActivityTest(Quantity(Measure.COUNT, Selection((activity,), days=days)), values=(1.0,))


def group(
    id_: str,
    name: str,
    drafts: Iterable[Draft],
    axis: Axis,
    category: str,
    limits: tuple[int, int],
    decay: Decay | None = None,
    note: str = "",
) -> tuple[Group, dict[str, tuple[Rule, ...]]]:
    """A group of rules with ids of its own, and the other ways to ask each."""
    rules, instead = [], {}
    for number, draft in enumerate(drafts, start=1):
        ways = [
            Rule(f"{id_}{number}", draft.name, award, when, draft.note)
            for when, award in draft.ways
        ]
        rules.append(ways[0])
        if ways[1:]:
            instead[ways[0].id] = tuple(ways[1:])
    made = Group(id_, name, tuple(rules), axis, category, *limits, decay, note)
    return made, instead


def halves_in(days: int) -> Decay:
    """Each activity keeps half of its points after so many days."""
    steps, after = half_life(days)
    return Decay(Fades.BY_ACTIVITY, steps, after, shape=Shape.HALF_LIFE, days=days)


def falls_in(days: int) -> Decay:
    """Each activity loses its points evenly within so many days."""
    steps, after = linear(days)
    return Decay(Fades.BY_ACTIVITY, steps, after, shape=Shape.LINEAR, days=days)


def noted(rule: Rule, more: str) -> Rule:
    """The rule with a sentence at the end of its note."""
    return replace(rule, note=f"{rule.note} {more}".strip())
