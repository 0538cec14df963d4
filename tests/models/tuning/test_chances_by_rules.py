"""Chances by the rules: against scikit-learn, known truths and the chances of scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.history.reliability import reliability_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import ByValue, Group, Points, Rule, ScoringModel, ValuePoints
from models.scoring.odds import chances_given
from models.scoring.probability import WHOLE, RuleChances
from models.tuning.predictive.judging import Both, judged_both
from models.tuning.predictive.learners import LOOSE

DAY = date(2026, 3, 12)
LANDS = ("DE", "FR", "IT")
RULES = (
    Rule("r1", "Demo", Points(10), FieldTest("Demo", Test.IS_YES)),
    Rule("r2", "Large", Points(10), FieldTest("Large", Test.IS_YES)),
    Rule("r3", "Land", ByValue("Land", tuple(ValuePoints(name, 5) for name in LANDS[:2]))),
    Rule("r4", "Quiet", Points(30), FieldTest("Large", Test.IS_NO), muted=True),
)
MODEL = ScoringModel("m1", "Signs", (Group("g1", "Signs", RULES, most=15),))


class History:
    """Leads whose log-odds are -3, 1.6 with a demo, -0.6 if large, 0.9 from DE, -0.4 from FR."""

    def __init__(self, rows: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        self.demo, self.large = dice.random(rows) < 0.3, dice.random(rows) < 0.5
        self.land = dice.integers(0, 3, rows)
        odds = -3 + 1.6 * self.demo - 0.6 * self.large + np.array([0.9, -0.4, 0.0])[self.land]
        self.truth = 1 / (1 + np.exp(-odds))
        self.won = dice.random(rows) < self.truth

    def leads(self, **more: list[str]) -> Leads:
        cells = {
            "Demo": np.where(self.demo, "yes", "no").tolist(),
            "Large": np.where(self.large, "yes", "no").tolist(),
            "Land": [LANDS[place] for place in self.land.tolist()],
            "Won": np.where(self.won, "yes", "no").tolist(),
            **more,
        }
        inputs = [Input("Demo", Kind.YES_NO), Input("Large", Kind.YES_NO), Input("Land")]
        inputs += [Input("Won", Kind.YES_NO, Role.OUTCOME), *(Input(name) for name in more)]
        columns = tuple(column_of(name, values) for name, values in cells.items())
        return Leads(RawTable(columns, len(self.won)), Recipe(tuple(inputs)))


def judged(leads: Leads, model: ScoringModel = MODEL) -> tuple[Scored, Both]:
    scored = score(model, leads, DAY)
    return scored, judged_both(scored, leads, looked_at(leads, (), Asked()))


def rules_of(found: Both) -> RuleChances:
    assert isinstance(found.by_rules.chances, RuleChances)
    return found.by_rules.chances


def test_that_the_numbers_are_those_of_scikit_learn_in_whole_ten_thousandths() -> None:
    past = History(2_000, 1)
    kept = rules_of(judged(past.leads())[1])
    design = np.column_stack([past.demo, past.large, past.land == 0, past.land == 1])
    model = LogisticRegression(C=LOOSE, max_iter=500).fit(design, past.won)
    numbers = [number for item in kept.rules for number in item.odds]
    assert np.allclose(numbers, WHOLE * model.coef_[0], atol=30)
    assert kept.intercept == pytest.approx(WHOLE * model.intercept_[0], abs=30)
    assert [item.rule for item in kept.rules] == ["r1", "r2", "r3"]  # the muted one adds nothing
    averages = [kept.rules[0].odds[0] * past.demo.mean(), kept.rules[1].odds[0] * past.large.mean()]
    assert [item.average for item in kept.rules[:2]] == [round(value) for value in averages]


def test_that_thirty_thousand_leads_make_each_lead_right_within_one_in_a_hundred() -> None:
    scored, found = judged(History(30_000, 2).leads())
    assert found.by_rules.reliability is not None
    assert found.by_rules.reliability.error <= 0.01
    later = History(30_000, 3)
    others = score(scored.model, later.leads(), DAY)
    given = chances_given(others, rules_of(found))
    assert reliability_of(given, later.won.astype(np.uint8)).error <= 0.01
    assert float(np.abs(given - later.truth).mean()) <= 0.01


def test_that_rules_foretell_better_than_points_that_know_less() -> None:
    """Large is worth points here, and tells the contrary; a limit hides what they add."""
    _, found = judged(History(6_000, 4).leads())
    assert found.difference is not None
    assert found.difference.high < 0
    assert found.sentence.startswith("Chances by rules foretell better")
    losses = found.by_rules.losses - found.by_score.losses
    assert found.difference.value == pytest.approx(losses.mean())


def test_that_points_that_know_all_are_told_no_worse() -> None:
    points = {"r1": Points(16), "r2": Points(-6)}
    lands = (ValuePoints("DE", 9), ValuePoints("FR", -4))
    model = replace(MODEL, base=20, groups=(replace(MODEL.groups[0], most=None),))
    for rule in RULES[:2]:
        model = model.with_rule(replace(rule, award=points[rule.id]))
    model = model.with_rule(replace(RULES[2], award=ByValue("Land", lands)))
    _, found = judged(History(6_000, 5).leads(), model)
    assert found.difference is not None
    assert found.difference.low <= 0 <= found.difference.high
    assert "cannot be told" in found.sentence


def test_that_a_rule_that_knows_the_outcome_adds_nothing_and_it_is_said() -> None:
    past = History(1_500, 6)
    signed = np.where(past.won, "yes", "").tolist()
    told = Rule("r9", "Signed", Points(5), FieldTest("Signed", Test.IS_KNOWN))
    model = replace(MODEL, groups=(*MODEL.groups, Group("g2", "Late", (told,))))
    _, found = judged(past.leads(Signed=signed), model)
    odds = {item.rule: item.odds for item in rules_of(found).rules}
    assert odds["r9"] == (0,)
    assert any(
        "Signed" in one and "gives the outcome away" in one for one in found.by_rules.sentences
    )


def test_that_the_same_leads_teach_the_same_numbers() -> None:
    leads = History(1_200, 7).leads()
    assert rules_of(judged(leads)[1]) == rules_of(judged(leads)[1])


def test_that_a_model_whose_rules_meet_nobody_gives_all_the_same() -> None:
    past = History(400, 8)
    nobody = FieldTest("Land", Test.IS, ("ES",))
    model = replace(MODEL, groups=(Group("g", "G", (Rule("r", "R", Points(5), nobody),)),))
    scored, found = judged(past.leads(), model)
    given: NDArray[np.float64] = chances_given(scored, rules_of(found))
    assert np.ptp(given) == 0
    assert given[0] == pytest.approx(past.won.mean(), abs=0.02)
    bare = replace(model, groups=())
    assert rules_of(judged(past.leads(), bare)[1]).rules == ()


def test_that_too_few_of_one_outcome_are_refused() -> None:
    past = History(300, 9)
    past.won[:] = False
    past.won[:9] = True
    with pytest.raises(LeadbenchError, match="too few to learn"):
        judged(past.leads())
