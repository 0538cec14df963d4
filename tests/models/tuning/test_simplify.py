"""Simpler models, and what each step costs."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from models.evaluation.history.asked import Asked, looked_at
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByRange, Points, RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Group, Rule, ScoringModel
from models.tuning.report import Simpler, Simplification
from models.tuning.simplify import simpler
from tests.models.tuning.proving import BANDS, DAY

RANGES = (
    RangePoints(0.0, 10.0, 7),
    RangePoints(10.0, 50.0, 9),
    RangePoints(60.0, None, 33),
)
MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "Fit",
            (
                Rule("size", "Size", ByRange("Size", RANGES)),
                Rule("good", "Good", Points(22), FieldTest("Good", Test.IS_YES)),
                Rule("idle", "Idle", Points(3), FieldTest("Idle", Test.IS_YES)),
                Rule("off", "Off", Points(4), FieldTest("Idle", Test.IS_YES), muted=True),
            ),
        ),
    ),
    BANDS,
)


@pytest.fixture(scope="module")
def leads() -> Leads:
    dice = np.random.default_rng(3)
    size, good, idle = (
        dice.integers(0, 100, 1_500),
        dice.random(1_500) < 0.3,
        dice.random(1_500) < 0.3,
    )
    odds = -2.5 + 1.5 * good + 1.5 * (size >= 60)
    won = dice.random(1_500) < 1 / (1 + np.exp(-odds))
    cells = {
        "Id": [str(row) for row in range(1_500)],
        "Won": ["yes" if one else "no" for one in won],
        "Size": [str(one) for one in size],
        "Good": ["yes" if one else "no" for one in good],
        "Idle": ["yes" if one else "no" for one in idle],
    }
    inputs = (
        Input("Id", role=Role.ID),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Size", Kind.NUMBER),
        Input("Good", Kind.YES_NO),
        Input("Idle", Kind.YES_NO),
    )
    columns = tuple(column_of(name, values) for name, values in cells.items())
    return Leads(RawTable(columns, 1_500), Recipe(inputs))


@pytest.fixture(scope="module")
def found(leads: Leads) -> dict[str, Simpler]:
    scored = score(MODEL, leads, DAY)
    codes = looked_at(leads, (), Asked()).codes
    return {one.words: one for one in simpler(scored, leads, codes, 5)}


def test_that_rules_are_dropped_ranges_merged_and_points_rounded(
    found: dict[str, Simpler],
) -> None:
    assert set(found) == {
        "Without \u201cSize\u201d",
        "Without \u201cGood\u201d",
        "Without \u201cIdle\u201d",
        "\u201cSize\u201d: 0\u20139 and 10\u201349 as one, +8",
        "All points rounded to steps of 5",
    }


def test_that_ranges_with_a_gap_between_are_not_merged(found: dict[str, Simpler]) -> None:
    merged = [one for one in found.values() if one.way is Simplification.MERGE]
    (rule,) = [rule for rule in merged[0].model.rules() if rule.id == "size"]
    assert rule.award == ByRange("Size", (RangePoints(0.0, 50.0, 8), RANGES[2]))


def test_that_points_are_rounded_and_none_is_lost(found: dict[str, Simpler]) -> None:
    rounded = found["All points rounded to steps of 5"].model
    given = [
        entry.points
        for rule in rounded.rules()
        if isinstance(rule.award, ByRange)
        for entry in rule.award.entries
    ]
    assert given == [5, 10, 35]
    assert [rule.award for rule in rounded.rules()][1:] == [Points(20), Points(5), Points(5)]


def test_that_the_cost_is_the_difference_on_the_same_leads(
    found: dict[str, Simpler], leads: Leads
) -> None:
    codes = looked_at(leads, (), Asked()).codes
    before = roc_auc_score(codes, score(MODEL, leads, DAY).scores)
    for one in found.values():
        after = roc_auc_score(codes, score(one.model, leads, DAY).scores)
        assert one.cost.auc is not None
        assert one.cost.auc.difference.value == pytest.approx(after - before)
    assert "costs ranking" in found["Without \u201cGood\u201d"].sentence
    assert "costs nothing that these leads could show" in found["Without \u201cIdle\u201d"].sentence


def test_that_what_costs_least_comes_first(found: dict[str, Simpler]) -> None:
    losses = [one.cost.loss.difference.value for one in found.values() if one.cost.loss]
    assert losses == sorted(losses)
