"""The way of one lead's score, step by step, so that anybody can follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from models.leads.columns import Column, NumberColumn
from models.leads.derived import fields_of_leads, place_of
from models.leads.wording import figure
from models.scoring.answers import Scorable
from models.scoring.cells import BLANK, cell_words
from models.scoring.conditions import ActivityTest, Measure, Quantity, leaves_in
from models.scoring.engine import Scored, score
from models.scoring.fading import percents_of
from models.scoring.grades import graded
from models.scoring.model import ByCount, Group, PerOccurrence, Rule, ScoringModel
from models.scoring.one_lead import OneLead

SCALE_LIMIT = "limit of the score"
ACCOUNT = "account"


def decay_name(group: str) -> str:
    """What the fading of a group is called where it is a step of a score."""
    return f"decay of {group}"


def limit_name(group: str) -> str:
    """What the limit of a group is called where it is a step of a score."""
    return f"limit of {group}"


class StepKind(StrEnum):
    """What a step of the way is."""

    BASE = "base"
    RULE = "rule"
    LIMIT = "limit"
    DECAY = "decay"
    ACCOUNT = "account"
    SCALE = "scale"
    OVERRIDE = "override"


@dataclass(frozen=True)
class Step:
    """One step: `points` are added, `after` is the sum so far. The last `after` is the score.

    `value`: what the lead has in the fields that the rule reads ("Head of Operations").
    `rule`, `group`: ids, "" where the step has none (`rule` holds the override's id too).
    """

    kind: StepKind
    name: str
    points: int
    after: int
    value: str = ""
    rule: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """The step as a chart names it: "Job title: Head of Operations"."""
        return f"{self.name}: {self.value}" if self.value else self.name


@dataclass(frozen=True)
class AccountRaise:
    """What its account gives a lead: the account's name as it is shown, its score, the points."""

    name: str
    score: int
    points: int


def raise_of(scored: Scored, row: int) -> AccountRaise | None:
    """What its account gives a lead; None: it has none, or the model raises no scores."""
    accounts = scored.accounts
    place = -1 if accounts is None else int(accounts.keys.codes[row])
    if accounts is None or place < 0:
        return None
    name = accounts.keys.names[place]
    return AccountRaise(name, int(accounts.scores[place]), int(accounts.raises[place]))


@dataclass(frozen=True)
class GroupWay:
    """What one group gave: `points` of its rules, `given` after its limits and its decay.

    `percent`: what its decay left of the points within its limits; None: it does not fade so.
    """

    id: str
    name: str
    points: int
    given: int
    least: int | None
    most: int | None
    steps: tuple[Step, ...]
    percent: int | None = None


@dataclass(frozen=True)
class GradeWay:
    """How a lead came by its grade: the points of each axis, and the row and column they reach."""

    label: str
    fit: int
    engagement: int
    row: str
    column: str


@dataclass(frozen=True)
class Explanation:
    """Why a lead has its score. `steps` in order; rules that gave nothing are left out.

    `total`: the points within the scale, before an override. `decided`: the name of the
    override that decided, "" none (it may have moved nothing). `band`: its position. `grade`:
    None where the model has no matrix.
    """

    steps: tuple[Step, ...]
    groups: tuple[GroupWay, ...]
    base: int
    points: int
    total: int
    score: int
    band: int
    band_name: str
    mql: bool
    decided: str
    as_of: date
    grade: GradeWay | None = None
    account: AccountRaise | None = None


def explain(
    model: ScoringModel,
    leads: Scorable,
    row: int,
    as_of: date,
    account: AccountRaise | None = None,
) -> Explanation:
    """The way of one row's score. `leads` may be one lead typed in by hand.

    `account`: what its account gives it, which all leads together decide (see `raise_of`).
    """
    given = 0 if account is None else account.points
    scored = score(model, OneLead(leads, row), as_of, raised=np.array([given], dtype=np.int64))
    after = model.base
    steps = [Step(StepKind.BASE, "Base", model.base, after)]
    ways = []
    for group in model.groups:
        way = _group(group, scored, after)
        after += way.given
        steps += way.steps
        ways.append(way)
    if account is not None and account.points:
        after += account.points
        value = f"{figure(account.score)} {'point' if account.score == 1 else 'points'}"
        name = f"Account {account.name}"
        steps.append(Step(StepKind.ACCOUNT, name, account.points, after, value))
    points, total, final = (
        int(array[0]) for array in (scored.points, scored.totals, scored.scores)
    )
    if total != points:
        steps.append(Step(StepKind.SCALE, SCALE_LIMIT, total - points, total))
    decided = -1 if scored.override is None else int(scored.override[0])
    override = model.overrides[decided] if decided >= 0 else None
    if override is not None and final != total:
        move = final - total
        steps.append(Step(StepKind.OVERRIDE, override.name, move, final, rule=override.id))
    band = int(scored.bands[0])
    return Explanation(
        tuple(steps),
        tuple(ways),
        base=model.base,
        points=points,
        total=total,
        score=final,
        band=band,
        band_name=model.bands[band].name,
        mql=final >= model.mql_threshold,
        decided=override.name if override is not None else "",
        as_of=as_of,
        grade=_grade(scored),
        account=account,
    )


def _grade(scored: Scored) -> GradeWay | None:
    found = graded(scored)
    if found is None:
        return None
    fit, engagement = int(found.fit[0]), int(found.engagement[0])
    row, column = found.grade.cell(fit, engagement)
    steps = found.grade.fit[row], found.grade.engagement[column]
    return GradeWay(found.grade.labels[row][column], fit, engagement, steps[0].name, steps[1].name)


def _group(group: Group, scored: Scored, after: int) -> GroupWay:
    steps = []
    for rule in group.rules:
        points = int(scored.contribution(rule)[0])
        if points:
            after += points
            value = _value(rule, scored)
            steps.append(Step(StepKind.RULE, rule.name, points, after, value, rule.id, group.id))
    points, given = int(scored.sums[group.id][0]), int(scored.given[group.id][0])
    within = group.clamp(points)
    for kind, name, move in (
        (StepKind.LIMIT, limit_name(group.name), within - points),
        (StepKind.DECAY, decay_name(group.name), given - within),
    ):
        if move:
            after += move
            steps.append(Step(kind, name, move, after, group=group.id))
    percents = percents_of(group, scored.masks, scored.sight)
    left = None if percents is None else int(percents[0])
    ends = group.least, group.most
    return GroupWay(group.id, group.name, points, given, *ends, tuple(steps), left)


def _value(rule: Rule, scored: Scored) -> str:
    """What the only lead has in the fields and the activities that the rule reads."""
    masks, sight = scored.masks, scored.sight
    found = [_field_value(name, scored) for name in rule.fields()]
    answers = masks.activities(sight)
    leaves = () if rule.when is None else leaves_in(rule.when)
    asked = [leaf.quantity for leaf in leaves if isinstance(leaf, ActivityTest)]
    if isinstance(rule.award, ByCount):
        asked.append(rule.award.quantity)
    found += [quantity_value(quantity, answers.quantity(quantity)) for quantity in asked]
    if isinstance(rule.award, PerOccurrence):
        found.append(times(int(masks.reached(rule.award, sight)[0])))
    return ", ".join(found)


def _field_value(name: str, scored: Scored) -> str:
    """The value that the rule sees; a derived one says what it was made of."""
    masks, sight = scored.masks, scored.sight
    value = cell_words(masks.column(name, sight), 0)
    place = place_of(sight.derived, name)
    if place is None:
        return value
    sources = fields_of_leads([name], sight.derived)
    made_of = [cell_words(masks.column(source, sight), 0) for source in sources]
    return f"{value} (from {' and '.join(made_of)})" if made_of else value


def quantity_value(quantity: Quantity, column: Column) -> str:
    """The measure of the only lead in words: "3 times", "12 days ago"."""
    value = cell_words(column, 0)
    if value == BLANK:
        return "never"
    if quantity.measure is Measure.COUNT and isinstance(column, NumberColumn):
        return times(int(column.values[0]))
    if quantity.measure in (Measure.SINCE_LAST, Measure.SINCE_FIRST):
        return f"{value} day ago" if value == "1" else f"{value} days ago"
    return value


def times(count: int) -> str:
    """How often something happened."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{figure(count)} times")
