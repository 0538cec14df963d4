"""Single steps that make a model simpler: a rule dropped, two entries made one, points rounded.

Values and what they do to a model; what they cost is in `simplify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from models.leads.wording import quoted
from models.scoring.awards import (
    Award,
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    Table,
    points_of,
    with_points,
)
from models.scoring.model import Rule, ScoringModel
from models.scoring.words import entry_words
from models.signs import signed
from models.tuning.fading import settled

Hits = Mapping[str, int]
"""Leads that meet a rule ("r3") or an entry of its table ("r3/2"), by key."""


class Simplification(StrEnum):
    """How a model is made simpler. Scripts read the values."""

    DROP = "drop a rule"
    MERGE = "merge entries"
    ROUND = "round to steps"


@dataclass(frozen=True)
class Step:
    """`rule`: the id of the rule, "" for all. `low`, `high`: the places of two entries of its table
    that give `points` both. `size`: points are rounded to multiples of it.
    """

    way: Simplification
    rule: str = ""
    low: int = 0
    high: int = 0
    points: int = 0
    size: int = 0


def drops(model: ScoringModel) -> tuple[Step, ...]:
    """Each rule that gives anything, dropped."""
    return tuple(
        Step(Simplification.DROP, rule.id)
        for rule in model.rules()
        if not rule.muted and any(rule.reach())
    )


def merges(model: ScoringModel, hits: Hits, size: int) -> tuple[Step, ...]:
    """Each two neighbours of a table made one, what moves the fewest points in all first.

    Neighbours are ranges and counts next to each other, and values next to each other in points.
    They give what their leads have on average, in steps of `size` where both are. Entries of which
    one gives points and the other takes some stay two.
    """
    found: list[tuple[float, Step]] = []
    for rule in model.rules():
        award = rule.award
        if rule.muted or isinstance(award, Points | PerOccurrence):
            continue
        points = points_of(award)
        for low, high in _neighbours(award):
            one, other = points[low], points[high]
            if one * other < 0:
                continue  # what speaks for a lead and what speaks against it are never one
            many = [hits.get(f"{rule.id}/{place}", 0) for place in (low, high)]
            unit = size if one % size == other % size == 0 else 1
            both = _between(one, other, many, unit)
            moved = abs(one - both) * many[0] + abs(other - both) * many[1]
            found.append((moved, Step(Simplification.MERGE, rule.id, low, high, both)))
    return tuple(step for _, step in sorted(found, key=lambda item: item[0]))


def roundings(model: ScoringModel, sizes: Iterable[int]) -> tuple[Step, ...]:
    """All points rounded to multiples, for each size that changes anything."""
    steps = (Step(Simplification.ROUND, size=size) for size in sizes)
    return tuple(step for step in steps if simplified(model, [step]) != model)


def _neighbours(award: Table) -> Iterator[tuple[int, int]]:
    match award:
        case ByRange(entries=ranges):
            for at in range(len(ranges) - 1):
                if ranges[at].high == ranges[at + 1].low:
                    yield at, at + 1
        case ByCount(entries=counts):
            for at in range(len(counts) - 1):
                yield at, at + 1
        case ByValue(entries=values):
            order = sorted(range(len(values)), key=lambda at: values[at].points)
            for one, other in pairwise(order):
                if values[one].points != values[other].points:
                    yield min(one, other), max(one, other)


def _between(one: int, other: int, many: list[int], unit: int) -> int:
    every = sum(many)
    mean = (one * many[0] + other * many[1]) / every if every else (one + other) / 2
    return unit * round(mean / unit)


def simplified(model: ScoringModel, steps: Iterable[Step]) -> ScoringModel:
    """The model with all of these steps, in whatever order they are given.

    Merges first, from the last entry back, so that places stay those of the model; then what is
    dropped, then what is rounded, the smaller steps first.
    """
    chosen = set(steps)
    gone = {step.rule for step in chosen if step.way is Simplification.DROP}
    joins = [s for s in chosen if s.way is Simplification.MERGE and s.rule not in gone]
    for step in sorted(joins, key=lambda step: (step.rule, step.low, step.high), reverse=True):
        rule = model.rule(step.rule)
        if rule is not None:
            model = model.with_rule(replace(rule, award=_joined(rule.award, step)))
    model = replace(
        model,
        groups=tuple(
            settled(group, group.rules, gone & {rule.id for rule in group.rules})
            for group in model.groups
        ),
    )
    for size in sorted({step.size for step in chosen if step.way is Simplification.ROUND}):
        for rule in model.rules():
            model = model.with_rule(replace(rule, award=_rounded(rule.award, size)))
    return model


def _joined(award: Award, step: Step) -> Award:
    low, high, points = step.low, step.high, step.points
    match award:
        case ByRange(entries=ranges):
            joined = replace(ranges[low], high=ranges[high].high, points=points)
            return replace(award, entries=(*ranges[:low], joined, *ranges[high + 1 :]))
        case ByCount(entries=counts):
            one = replace(counts[low], points=points)
            return replace(award, entries=(*counts[:low], one, *counts[high + 1 :]))
        case ByValue():
            given = list(points_of(award))
            given[low] = given[high] = points
            return with_points(award, given)
        case _:
            return award


def _rounded(award: Award, size: int) -> Award:
    match award:
        case Points(points):
            return Points(to_step(points, size))
        case PerOccurrence():
            return replace(award, points=to_step(award.points, size))
        case _:
            return with_points(award, [to_step(points, size) for points in points_of(award)])


def to_step(points: int, size: int) -> int:
    """The nearest multiple, halves away from 0; what gives points goes on to give some."""
    found = max(size, (2 * abs(points) + size) // (2 * size) * size) if points else 0
    return found if points > 0 else -found


def step_words(model: ScoringModel, step: Step) -> str:
    """What the step does, in words."""
    rule = model.rule(step.rule)
    match step.way:
        case Simplification.DROP:
            return f"Without {quoted(_name(rule))}"
        case Simplification.ROUND:
            return f"All points in steps of {step.size}"
        case Simplification.MERGE:
            if rule is None or isinstance(rule.award, Points | PerOccurrence):
                return f"Entries of {quoted(_name(rule))} as one"
            one, other = entry_words(rule.award, step.low), entry_words(rule.award, step.high)
            return f"{rule.name}: {one} and {other} both {signed(step.points)}"


def _name(rule: Rule | None) -> str:
    return "a rule that is gone" if rule is None else rule.name
