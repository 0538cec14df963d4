"""Rules, and the groups that hold them. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.scoring.awards import Award, ByCount, ByRange, ByValue, PerOccurrence, Points
from models.scoring.conditions import Condition, Selection, selections_in, tests_in
from models.scoring.decay import Decay, Fades


class Axis(StrEnum):
    """What a group measures: who they are, what they did, or neither."""

    FIT = "fit"
    ENGAGEMENT = "engagement"
    NONE = "none"


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

    def selections(self) -> tuple[Selection, ...]:
        """The selections of activities that the rule reads, in reading order."""
        found = list(selections_in(self.when)) if self.when is not None else []
        if isinstance(self.award, ByCount):
            found.append(self.award.quantity.of)
        if isinstance(self.award, PerOccurrence):
            found.append(self.award.of)
        return tuple(found)

    def reach(self) -> tuple[int, int]:
        """The least and the most points the rule can give."""
        if self.muted:
            return 0, 0
        match self.award:
            case Points(points):
                given = [points]
            case ByValue(_, entries) | ByRange(_, entries) | ByCount(_, entries):
                given = [entry.points for entry in entries]
            case PerOccurrence(_, points, most):
                given = [points * most]
        return min([0, *given]), max([0, *given])


@dataclass(frozen=True)
class Group:
    """Rules that share limits and decay.

    A group gives clamp(sum of its rules, least, most); with decay by group what is left of that.
    """

    id: str
    name: str
    rules: tuple[Rule, ...] = ()
    axis: Axis = Axis.NONE
    category: str = ""
    least: int | None = None
    most: int | None = None
    decay: Decay | None = None
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
        low, high = self.clamp(low), self.clamp(high)
        if self.decay is not None and self.decay.way is Fades.BY_GROUP:
            return min(low, 0), max(high, 0)
        return low, high
