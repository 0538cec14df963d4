from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.comparison.compared import compare_models
from models.evaluation.comparison.report import comparison_text
from models.evaluation.evaluate import evaluate
from models.leads.fields import Role
from models.leads.tally import Tally
from models.scoring.engine import score
from tests.models.scoring import drawn


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_that_every_lead_is_in_the_cell_of_its_two_bands(seed: int) -> None:
    leads = drawn.leads(seed, 40)
    one, two = drawn.model(seed), drawn.model(seed + 1)
    found = compare_models(one, two, leads, (drawn.AS_OF, drawn.AS_OF), draws=5)
    a, b = score(one, leads, drawn.AS_OF), score(two, leads, drawn.AS_OF)
    slow = np.zeros_like(found.moves)
    for row in range(len(leads)):
        slow[a.bands[row], b.bands[row], leads.outcome[row]] += 1
    assert (found.moves == slow).all()
    assert found.left_out == 0
    assert (found.a.histogram == evaluate(one, leads, as_of=drawn.AS_OF).histogram).all()
    assert found.figures.threshold.b_only.leads == len(found.ledger.entered)


def test_that_only_leads_that_both_score_are_compared() -> None:
    leads = drawn.leads(3, 60)
    seen = leads.recipe.find("Seen")
    assert seen is not None
    leads = leads.read_as(leads.recipe.changed(replace(seen, role=Role.CREATED)))
    model = drawn.model(3)
    own = replace(model, own_day=5)
    found = compare_models(model, own, leads, (drawn.AS_OF, drawn.AS_OF), draws=5)
    old = leads.created <= drawn.AS_OF.toordinal() - 719163 - 5
    dated = leads.created != np.iinfo(np.int32).min
    assert found.rows.tolist() == np.flatnonzero(old & dated).tolist()
    assert found.left_out == 60 - len(found.rows) > 0
    assert len(found.leads) == len(found.scored_a.scores) == len(found.rows)


def test_that_the_text_says_of_few_conversions_of_one_alone_that_they_are_too_few() -> None:
    leads = drawn.leads(5, 60)
    found = compare_models(drawn.model(5), drawn.model(6), leads, (drawn.AS_OF,) * 2, draws=5)

    def said(a_only: int, b_only: int, p: float | None) -> str:
        one, other = (Tally(won + 1, won, 1) for won in (a_only, b_only))
        threshold = replace(found.figures.threshold, a_only=one, b_only=other, p=p)
        figures = replace(found.figures, threshold=threshold)
        text = comparison_text(replace(found, figures=figures), "A", "B")
        return next(line for line in text.splitlines() if line.startswith("At the thresholds"))

    assert said(3, 1, None).endswith(", conversions of one alone too few to say (4; 5 at least):")
    assert said(0, 5, 0.03125).endswith(", mid-p 0.031 by McNemar for conversions of one alone:")
    assert said(0, 0, None).endswith("):")
