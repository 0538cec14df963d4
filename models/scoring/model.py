"""The scoring model: groups of rules with limits, bands with thresholds, overrides. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any

from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived import Derived, fields_of_leads
from models.leads.fields import Input
from models.scoring.account import AccountScore
from models.scoring.awards import (
    MOST_POINTS,
    Award,
    ByCount,
    ByRange,
    ByValue,
    CountPoints,
    PerOccurrence,
    Points,
    RangePoints,
    ValuePoints,
)
from models.scoring.conditions import Condition, tests_in
from models.scoring.game import Game
from models.scoring.grade import Grade
from models.scoring.probability import Chances
from models.scoring.rules import Axis, Group, Rule
from models.scoring.scale import Scale

__all__ = [
    "DEFAULT_BANDS",
    "MOST_POINTS",
    "SEMANTICS",
    "Award",
    "Axis",
    "Band",
    "ByCount",
    "ByRange",
    "ByValue",
    "CountPoints",
    "Group",
    "Move",
    "Override",
    "PerOccurrence",
    "Points",
    "RangePoints",
    "Rule",
    "Scale",
    "ScoringModel",
    "ValuePoints",
]

SEMANTICS = 1


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


DEFAULT_BANDS = (Band("Cold", 0), Band("Warm", 40), Band("MQL", 55, mql=True), Band("Hot", 75))


@dataclass(frozen=True)
class ScoringModel:
    """What is designed. `id` is stable over edits; names may repeat between projects.

    `bands` ascend by threshold, the first begins at the scale's least, exactly one is the MQL
    band. `inputs` is the recipe written with the model's file; inside a project the project's own
    recipe counts. `as_of` None: the day follows the data (see `as_of_day`). `own_day` N: each lead
    is scored as of its own day, N days after its creation and before its outcome (see `sight`).
    `derived`: fields made of others, which rules read by name. `activities` is the recipe of the
    second table as `inputs` is that of the leads.
    `output`: the scale on which other systems get the score as well. `probability`: the chance of
    each lead, by its score or by the rules. `extra` keeps unknown keys.
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
    own_day: int | None = None
    inputs: tuple[Input, ...] = ()
    derived: tuple[Derived, ...] = ()
    activities: ActivityRecipe = ActivityRecipe()
    output: Scale | None = None
    grade: Grade | None = None
    account: AccountScore | None = None
    game: Game | None = None
    probability: Chances | None = None
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
        """The names of all fields that rules, overrides and decays read, each once."""
        names = [name for rule in self.rules() for name in rule.fields()]
        names += [test.field for item in self.overrides for test in tests_in(item.when)]
        names += [group.decay.field for group in self.groups if group.decay and group.decay.field]
        return tuple(dict.fromkeys(names))

    def fields_of_leads(self) -> tuple[str, ...]:
        """The fields of the leads behind `fields`: those that derived ones are made of."""
        return fields_of_leads(self.fields(), self.derived)

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
        """An id that no group, rule, override or quest of the model has, such as "r7"."""
        return next(self.fresh_ids(letter))

    def fresh_ids(self, letter: str) -> Iterator[str]:
        """All of these ids, one after the other."""
        taken = {group.id for group in self.groups}
        taken |= {rule.id for rule in self.rules()} | {item.id for item in self.overrides}
        taken |= {rule.id for rule in self.account.rules} if self.account else set()
        taken |= {quest.id for quest in self.game.quests} if self.game else set()
        return (name for number in count(1) if (name := f"{letter}{number}") not in taken)
