from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.scoring.engine import score
from models.scoring.file.model_json import model_faults
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from tests.models.scoring.nasty_activities import ACTIVITY_INPUTS, done_by, nasty_activities
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, Drawn, nasty_lead, nasty_leads
from tests.models.scoring.runners import Asked, Done, Kinds, Row, by_engine, by_reference
from tests.models.scoring.scorable_models import pointed_models, random_model, random_models

MODELS, POINTED, LEADS = 80, 20, 40
NIGHTLY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))


def agree(seed: int, model: ScoringModel, leads: int) -> int:
    """How many leads are scored; fails on the first that engine and reference score otherwise."""
    rows, kinds = nasty_leads(seed, leads)
    done = done_by(seed, rows)
    engine = by_engine(model, rows, INPUTS, AS_OF, kinds, done)
    reference = by_reference(model, rows, INPUTS, AS_OF, kinds, done)
    for place, (found, expected) in enumerate(zip(engine, reference, strict=True)):
        assert found == expected, (seed, ascii(rows[place]), ascii(done.rows[place]))
    return sum(found is not None for found in engine)


def test_that_engine_and_reference_agree_on_thousands_of_random_pairs() -> None:
    models = (*random_models(2024, MODELS), *pointed_models(2024, POINTED))
    scored = sum(agree(seed, model, LEADS) for seed, model in enumerate(models))
    assert scored >= 0.7 * len(models) * LEADS


@pytest.mark.skipif(not NIGHTLY, reason="set LEADBENCH_RANDOM_MODELS to how many models")
def test_that_engine_and_reference_agree_on_many_random_models() -> None:
    models = (*random_models(NIGHTLY, NIGHTLY), *pointed_models(NIGHTLY, NIGHTLY // 10))
    scored = sum(agree(seed, model, 8) for seed, model in enumerate(models))
    assert scored >= 0.7 * len(models) * 8


@st.composite
def questions(draw: st.DrawFn) -> tuple[ScoringModel, list[Row], list[Kinds], Done]:
    choose = Drawn(draw)
    model = random_model(choose)
    leads = [nasty_lead(choose) for _ in range(2)]
    rows = [cells for cells, _ in leads]
    found = [nasty_activities(choose, row) for row in rows]
    done = Done(ACTIVITY_INPUTS, [what for what, _ in found], [said for _, said in found])
    return model, rows, [kinds for _, kinds in leads], done


@settings(max_examples=60)
@given(questions())
def test_that_engine_and_reference_agree_on_any_model_and_lead(
    question: tuple[ScoringModel, list[Row], list[Kinds], Done],
) -> None:
    model, rows, kinds, done = question
    engine = by_engine(model, rows, INPUTS, AS_OF, kinds, done)
    assert engine == by_reference(model, rows, INPUTS, AS_OF, kinds, done)


@pytest.mark.parametrize("room", [60_000, 1 << 28], ids=["little", "much"])
def test_that_what_is_kept_of_other_models_and_days_changes_nothing(room: int) -> None:
    """One keeps masks for every model, day, own day and derived field, as there is room."""
    rows, kinds = nasty_leads(31, 40)
    leads = Asked(rows, INPUTS, AS_OF, kinds, done_by(31, rows)).leads("UTC")
    masks = Masks(leads, room=room)
    models = [*pointed_models(31, 30), *random_models(31, 60)]
    for turn, model in enumerate([*models, *reversed(models)]):
        day = AS_OF - timedelta(days=(0, 0, 7, 1)[turn % 4])
        kept, fresh = score(model, leads, day, masks), score(model, leads, day)
        assert kept.scores.tolist() == fresh.scores.tolist(), turn
        for rule in model.rules():
            assert kept.contribution(rule).tolist() == fresh.contribution(rule).tolist()
        for name, points in fresh.given.items():
            assert kept.given[name].tolist() == points.tolist()


def test_that_random_models_break_no_law() -> None:
    for model in (*random_models(7, 100), *pointed_models(7, 20)):
        assert model_faults(model) == ()
