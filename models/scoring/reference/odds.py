"""Chances by the rules of one lead, straight from semantics 17.2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.leads.fields import Input
from models.leads.raw import Cell
from models.scoring.awards import (
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
from models.scoring.model import ScoringModel
from models.scoring.probability import ChanceStep, RuleChances
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.awards import given_by, left_of_group
from models.scoring.reference.score import lead_of

_NO_ACTIVITIES = ActivityRows()


def reference_odds(
    model: ScoringModel,
    chances: RuleChances,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell] | None = None,
    activities: ActivityRows = _NO_ACTIVITIES,
) -> int | None:
    """The log-odds in ten-thousandths; None where the lead has no day of its own."""
    lead = lead_of(model, raw_row, inputs, as_of, cells or {}, activities)
    if lead is None:
        return None
    total = chances.intercept
    for group in model.groups:
        for rule in group.rules:
            for item in chances.rules:
                if item.rule == rule.id:
                    asked = replace(rule, award=_adding(rule.award, item.odds))
                    given = given_by(asked, lead, group.decay)
                    # The group's own rules still tell which activities date it.
                    total += left_of_group(replace(group, least=None, most=None), given, lead)
    return total


def reference_step(chances: RuleChances, odds: int) -> ChanceStep:
    """The last step that begins at or below the log-odds; below all of them the first."""
    found = chances.table.steps[0]
    for step in chances.table.steps:
        if step.start <= odds:
            found = step
    return found


def _adding(award: Award, odds: Sequence[int]) -> Award:
    match award:
        case Points():
            return Points(odds[0])
        case PerOccurrence(of, _, most):
            return PerOccurrence(of, odds[0], most)
        case ByValue(field, by_value, exact):
            values = (entry.value for entry in by_value)
            return ByValue(field, tuple(map(ValuePoints, values, odds)), exact)
        case ByRange(field, by_range):
            ranges = zip(by_range, odds, strict=True)
            return ByRange(field, tuple(RangePoints(one.low, one.high, add) for one, add in ranges))
        case ByCount(quantity, by_count):
            leasts = (entry.least for entry in by_count)
            return ByCount(quantity, tuple(map(CountPoints, leasts, odds)))
