"""The portable form of one model: rules, groups, total, overrides, bands and grade. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.exchange.portable.columns import Column
from models.exchange.portable.vocabulary import ALWAYS, Asked, questions_in
from models.scoring.grade import Grade
from models.scoring.model import Band
from models.scoring.probability import Probability
from models.scoring.rules import Axis
from models.scoring.scale import Scale


@dataclass(frozen=True)
class Line:
    """So many points where the question holds."""

    when: Asked
    points: int


@dataclass(frozen=True)
class FirstOf:
    """The points of the first line that holds; none: 0."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Times:
    """points x min(column, most): the column is a count, never blank."""

    column: Column
    points: int
    most: int


@dataclass(frozen=True)
class Hundredths:
    """floor((points x column + 50) / 100): the column is a sum of percents, never blank.

    Floor is towards minus infinity; every number on the way fits 53 bits.
    """

    column: Column
    points: int


Gives = FirstOf | Times | Hundredths


@dataclass(frozen=True)
class PortableRule:
    """What a rule gives where `when` holds; elsewhere 0."""

    id: str
    name: str
    note: str
    gives: Gives
    when: Asked = ALWAYS


@dataclass(frozen=True)
class Fading:
    """What is left of a group: the percent of the first line that holds, else `after`.

    The group gives floor((points x percent + 50) / 100), after its limits.
    """

    lines: tuple[Line, ...]
    after: int


@dataclass(frozen=True)
class PortableGroup:
    """clamp(sum of its rules, least, most), then what fading leaves of it."""

    id: str
    name: str
    axis: Axis
    rules: tuple[PortableRule, ...]
    least: int | None
    most: int | None
    fading: Fading | None


@dataclass(frozen=True)
class PortableOverride:
    """Where `when` holds, and no override before it: the total moved into low..high."""

    id: str
    name: str
    when: Asked
    low: int
    high: int


@dataclass(frozen=True)
class Program:
    """The portable form of a model.

    `columns`: what it reads, in the order they are first read. `as_of`: the day for which
    questions of age are asked; `own_day`: each lead has its own, told with it. Total = base + sum
    of groups + `raised` (None: no account raises scores), within the scale; then the first
    override that holds; the band is the last whose threshold the score reaches. `muted`: names of
    rules that are left out since they are muted.
    """

    name: str
    hash: str
    semantics: int
    as_of: date
    own_day: bool
    columns: tuple[Column, ...]
    groups: tuple[PortableGroup, ...]
    base: int
    raised: Column | None
    scale: Scale
    overrides: tuple[PortableOverride, ...]
    bands: tuple[Band, ...]
    grade: Grade | None
    output: Scale | None
    probability: Probability | None
    muted: tuple[str, ...] = ()

    def rules(self) -> Iterator[PortableRule]:
        """All rules in the order of the model."""
        for group in self.groups:
            yield from group.rules

    def asked(self) -> Iterator[Asked]:
        """Every question of rules, fadings and overrides."""
        for group in self.groups:
            for rule in group.rules:
                yield rule.when
                if isinstance(rule.gives, FirstOf):
                    yield from (line.when for line in rule.gives.lines)
            if group.fading is not None:
                yield from (line.when for line in group.fading.lines)
        yield from (override.when for override in self.overrides)

    def reads(self) -> Iterator[Column]:
        """Every column that is read, as often as it is read."""
        for asked in self.asked():
            yield from (question.column for question in questions_in(asked))
        for rule in self.rules():
            if isinstance(rule.gives, Times | Hundredths):
                yield rule.gives.column
        if self.raised is not None:
            yield self.raised
