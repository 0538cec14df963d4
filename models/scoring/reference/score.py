"""The reference: one lead's score written straight from the semantics, slow and plain.

It shares no code with the engine or the preparation of leads; both are held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.leads.fields import Input, Role
from models.leads.raw import Cell
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import Axis, Move, ScoringModel
from models.scoring.reference.activities import ActivityRows, activities_until
from models.scoring.reference.awards import given_by, left_of_group, within
from models.scoring.reference.conditions import Lead, holds
from models.scoring.reference.fields import Record, number_of

_NO_ACTIVITIES = ActivityRows()


@dataclass(frozen=True)
class ReferenceScore:
    """A lead's score and its way. `rules`: points by rule id, after decay by activity, before
    limits; `groups`: by group id, after limits and decay; `total`: within the scale, before
    overrides; `override`: the id of the one that decided; `reasons`: the rules of semantics 18, as
    "name (+15)"; `day`: as of which day, since 1970-01-01; `grade`: row, column and label."""

    score: int
    band: str
    total: int
    groups: dict[str, int]
    rules: dict[str, int]
    override: str | None
    reasons: tuple[str, ...]
    day: int = 0
    fit: int = 0
    engagement: int = 0
    grade: tuple[int, int, str] | None = None


def reference_score(
    model: ScoringModel,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell] | None = None,
    activities: ActivityRows = _NO_ACTIVITIES,
    raised: int = 0,
) -> ReferenceScore | None:
    """Score one lead; None where it is too young or undated to have a day of its own.

    `raw_row`: the cells as they came, by header; `cells`: what the file said each was, where it
    said something; `activities`: this lead's; `raised`: what its account gives it. The model must
    break no law of its file.
    """
    lead = lead_of(model, raw_row, inputs, as_of, cells or {}, activities)
    if lead is None:
        return None
    rules: dict[str, int] = {}
    groups: dict[str, int] = {}
    told: list[tuple[str, int]] = []
    axes = dict.fromkeys(Axis, 0)
    total = model.base
    for group in model.groups:
        points = 0
        for rule in group.rules:
            given = given_by(rule, lead, group.decay)
            rules[rule.id] = given
            points += given
            if given != 0:
                told.append((rule.name, given))
        points = left_of_group(group, points, lead)
        groups[group.id] = points
        axes[group.axis] += points
        total += points
    total = within(total + raised, model.scale.least, model.scale.most)
    score, override = _overridden(model, total, lead)
    fit, engagement = axes[Axis.FIT], axes[Axis.ENGAGEMENT]
    return ReferenceScore(
        score,
        model.bands[band_at(model, score)].name,
        total,
        groups,
        rules,
        override,
        _reasons(told),
        lead.today,
        fit,
        engagement,
        None if model.grade is None else _grade(model.grade, fit, engagement),
    )


def lead_of(
    model: ScoringModel,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell],
    activities: ActivityRows,
) -> Lead | None:
    """The lead as of its day: the project's, or its own (semantics 7); None if it has none."""
    day = number_of(as_of)
    if model.own_day is not None:
        record = Record(raw_row, inputs, day, model.zone, cells)
        created, outcome = record.day_of(Role.CREATED), record.day_of(Role.OUTCOME_DATE)
        if created is None or created + model.own_day > day:
            return None
        day = created + model.own_day
        if outcome is not None and outcome - 1 < day:
            day = outcome - 1
    return Lead(
        Record(raw_row, inputs, day, model.zone, cells, model.derived),
        activities_until(activities, day, model.zone),
    )


def band_at(model: ScoringModel, score: int) -> int:
    """The position of the band with the highest threshold that the score reaches."""
    place = 0
    for position, band in enumerate(model.bands):
        if band.threshold <= score:
            place = position
    return place


def _grade(grade: Grade, fit: int, engagement: int) -> tuple[int, int, str]:
    row, column = _step(grade.fit, fit), _step(grade.engagement, engagement)
    return row, column, grade.labels[row][column]


def _step(steps: Sequence[GradeStep], points: int) -> int:
    """The best, which stands first, that the points reach; the lowest has no threshold."""
    for place, step in enumerate(steps):
        if step.threshold is None or points >= step.threshold:
            return place
    return len(steps) - 1


def _reasons(told: list[tuple[str, int]]) -> tuple[str, ...]:
    ordered = sorted(enumerate(told), key=lambda item: (-abs(item[1][1]), item[0]))
    return tuple(
        f"{name} (+{points})" if points > 0 else f"{name} (\u2212{-points})"
        for _, (name, points) in ordered[:5]
    )


def reference_order(leads: Sequence[tuple[int, str]]) -> list[int]:
    """Rows of (score, id) in the order of semantics 14."""
    return sorted(
        range(len(leads)),
        key=lambda row: (-leads[row][0], [ord(sign) for sign in leads[row][1]], row),
    )


def _overridden(model: ScoringModel, total: int, lead: Lead) -> tuple[int, str | None]:
    for override in model.overrides:
        if not holds(override.when, lead):
            continue
        place = [band.name for band in model.bands].index(override.band)
        low = model.bands[place].threshold
        high = model.scale.most
        if place + 1 < len(model.bands):
            high = model.bands[place + 1].threshold - 1
        score = total
        if override.move in (Move.AT_LEAST, Move.EXACTLY) and score < low:
            score = low
        if override.move in (Move.AT_MOST, Move.EXACTLY) and score > high:
            score = high
        return score, override.id
    return total, None
