"""The scoring model: groups of rules with limits, bands with thresholds, overrides. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from models.leads.fields import Input
from models.scoring.conditions import Condition, tests_in

SEMANTICS = 1
MOST_POINTS = 10_000


class Axis(StrEnum):
    """What a group measures: who they are, what they did, or neither."""

    FIT = "fit"
    ENGAGEMENT = "engagement"
    NONE = "none"


@dataclass(frozen=True)
class Points:
    """Whole-number points given once where the rule's condition holds."""

    points: int


@dataclass(frozen=True)
class ValuePoints:
    """One entry of points by value; `value` None stands for blank."""

    value: str | None
    points: int


@dataclass(frozen=True)
class ByValue:
    """Points by the value of a text, yes/no or multiple-value field; the first entry that fits.

    For a yes/no field the values are "yes" and "no". No entry fits: 0.
    """

    field: str
    entries: tuple[ValuePoints, ...]
    exact: bool = False


@dataclass(frozen=True)
class RangePoints:
    """One entry of points by range: low <= number < high; None is an open end."""

    low: float | None
    high: float | None
    points: int


@dataclass(frozen=True)
class ByRange:
    """Points by the range a number falls in; ranges ascend and do not overlap; gaps give 0."""

    field: str
    entries: tuple[RangePoints, ...]


Award = Points | ByValue | ByRange


@dataclass(frozen=True)
class Rule:
    """A condition and its points.

    `id` is stable over edits and versions. `when` None holds for every lead (only sensible with
    points by value or by range). A muted rule gives 0. `extra` keeps unknown keys of the file.
    """

    id: str
    name: str
    award: Award
    when: Condition | None = None
    note: str = ""
    muted: bool = False
    extra: tuple[tuple[str, Any], ...] = field(default=(), compare=True)

    def fields(self) -> tuple[str, ...]:
        """The names of the fields that the rule reads, each once, in reading order."""
        names = [test.field for test in tests_in(self.when)] if self.when is not None else []
        if isinstance(self.award, ByValue | ByRange):
            names.append(self.award.field)
        return tuple(dict.fromkeys(names))

    def reach(self) -> tuple[int, int]:
        """The least and the most points the rule can give."""
        if self.muted:
            return 0, 0
        match self.award:
            case Points(points):
                given = [points]
            case ByValue(_, entries):
                given = [entry.points for entry in entries]
            case ByRange(_, entries):
                given = [entry.points for entry in entries]
        return min([0, *given]), max([0, *given])


@dataclass(frozen=True)
class Group:
    """Rules that share limits. A group gives clamp(sum of its rules, least, most)."""

    id: str
    name: str
    rules: tuple[Rule, ...] = ()
    axis: Axis = Axis.NONE
    category: str = ""
    least: int | None = None
    most: int | None = None
    note: str = ""
    extra: tuple[tuple[str, Any], ...] = ()

    def clamp(self, points: int) -> int:
        """Points within the group's limits."""
        if self.least is not None:
            points = max(points, self.least)
        return points if self.most is None else min(points, self.most)

    def reach(self) -> tuple[int, int]:
        """The least and the most that the group can give, limits applied."""
        low = sum(rule.reach()[0] for rule in self.rules)
        high = sum(rule.reach()[1] for rule in self.rules)
        return self.clamp(low), self.clamp(high)


@dataclass(frozen=True)
class Band:
    """A named range of the score, from its threshold up to the next band's."""

    name: str
    threshold: int
    mql: bool = False


class Move(StrEnum):
    """What an override does to the score."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"


@dataclass(frozen=True)
class Override:
    """A condition that moves the score into a band whatever the points; the first that holds."""

    id: str
    name: str
    when: Condition
    move: Move
    band: str
    note: str = ""
    extra: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Scale:
    """The least and the most a score can be."""

    least: int = 0
    most: int = 100

    def clamp(self, points: int) -> int:
        """Points within the scale."""
        return max(self.least, min(self.most, points))


DEFAULT_BANDS = (Band("Cold", 0), Band("Warm", 40), Band("MQL", 55, mql=True), Band("Hot", 75))


@dataclass(frozen=True)
class ScoringModel:
    """What is designed. `id` is stable over edits; names may repeat between projects.

    `bands` ascend by threshold, the first begins at the scale's least, exactly one is the MQL
    band. `inputs` is the recipe written with the model's file; inside a project the project's own
    recipe counts. `as_of` None: the day follows the data (see `as_of_day`). `extra` keeps unknown
    keys.
    """

    id: str
    name: str
    groups: tuple[Group, ...] = ()
    bands: tuple[Band, ...] = DEFAULT_BANDS
    overrides: tuple[Override, ...] = ()
    scale: Scale = Scale()
    base: int = 0
    notes: str = ""
    as_of: date | None = None
    zone: str = "UTC"
    inputs: tuple[Input, ...] = ()
    extra: tuple[tuple[str, Any], ...] = ()

    def rules(self) -> Iterator[Rule]:
        """All rules in the order of the model."""
        for group in self.groups:
            yield from group.rules

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules() if rule.id == rule_id), None)

    def group(self, group_id: str) -> Group | None:
        """The group of that id."""
        return next((group for group in self.groups if group.id == group_id), None)

    def group_of(self, rule_id: str) -> Group | None:
        """The group that holds the rule of that id."""
        return next(
            (group for group in self.groups if any(r.id == rule_id for r in group.rules)), None
        )

    def fields(self) -> tuple[str, ...]:
        """The names of all fields that rules and overrides read, each once."""
        names = [name for rule in self.rules() for name in rule.fields()]
        names += [test.field for item in self.overrides for test in tests_in(item.when)]
        return tuple(dict.fromkeys(names))

    @property
    def mql_band(self) -> int:
        """The position in `bands` of the MQL band."""
        return next((i for i, band in enumerate(self.bands) if band.mql), len(self.bands) - 1)

    @property
    def mql_threshold(self) -> int:
        """The score from which a lead is handed to sales."""
        return self.bands[self.mql_band].threshold

    def band_of(self, score: int) -> int:
        """The position in `bands` of the band that a score falls in."""
        held = [i for i, band in enumerate(self.bands) if band.threshold <= score]
        return held[-1] if held else 0

    def with_rule(self, rule: Rule) -> ScoringModel:
        """The model with the rule of that id replaced."""
        return replace(
            self,
            groups=tuple(
                replace(group, rules=tuple(rule if r.id == rule.id else r for r in group.rules))
                if any(r.id == rule.id for r in group.rules)
                else group
                for group in self.groups
            ),
        )

    def fresh_id(self, letter: str) -> str:
        """An id that no group, rule or override of the model has, such as "r7"."""
        taken = {group.id for group in self.groups}
        taken |= {rule.id for rule in self.rules()} | {item.id for item in self.overrides}
        number = 1
        while f"{letter}{number}" in taken:
            number += 1
        return f"{letter}{number}"
