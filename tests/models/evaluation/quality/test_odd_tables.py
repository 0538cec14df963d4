"""Tables and models of every shape: the quality of each is told, and its figures add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.evaluation.quality.effect import Way
from models.evaluation.quality.quality import Quality, quality_of
from models.evaluation.quality.words import facts_of, months_note, verdict, ways_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.bits import number
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

LEADS = 50


def nasty(seed: int, zone: str) -> Leads:
    rows, kinds = nasty_leads(seed, LEADS)
    return Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(zone)


def check(quality: Quality, leads: int) -> None:
    assert 0 <= quality.readiness.score <= 100
    assert all(0 <= part.share <= 1 for part in quality.readiness.parts)
    for field in quality.fields:
        assert field.fill.all.leads == leads
        assert sum(part.leads for part in field.fill.by_outcome) == leads
        assert sum(part.filled for part in field.fill.by_outcome) == field.fill.all.filled
        assert all(sentence.endswith(".") for sentence in facts_of(field, quality))
        for found in field.findings:
            effect = found.effect
            assert number(found.bits) == found.leads <= leads
            assert found.what.endswith(".")
            assert effect.sentence().endswith(".")
            assert effect.up + effect.down <= effect.bands <= effect.scores or not effect.scores
            assert effect.reach <= effect.staked
            assert (found.mend is None) == (not found.verb)
            assert all(ways_of(one) for one in found.variants)
    assert verdict(quality)[0].endswith(".")
    assert isinstance(months_note(quality), str)


@pytest.mark.parametrize("seed", range(24))
def test_that_nasty_leads_and_random_models_have_figures_that_add_up(seed: int) -> None:
    model = random_models(500 + seed, 1)[0]
    check(quality_of(model, nasty(seed, model.zone), AS_OF), LEADS)


@pytest.mark.parametrize("seed", range(12))
def test_that_every_mend_changes_as_many_scores_as_it_says(seed: int) -> None:
    """Also where each lead has its own day: then creations say who is scored at all."""
    model = random_models(900 + seed, 1)[0]
    leads = nasty(seed, model.zone)
    pinned = replace(model, as_of=AS_OF)
    before = given(pinned, leads)
    for found in quality_of(pinned, leads, AS_OF).findings:
        if found.effect.way is Way.SCORED and found.mend is not None:
            now = given(pinned, leads.read_as(leads.recipe.changed(found.mend)))
            assert found.effect.scores == np.count_nonzero(before != now)


def given(model: ScoringModel, leads: Leads) -> np.ndarray:
    some = scored_by(model, leads, AS_OF)
    scores = np.full(len(leads), -(10**9))
    if len(some.leads):
        scores[slice(None) if some.rows is None else some.rows] = score(
            model, some.leads, AS_OF
        ).scores
    return scores


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("role", [Role.FIELD, Role.ID, Role.OUTCOME, Role.CREATED, Role.IGNORED])
@pytest.mark.parametrize(
    "cells", [[], [""], ["", "", ""], ["x"], ["x", "x", "y"], ["1970-01-01", "1", "yes", "a;b"]]
)
def test_that_small_and_empty_tables_have_a_quality(
    kind: Kind, role: Role, cells: list[str]
) -> None:
    table = RawTable((column_of("F", cells),), len(cells))
    leads = Leads(table, Recipe((Input("F", kind, role),)))
    check(quality_of(ScoringModel("m", "M"), leads, date(2026, 1, 1)), len(cells))
