"""Suppositions against slow references: cells written anew and scored by the whole engine."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

from models.evaluation.evaluate import evaluate
from models.evaluation.thresholds.wishes import Money
from models.evaluation.whatif.filling import Filling, filling_of
from models.evaluation.whatif.mix import mix_of
from models.evaluation.whatif.supposed import (
    AUC,
    FOUND,
    MQL,
    RATE,
    VALUE,
    change_of,
    corrected,
    suppose,
)
from models.evaluation.whatif.suppositions import (
    FieldFilled,
    LeadsStop,
    ShareBecomes,
    TypesDoNotCount,
)
from models.leads.columns import blank_rows
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from tests.models.evaluation.whatif.written_in import with_cells
from tests.models.scoring import drawn
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

seeds = st.integers(0, 2**32 - 1)


def slow_levels(
    filling: Filling, model: ScoringModel, leads: Leads, outcome: np.ndarray, row: int
) -> list[int]:
    """The level of a blank lead with the cell of each filled lead of its outcome in turn."""
    filled = np.flatnonzero(filling.classes >= 0)
    own = [donor for donor in filled if outcome[donor] == outcome[row]] or list(filled)
    return [
        int(score(model, with_cells(leads, filling.field, [row], int(donor)), AS_OF).levels[row])
        for donor in own
    ]


@settings(max_examples=15, deadline=None)
@given(seeds, seeds, st.sampled_from(["Title", "Size", "Phone", "Seen", "Tags"]))
def test_that_a_filled_field_gives_each_blank_the_scores_of_every_cell_written_in(
    a: int, b: int, field: str
) -> None:
    leads, model = drawn.leads(a, 18), drawn.model(b)
    scored = score(model, leads, AS_OF)
    blank = blank_rows(leads.column(field))  # type: ignore[arg-type]
    if blank.all() or not blank.any():
        return
    filling = filling_of(field, scored, leads, leads.outcome)
    assert filling is not None
    assert filling.rows.tolist() == np.flatnonzero(blank).tolist()
    for place, row in enumerate(filling.rows.tolist()):
        slow = slow_levels(filling, model, leads, leads.outcome, row)
        shares = filling.shares[leads.outcome[row]]
        for level in set(slow) | set(filling.levels[place].tolist()):
            found = shares[filling.levels[place] == level].sum()
            assert found == pytest.approx(slow.count(level) / len(slow))


@cache
def asked() -> Asked:
    rows, kinds = nasty_leads(43, 24)
    return Asked(rows, INPUTS, AS_OF, kinds, done_by(43, rows))


def test_that_filling_holds_in_models_with_derived_fields_decay_and_own_days() -> None:
    tried = 0
    for model in random_models(91, 10):
        leads = scored_by(model, asked().leads(model.zone), AS_OF).leads
        if len(leads) < 6 or model.account is not None:
            continue
        outcome = np.arange(len(leads), dtype=np.uint8) % 2
        scored = score(model, leads, AS_OF)
        for field in model.fields_of_leads()[:3]:
            column = leads.column(field)
            if column is None or blank_rows(column).all() or not blank_rows(column).any():
                continue
            item = leads.input(field)
            assert item is not None
            if item.role.value in ("created", "id", "outcome date"):
                continue
            filling = filling_of(item.name, scored, leads, outcome)
            assert filling is not None
            row = int(filling.rows[0])
            slow = slow_levels(filling, model, leads, outcome, row)
            shares = filling.shares[outcome[row]]
            for level in set(slow):
                found = shares[filling.levels[0] == level].sum()
                assert found == pytest.approx(slow.count(level) / len(slow)), (model, field)
            tried += 1
    assert tried > 8


@settings(max_examples=15, deadline=None)
@given(seeds, seeds)
def test_that_figures_of_a_filled_field_are_expectations_within_the_span(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 30), drawn.model(b)
    scored = score(model, leads, AS_OF)
    blank = blank_rows(leads.column("Title"))  # type: ignore[arg-type]
    if blank.all() or not blank.any():
        return
    found = suppose(scored, model, leads, (FieldFilled("Title"),), draws=20)
    filling = filling_of("Title", scored, leads, leads.outcome)
    assert filling is not None
    cut = model.mql_threshold - model.scale.least
    mql = sum(int(scored.levels[row] >= cut) for row in np.flatnonzero(~blank))
    low = high = mql
    for place, row in enumerate(filling.rows.tolist()):
        above = filling.levels[place] >= cut
        mql += filling.shares[leads.outcome[row]][above].sum()
        low, high = low + int(above.all()), high + int(above.any())
    assert found.figures[MQL].after.value == pytest.approx(mql)
    assert found.figures[MQL].span == (low, high)
    for change in found.figures.values():
        assert change.span is not None
        assert change.span[0] - 1e-9 <= change.after.value <= change.span[1] + 1e-9
        assert change.after.low <= change.after.value <= change.after.high
    assert found.then.histogram.sum() == pytest.approx(30)
    assert (found.now.histogram == evaluate(model, leads, scored=scored).histogram).all()
    # Each blank lead is spread over its scores; all others stand where they stood.
    expected = np.zeros_like(found.then.histogram)
    for row in np.flatnonzero(~blank):
        expected[scored.levels[row], leads.outcome[row]] += 1
    for place, row in enumerate(filling.rows.tolist()):
        own = leads.outcome[row]
        np.add.at(expected[:, own], filling.levels[place], filling.shares[own])
    assert found.then.histogram == pytest.approx(expected)


@settings(max_examples=25, deadline=None)
@given(seeds, seeds, st.integers(5, 60))
def test_that_figures_of_another_mix_are_those_of_weighted_leads(
    a: int, b: int, percent: int
) -> None:
    leads, model = drawn.leads(a, 120), drawn.model(b)
    scored = score(model, leads, AS_OF)
    wanted = (ShareBecomes("Phone", "yes", percent), LeadsStop("Title", ("Clerk",)))
    money = Money(2, 30)
    found = suppose(scored, model, leads, wanted, money, draws=20)
    weights = mix_of(wanted, Masks(leads), scored.sight).of_leads
    above = scored.scores >= model.mql_threshold
    won, known = leads.outcome == 1, leads.outcome < 2
    assert found.figures[MQL].before == above.sum()
    assert found.figures[MQL].after.value == pytest.approx(weights[above].sum())
    assert found.figures[FOUND].after.value == pytest.approx(weights[above & won].sum())
    worth = 30 * weights[above & won].sum() - 2 * weights[above & known].sum()
    assert found.figures[VALUE].after.value == pytest.approx(worth)
    if weights[above & known].sum() > 0:
        rate = weights[above & won].sum() / weights[above & known].sum()
        assert found.figures[RATE].after.value == pytest.approx(rate)
    auc = roc_auc_score(won[known], scored.scores[known], sample_weight=weights[known])
    assert found.figures[AUC].after.value == pytest.approx(auc)
    assert found.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_that_types_that_do_not_count_are_as_if_their_rows_were_not_in_the_file() -> None:
    moved = 0
    for model in random_models(12, 20):
        leads = scored_by(model, asked().leads(model.zone), AS_OF).leads
        if not len(leads) or leads.activities is None:
            continue
        name = leads.activities.type_counts[0][0]
        scored = score(model, leads, AS_OF)
        found = suppose(scored, model, leads, (TypesDoNotCount((name,)),), draws=10)
        fewer = leads.activities.without_types((name,))
        kept = [
            (int(row), int(day))
            for row, day, code in zip(
                leads.activities.leads,
                leads.activities.days,
                leads.activities.types.codes,
                strict=True,
            )
            if leads.activities.types.values[code].casefold() != name.casefold()
        ]
        assert list(zip(fewer.leads.tolist(), fewer.days.tolist(), strict=True)) == kept
        there = evaluate(model, leads.with_activities(fewer), as_of=AS_OF)
        assert found.figures[MQL].after.value == there.mql.leads
        moved += there.mql.leads != found.figures[MQL].before
    assert moved


def test_that_nothing_supposed_changes_nothing() -> None:
    leads, model = drawn.leads(8, 90), drawn.model(8)
    scored = score(model, leads, AS_OF)
    found = suppose(scored, model, leads, (), draws=50)
    for change in found.figures.values():
        assert change.change.value == change.change.low == change.change.high == 0
        assert change.p > 0.9


def test_that_without_outcomes_the_number_of_mqls_is_still_told() -> None:
    leads, model = drawn.leads(9, 60, outcome=False), drawn.model(9)
    scored = score(model, leads, AS_OF)
    found = suppose(scored, model, leads, (ShareBecomes("Phone", "yes", 40),), draws=20)
    assert set(found.figures) == {MQL}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ((FieldFilled("Nowhere"),), "no field"),
        ((FieldFilled("Title"), FieldFilled("Size")), "cannot be filled at once"),
        ((TypesDoNotCount(("Open",)),), "no activities"),
    ],
)
def test_that_what_cannot_be_supposed_is_said(wanted: tuple[FieldFilled], words: str) -> None:
    leads, model = drawn.leads(10, 40), drawn.model(10)
    with pytest.raises(LeadbenchError, match=words):
        suppose(score(model, leads, AS_OF), model, leads, wanted, draws=5)


def test_that_p_of_figures_that_are_told_together_is_corrected_for_all_of_them() -> None:
    dice = np.random.default_rng(6)
    figures = {
        name: change_of(np.zeros(401), np.append(shift, dice.normal(shift, 1.0, 400)), None)
        for name, shift in ((MQL, 0.0), (RATE, 2.2), (AUC, 0.5), (FOUND, 4.0))
    }
    raw = [change.p for change in figures.values()]
    _, wanted, _, _ = multipletests(raw, method="holm")
    told = corrected(figures)
    assert [change.p for change in told.values()] == pytest.approx(list(wanted))
    assert raw[1] < 0.05 < told[RATE].p
    assert [change.change for change in told.values()] == [c.change for c in figures.values()]


@settings(max_examples=12, deadline=None)
@given(seeds, seeds, st.integers(5, 95))
def test_that_each_lead_as_supposed_counts_where_the_whole_does(a: int, b: int, many: int) -> None:
    leads, model = drawn.leads(a, 80), drawn.model(b)
    scored = score(model, leads, AS_OF)
    random = np.random.default_rng(b)
    for wanted in (
        (ShareBecomes("Phone", "yes", many), LeadsStop("Title", ("Clerk",))),
        (FieldFilled("Title"), ShareBecomes("Phone", "yes", many)),
    ):
        found = suppose(scored, model, leads, wanted, draws=2)
        there, every = found.leads_then, np.ones(len(leads), dtype=np.bool_)
        assert there.histogram(every) == pytest.approx(found.then.histogram)
        some = random.random(len(leads)) < 0.4
        parts = there.histogram(some) + there.histogram(~some)
        assert parts == pytest.approx(found.then.histogram)
        low = int(random.integers(model.scale.least, model.scale.most + 1))
        held = there.could_score(low, model.scale.most)
        for row in range(len(leads)):
            alone = np.arange(len(leads)) == row
            above = there.histogram(alone)[low - model.scale.least :].sum()
            assert held[row] == (above > 0)
