"""Sensitivity: every number is that of a full evaluation of the changed model."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.evaluate import evaluate
from models.evaluation.thresholds.wishes import Money
from models.evaluation.whatif.sensitivity import (
    Result,
    Stopped,
    changed,
    ends,
    held_by,
    sensitivity_of,
    widest_first,
    with_threshold_moved,
)
from models.leads.table import Leads
from models.scoring.engine import score
from models.scoring.model import ByValue, Points, Rule, ScoringModel, ValuePoints
from models.scoring.sight import scored_by
from tests.models.scoring import drawn
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

MONEY = Money(3, 40)


def full(model: ScoringModel, leads: Leads) -> Result:
    found = evaluate(model, leads, as_of=AS_OF)
    value = 40.0 * found.mql.converted - 3.0 * found.mql.known if found.all.known else None
    auc = None if found.auc is None else found.auc.value
    return Result(found.mql.leads, found.mql.converted, auc, value)


def assert_full(model: ScoringModel, leads: Leads) -> int:
    found = sensitivity_of(score(model, leads, AS_OF), leads, MONEY)
    assert found.now == full(model, leads)
    for moved in found.moved:
        for variant in moved.variants:
            if moved.rule:
                rule = model.rule(moved.rule)
                assert rule is not None
                there = model.with_rule(changed(rule, variant.change))
            else:
                place = [band.name for band in model.bands].index(moved.band)
                there = replace(model, bands=with_threshold_moved(model, place, variant.change))
            assert variant.result == full(there, leads), (moved.name, variant.change)
    assert [moved.rule for moved in found.moved if moved.rule] == [
        rule.id for rule in model.rules() if not rule.muted
    ]
    return len(found.moved)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_that_every_number_is_that_of_a_full_evaluation(a: int, b: int) -> None:
    assert_full(drawn.model(b), drawn.leads(a, 50))


@cache
def asked() -> Asked:
    rows, kinds = nasty_leads(47, 50)
    return Asked(rows, INPUTS, AS_OF, kinds, done_by(47, rows))


def test_that_it_holds_with_activities_decay_accounts_and_own_days() -> None:
    tried = 0
    for model in random_models(19, 14):
        leads = scored_by(model, asked().leads(model.zone), AS_OF).leads
        if len(leads):
            tried += assert_full(model, leads)
    assert tried > 40


@pytest.mark.parametrize(
    ("points", "change", "becomes"),
    [
        (15, "halved", 8),
        (-15, "halved", -8),
        (1, "halved", 1),
        (0, "halved", 0),
        (15, "doubled", 30),
        (-10, "less", -15),
        (-10, "more", -5),
        (9_999, "more", 10_000),
    ],
)
def test_that_points_are_halved_away_from_zero_and_stay_within_bounds(
    points: int, change: str, becomes: int
) -> None:
    assert changed(Rule("r", "R", Points(points)), change).award == Points(becomes)


def test_that_entries_without_points_stay_without() -> None:
    rule = Rule("r", "R", ByValue("f", (ValuePoints("a", 6), ValuePoints("b", 0))))
    award = changed(rule, "more").award
    assert award == ByValue("f", (ValuePoints("a", 11), ValuePoints("b", 0)))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_that_what_moves_the_result_most_comes_first(seed: int) -> None:
    leads, model = drawn.leads(seed, 30), drawn.model(seed)
    found = sensitivity_of(score(model, leads, AS_OF), leads)
    for name in ("mql", "found", "auc"):
        spans = [ends(moved, found.now, name) for moved in widest_first(found, name)]
        widths = [span[1] - span[0] for span in spans if span is not None]
        assert widths == sorted(widths, reverse=True)
    assert ends(found.moved[0], found.now, "value") is None if found.moved else True


def test_that_it_stops_when_it_is_asked_to() -> None:
    leads, model = drawn.leads(1, 30), drawn.model(1)
    asked_before: list[int] = []

    def cancelled() -> bool:
        asked_before.append(1)
        return len(asked_before) > 2

    with pytest.raises(Stopped):
        sensitivity_of(score(model, leads, AS_OF), leads, cancelled=cancelled)


def test_that_what_is_moved_is_about_the_leads_that_a_full_evaluation_counts() -> None:
    for seed in range(6):
        leads, model = drawn.leads(seed, 60), drawn.model(seed)
        scored = score(model, leads, AS_OF)
        whole = evaluate(model, leads, scored=scored)
        for moved in sensitivity_of(scored, leads).moved:
            held = int(held_by(moved, scored).sum())
            if moved.rule:
                assert held == whole.rules[moved.rule].hits.leads
            else:
                threshold = next(b.threshold for b in model.bands if b.name == moved.band)
                assert held == sum(b.tally.leads for b in whole.bands if b.threshold >= threshold)
