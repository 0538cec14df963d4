from __future__ import annotations

import random
from datetime import date

import pytest
from scipy.stats import binomtest

from models.evaluation.lint_outcomes import findings_of
from models.evaluation.rates import wilson
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.lint.finding import Finding, FindingKind
from models.scoring.model import Award, ByValue, Group, Points, Rule, ScoringModel, ValuePoints

DAY = date(2024, 6, 14)


@pytest.mark.parametrize(
    ("converted", "known"), [(0, 10), (10, 10), (1, 3), (30, 400), (186, 559), (1, 100_000)]
)
def test_that_wilsons_interval_is_scipys(converted: int, known: int) -> None:
    found = wilson(converted, known)
    assert found is not None
    truth = binomtest(converted, known).proportion_ci(0.95, method="wilson")
    assert found.value == converted / known
    assert found.low == pytest.approx(truth.low, abs=1e-12)
    assert found.high == pytest.approx(truth.high, abs=1e-12)


def history(good: float, bad: float, rows: int = 2000) -> Leads:
    """Half of the leads are good, half bad, converting at these rates."""
    rng = random.Random(7)
    side = ["good" if row % 2 else "bad" for row in range(rows)]
    won = ["yes" if rng.random() < (good if s == "good" else bad) else "no" for s in side]
    return Leads(
        RawTable((column_of("Side", side), column_of("Won", won)), rows),
        Recipe((Input("Side"), Input("Won", Kind.YES_NO, Role.OUTCOME))),
    )


def against(award: Award, value: str, leads: Leads) -> list[Finding]:
    when = FieldTest("Side", Test.IS, (value,)) if value else None
    model = ScoringModel("m", "M", (Group("g", "Fit", (Rule("r", "Mine", award, when),)),))
    found = findings_of(model, leads, score(model, leads, DAY))
    return [item for item in found if item.kind is FindingKind.AGAINST_OUTCOMES]


def test_that_points_against_the_outcomes_are_told_with_counts_and_interval() -> None:
    leads = history(0.3, 0.05)
    [up] = against(Points(10), "bad", leads)
    assert "adds points where leads convert less often" in up.what
    assert "of 1,000 convert" in up.evidence
    assert "of all leads" in up.evidence
    [down] = against(Points(-10), "good", leads)
    assert "takes points where leads convert more often" in down.what
    assert down.fix is not None
    assert next(down.fix.model.rules()).muted


def test_that_points_with_the_outcomes_are_left_alone() -> None:
    leads = history(0.3, 0.05)
    assert not against(Points(10), "good", leads)
    assert not against(Points(-10), "bad", leads)


def test_that_a_difference_within_chance_is_left_alone() -> None:
    assert not against(Points(10), "bad", history(0.11, 0.1))


def test_that_too_few_conversions_say_nothing() -> None:
    assert not against(Points(10), "bad", history(0.5, 0.0, rows=60))
    assert against(Points(10), "bad", history(0.5, 0.0, rows=600))


def test_that_each_entry_of_a_table_is_judged_by_itself() -> None:
    award = ByValue("Side", (ValuePoints("good", 12), ValuePoints("bad", 3)))
    [finding] = against(award, "", history(0.3, 0.05))
    assert finding.evidence.count("convert,") == 1
    assert finding.evidence.startswith("Where it gives +3, ")


def test_that_without_outcomes_nothing_is_said_of_them() -> None:
    leads = history(0.3, 0.05)
    blind = Leads(leads.raw, Recipe((Input("Side"), Input("Won", Kind.YES_NO))))
    assert not against(Points(10), "bad", blind)
    empty = ScoringModel("m", "M")
    assert findings_of(empty) == ()


def test_that_a_rule_on_a_field_that_the_guard_calls_a_leak_is_told() -> None:
    rng = random.Random(3)
    won = [rng.random() < 0.2 for _ in range(1500)]
    leads = Leads(
        RawTable(
            (
                column_of("Call duration", [str(rng.randint(0, 300) + 150 * one) for one in won]),
                column_of("Won", ["yes" if one else "no" for one in won]),
            ),
            1500,
        ),
        Recipe(
            (Input("Call duration", Kind.NUMBER), Input("Won", Kind.YES_NO, Role.OUTCOME)),
        ),
    )
    when = FieldTest("Call duration", Test.AT_LEAST, (200.0,))
    rule = Rule("r", "Long call", Points(10), when)
    model = ScoringModel("m", "M", (Group("g", "Fit", (rule,)),))
    found = findings_of(model, leads, score(model, leads, DAY))
    [leak] = [item for item in found if item.kind is FindingKind.LEAK]
    assert leak.what == "Call duration, read by Long call, seems to know the outcome."
    assert "known only after the call" in leak.evidence
    assert leak.fix is not None
    assert next(leak.fix.model.rules()).muted


@pytest.mark.parametrize("role", [Role.REJECTION, Role.VALUE])
def test_that_a_rule_on_what_is_known_only_with_the_outcome_is_told(role: Role) -> None:
    leads = history(0.2, 0.2)
    leads = leads.read_as(leads.recipe.changed(Input("Side", role=role)))
    rule = Rule("r", "Mine", Points(10), FieldTest("Side", Test.IS, ("good",)))
    model = ScoringModel("m", "M", (Group("g", "Fit", (rule,)),))
    found = findings_of(model, leads, score(model, leads, DAY))
    [leak] = [item for item in found if item.kind is FindingKind.LEAK]
    assert leak.what == f"Mine reads the {role.value} itself (Side)."
