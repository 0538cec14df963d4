"""The table of scenarios: its figures are those of the pages Evaluate and Compare."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.comparison.compared import compare_models
from models.evaluation.holm import holm
from models.evaluation.thresholds.wishes import Money
from models.evaluation.whatif.side_by_side import (
    TESTED,
    Figure,
    Line,
    apart,
    baseline_line,
    corrected,
    line_of,
)
from models.evaluation.whatif.supposed import AUC, CAPTURE, FOUND, MQL, RATE, VALUE
from models.evaluation.whatif.suppositions import LeadsStop
from models.scoring.engine import score
from tests.models.scoring import drawn

AS_OF = drawn.AS_OF


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_that_a_line_has_the_figures_of_the_pages_evaluate_and_compare(seed: int) -> None:
    leads = drawn.leads(seed, 80)
    a, b = drawn.model(seed), drawn.model(seed + 1)
    before = score(b, leads, AS_OF)
    line = line_of("x", before, a, leads, money=Money(2, 9), draws=30)
    found = compare_models(a, b, leads, (AS_OF, AS_OF), draws=30)
    figures = line.figures
    assert figures[MQL].value == found.a.mql.leads
    assert figures[MQL].change == found.a.mql.leads - found.b.mql.leads
    assert figures[FOUND].value == found.a.mql.converted
    assert figures[FOUND].p == found.figures.threshold.p
    assert figures[VALUE].value == 9 * found.a.mql.converted - 2 * found.a.mql.known
    assert figures[AUC].own == found.a.auc
    assert found.figures.auc is not None
    assert figures[AUC].interval == found.figures.auc.difference
    assert figures[AUC].change == pytest.approx(found.figures.auc.difference.value)
    capture = found.figures.figures["capture 10 %"]
    assert figures[CAPTURE].value == pytest.approx(capture.a)
    assert figures[CAPTURE].change == pytest.approx(capture.difference.value)
    if "precision" in found.figures.figures:
        assert figures[RATE].change == pytest.approx(
            found.figures.figures["precision"].difference.value
        )
    # B comes to sales with the ledger from A to B, so A's comers are those who leave there.
    assert line.entered is not None
    assert line.left is not None
    assert line.entered.leads == len(found.ledger.left)
    assert line.left.leads == len(found.ledger.entered)


def test_that_a_scenario_that_is_the_baseline_has_the_same_scores() -> None:
    leads, model = drawn.leads(2, 60), drawn.model(2)
    line = line_of("x", score(model, leads, AS_OF), model, leads, draws=20)
    assert line.same
    assert apart(corrected([line])[0]) == "the same scores"
    assert apart(baseline_line("b", score(model, leads, AS_OF), leads, None)) == ""


def test_that_suppositions_are_told_by_their_expectations() -> None:
    leads, model = drawn.leads(3, 90), drawn.model(3)
    scored = score(model, leads, AS_OF)
    stop = (LeadsStop("Phone", ("yes",)),)
    line = line_of("x", scored, model, leads, stop, draws=20)
    left = np.flatnonzero(np.array([leads.column("Phone").values[i] != 1 for i in range(90)]))  # type: ignore[union-attr]
    assert line.figures[MQL].value == pytest.approx(
        (scored.scores[left] >= model.mql_threshold).sum()
    )
    assert line.entered is None


def test_that_without_outcomes_movement_and_counts_are_still_told() -> None:
    leads, model = drawn.leads(4, 60, outcome=False), drawn.model(4)
    scored = score(model, leads, AS_OF)
    line = line_of("x", scored, replace(model, base=model.base + 9), leads, draws=20)
    assert set(line.figures) == {MQL}
    assert line.entered is not None
    assert line.figures[MQL].change == line.entered.leads - (line.left.leads if line.left else 0)
    assert apart(corrected([line])[0]) == "no outcome known"


def made(p_found: float | None, p_auc: float | None, converted: int = 100) -> Line:
    figures = {
        FOUND: Figure(5, None, 2.0, None, p_found),
        AUC: Figure(0.7, None, -0.1, None, p_auc),
    }
    return Line("x", figures, converted, 200)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6))
def test_that_p_values_of_a_table_are_corrected_together_by_holm(
    pairs: list[tuple[float, float]],
) -> None:
    lines = corrected([made(*pair) for pair in pairs])
    raw = [p for pair in pairs for p in pair]
    wanted = holm(raw)
    told = [line.corrected[name] for line in lines for name in TESTED if line.corrected]
    assert told == pytest.approx(list(wanted))


def test_that_words_say_what_can_be_told_apart_and_when_it_cannot() -> None:
    assert apart(corrected([made(0.001, 0.9)])[0]) == "finds more"
    assert apart(corrected([made(0.001, 0.001)])[0]) == "finds more, ranks worse"
    assert apart(corrected([made(0.04, 0.04)])[0]) == "could be chance"
    assert apart(corrected([made(0.001, 0.001, converted=9)])[0]) == "too few to say"
    assert apart(corrected([made(None, 0.9)])[0]) == "could be chance"
