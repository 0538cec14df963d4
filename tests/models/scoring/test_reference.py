from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.scoring.model import ScoringModel
from models.scoring.model_json import model_faults
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, Drawn, nasty_lead, nasty_leads
from tests.models.scoring.runners import Kinds, Row, by_engine, by_reference
from tests.models.scoring.scorable_models import random_model, random_models

MODELS, LEADS = 80, 40


def test_that_engine_and_reference_agree_on_thousands_of_random_pairs() -> None:
    for seed, model in enumerate(random_models(2024, MODELS)):
        rows, kinds = nasty_leads(seed, LEADS)
        engine = by_engine(model, rows, INPUTS, AS_OF, kinds)
        reference = by_reference(model, rows, INPUTS, AS_OF, kinds)
        for row, found, expected in zip(rows, engine, reference, strict=True):
            assert found == expected, (seed, ascii(row))


@st.composite
def questions(draw: st.DrawFn) -> tuple[ScoringModel, list[Row], list[Kinds]]:
    choose = Drawn(draw)
    model = random_model(choose)
    leads = [nasty_lead(choose) for _ in range(2)]
    return model, [cells for cells, _ in leads], [kinds for _, kinds in leads]


@settings(max_examples=60)
@given(questions())
def test_that_engine_and_reference_agree_on_any_model_and_lead(
    question: tuple[ScoringModel, list[Row], list[Kinds]],
) -> None:
    model, rows, kinds = question
    engine = by_engine(model, rows, INPUTS, AS_OF, kinds)
    assert engine == by_reference(model, rows, INPUTS, AS_OF, kinds)


def test_that_random_models_break_no_law() -> None:
    for model in random_models(7, 100):
        assert model_faults(model) == ()
