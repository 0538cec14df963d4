from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.comparison.comparison import Comparison, compare
from models.evaluation.comparison.ledger import THRESHOLD, Cause, _changes, ledger_of
from models.evaluation.comparison.paired import pairs_of
from models.evaluation.comparison.verdict import verdict
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.reasons import steps_of
from tests.models.scoring import drawn

DAY = date(2024, 6, 14)
LEADS = Leads(
    RawTable(
        (column_of("Size", ["5", "50", "500", ""]), column_of("Job", ["VP", "", "VP", "clerk"])), 4
    ),
    Recipe((Input("Size", Kind.NUMBER), Input("Job"))),
)
VP = Rule("r1", "VP", Points(30), FieldTest("Job", Test.IS, ("VP",)))
BIG = Rule("r2", "Big", Points(30), FieldTest("Size", Test.AT_LEAST, (50.0,)))
MODEL = ScoringModel(
    "m1", "M", (Group("g1", "Fit", (VP, BIG)),), bands=(Band("cold", 0), Band("MQL", 50, mql=True))
)


def with_rules(*rules: Rule) -> ScoringModel:
    return replace(MODEL, groups=(replace(MODEL.groups[0], rules=rules),))


def test_that_a_lead_enters_by_the_rule_that_gives_it_more() -> None:
    more = with_rules(replace(VP, award=Points(50)), BIG)
    found = ledger_of(score(MODEL, LEADS, DAY), score(more, LEADS, DAY))
    assert (found.entered.tolist(), found.left.tolist()) == ([0], [])
    assert found.causes_of(0) == (Cause("VP", 20),)
    assert found.by_cause == (("VP", 1, 0),)


def test_that_a_rule_that_is_gone_takes_what_it_gave_and_a_new_one_brings_its_own() -> None:
    other = with_rules(VP, Rule("r3", "Any size", Points(30), FieldTest("Size", Test.IS_KNOWN)))
    found = ledger_of(score(MODEL, LEADS, DAY), score(other, LEADS, DAY))
    assert found.entered.tolist() == [0]
    assert found.causes_of(0) == (Cause("Any size", 30),)
    none = with_rules(VP)
    gone = ledger_of(score(MODEL, LEADS, DAY), score(none, LEADS, DAY))
    assert gone.left.tolist() == [2]
    assert gone.causes_of(2) == (Cause("Big", -30),)
    assert gone.by_cause == (("Big", 0, 1),)


def test_that_a_rule_of_another_model_that_asks_the_same_is_the_same() -> None:
    other = with_rules(replace(BIG, id="x9", name="Large"), replace(VP, id="r2"))
    before, after = score(MODEL, LEADS, DAY), score(other, LEADS, DAY)
    rows = np.arange(4)
    _, change = _changes(steps_of(before, rows), steps_of(after, rows))
    assert not change.any()


def test_that_an_equal_id_with_another_question_is_another_rule() -> None:
    other = with_rules(replace(VP, name="Job known", when=FieldTest("Job", Test.IS_KNOWN)), BIG)
    before, after = score(MODEL, LEADS, DAY), score(other, LEADS, DAY)
    names, _ = _changes(steps_of(before, np.arange(4)), steps_of(after, np.arange(4)))
    assert {"VP", "Job known"} <= set(names)
    assert names.count("Big") == 1


def test_that_a_lead_whose_score_stays_moves_by_the_threshold() -> None:
    lower = replace(MODEL, bands=(Band("cold", 0), Band("MQL", 30, mql=True)))
    found = ledger_of(score(MODEL, LEADS, DAY), score(lower, LEADS, DAY))
    assert found.entered.tolist() == [0, 1]
    assert found.causes_of(0) == (Cause(THRESHOLD, 0),)
    assert found.by_cause == ((THRESHOLD, 2, 0),)


@given(st.integers(0, 2**32 - 1))
def test_that_the_changes_of_all_parts_add_up_to_the_change_of_the_score(seed: int) -> None:
    leads = drawn.leads(seed, 30)
    one, two = drawn.model(seed), drawn.model(seed + 1)
    before, after = score(one, leads, drawn.AS_OF), score(two, leads, drawn.AS_OF)
    rows = np.arange(len(leads))
    _, change = _changes(steps_of(before, rows), steps_of(after, rows))
    base = two.base - one.base
    difference = after.scores.astype(int) - before.scores.astype(int)
    assert (change.sum(axis=1) + base == difference).all()
    found = ledger_of(before, after)
    moved = set(found.entered.tolist()) | set(found.left.tolist())
    assert set(found.rows.tolist()) == moved
    assert all(found.causes_of(row) for row in moved)
    assert not any(found.causes_of(row) for row in set(range(len(leads))) - moved)
    for name, brought, took in found.by_cause:
        own = found.moved_by(name).tolist()
        assert len(own) == brought + took
        assert {found.causes_of(row)[0].name for row in own} == {name}
    assert sum(brought + took for _, brought, took in found.by_cause) == len(moved)


def compared(leads: int, rate: float, noise: float) -> Comparison:
    dice = np.random.default_rng(1)
    truth = dice.normal(size=leads)
    outcome = (dice.random(leads) < rate * np.exp(truth) / 1.6).astype(np.uint8)
    a = np.clip(np.round(50 + 20 * truth), 0, 100).astype(np.int64)
    b = np.clip(np.round(a + noise * dice.normal(size=leads)), 0, 100).astype(np.int64)
    return compare(pairs_of(a, b, outcome, 70, 70), draws=50)


@pytest.mark.parametrize(
    ("leads", "rate", "noise", "words"),
    [
        (2_000, 0.1, 0.0, "give every lead the same score."),
        (60, 0.05, 10.0, "Not enough data to say which is better"),
        (3_000, 0.1, 40.0, "“A” ranks leads better than “B”: ranking (AUC) 0."),
        (600, 0.1, 3.0, "cannot be told apart by this history of"),
    ],
)
def test_that_the_verdict_says_what_the_history_can_tell(
    leads: int, rate: float, noise: float, words: str
) -> None:
    assert words in verdict(compared(leads, rate, noise), "A", "B")


def test_that_models_that_cannot_be_told_apart_come_with_the_difference_that_could() -> None:
    said = verdict(compared(600, 0.1, 3.0), "A", "B")
    assert "it would show a difference of 0." in said
    assert said.endswith("in four of five cases.")
