"""Drags in models with activities, decay and own days: each step equals a full evaluation."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from models.evaluation.drag import PointsDrag, ThresholdDrag
from models.evaluation.evaluate import evaluate
from models.leads.table import Leads
from models.project.edits import SetPoints
from models.scoring import cube
from models.scoring.conditions import FieldTest, leaves_in
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import PerOccurrence, Points, ScoringModel
from models.scoring.sight import scored_by
from models.scoring.threshold_index import can_index
from tests.models.evaluation.test_drag import assert_same
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

MODELS = 30


@cache
def asked() -> Asked:
    rows, kinds = nasty_leads(41, 60)
    return Asked(rows, INPUTS, AS_OF, kinds, done_by(41, rows))


@cache
def leads_of(zone: str, own_day: int | None) -> tuple[Leads, Masks]:
    leads = asked().leads(zone)
    found = scored_by(ScoringModel("m", "M", own_day=own_day), leads, AS_OF).leads
    return found, Masks(found)


@pytest.mark.parametrize("most_cells", [1 << 22, 1])
def test_that_a_drag_of_points_equals_a_full_evaluation(
    monkeypatch: pytest.MonkeyPatch, most_cells: int
) -> None:
    monkeypatch.setattr(cube, "MOST_CELLS", most_cells)
    faded = counted = 0
    for model in random_models(77, MODELS):
        leads, masks = leads_of(model.zone, model.own_day)
        if not len(leads):
            continue
        scored = score(model, leads, AS_OF, masks)
        saved = score(replace(model, base=model.base + 9), leads, AS_OF, masks)
        for rule in model.rules():
            award = rule.award
            single = isinstance(award, Points | PerOccurrence)
            for entry in (None,) if single else range(len(award.entries)):  # type: ignore[union-attr]
                drag = PointsDrag(scored, leads, rule.id, saved, entry)
                for points in (-40, -1, 0, 7, 100):
                    after = SetPoints(model.id, rule.id, points, entry).award(rule)
                    there = model.with_rule(replace(rule, award=after))
                    wanted = evaluate(
                        there, leads, masks=masks, as_of=AS_OF, saved=saved, effects=True
                    )
                    assert_same(drag.at(points), wanted)
            group = model.group_of(rule.id)
            counted += isinstance(award, PerOccurrence) and not rule.muted
            faded += group is not None and group.decay is not None and not rule.muted
    assert counted > 5
    assert faded > 10


def test_that_a_drag_of_a_conditions_number_equals_a_full_evaluation() -> None:
    dragged = 0
    for model in random_models(78, 2 * MODELS):
        leads, masks = leads_of(model.zone, model.own_day)
        if not len(leads):
            continue
        scored = score(model, leads, AS_OF, masks)
        saved = score(replace(model, base=model.base - 4), leads, AS_OF, masks)
        for rule in model.rules():
            for test in () if rule.when is None else leaves_in(rule.when):
                if not isinstance(test, FieldTest) or not can_index(rule, test):
                    continue
                dragged += 1
                drag = ThresholdDrag(scored, leads, rule.id, test, saved)
                for number in (-1.0, 0.0, 2.5, 100.0):
                    other = FieldTest(test.field, test.test, (number,), test.exact)
                    when = _replaced(rule.when, test, other)
                    there = model.with_rule(replace(rule, when=when))
                    wanted = evaluate(
                        there, leads, masks=masks, as_of=AS_OF, saved=saved, effects=True
                    )
                    assert_same(drag.at(number), wanted)
    assert dragged > 3


def _replaced(condition: object, test: FieldTest, other: FieldTest) -> object:
    if condition == test:
        return other
    parts = tuple(other if part == test else part for part in condition.parts)  # type: ignore[attr-defined]
    return replace(condition, parts=parts)  # type: ignore[type-var]
