"""Chances by trees: against scikit-learn, known truths, and the chances of scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from models.evaluation.history.asked import Asked, looked_at
from models.evaluation.history.reliability import reliability_of
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.file.model_json import dump, model_from_text
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.scoring.odds import chances_given, odds_of
from models.scoring.probability import WHOLE, TreeChances
from models.scoring.trees import average_of, fields_read, moved_by_trees
from models.tuning.division import Divided
from models.tuning.predictive.boosting import boosted
from models.tuning.predictive.by_trees import MOST_BYTES, as_trees, trees_learnt
from models.tuning.predictive.features import features_of
from models.tuning.predictive.judging import Both, judged_both, with_trees
from models.tuning.report import Division, Way

DAY = date(2026, 3, 12)
LANDS = ("DE", "FR", "IT", "ES")
MODEL = ScoringModel(
    "m1",
    "Signs",
    (Group("g1", "Signs", (Rule("r1", "Demo", Points(10), FieldTest("Demo", Test.IS_YES)),)),),
)


class History:
    """Demos count in large companies only, which points and rules of one field cannot say."""

    def __init__(self, rows: int, seed: int) -> None:
        dice = np.random.default_rng(seed)
        self.demo, self.staff = dice.random(rows) < 0.4, dice.integers(1, 500, rows)
        self.land, self.age = dice.integers(0, 4, rows), dice.integers(0, 90, rows)
        self.hidden = dice.random((4, rows)) < 0.15  # blanks of demo, staff, land, age
        large = (self.staff >= 250) & ~self.hidden[1]
        demo = self.demo & ~self.hidden[0]
        odds = -3 + 2.4 * (demo & large) + 0.9 * np.isin(self.land, (0, 3)) - 0.02 * self.age
        self.truth = 1 / (1 + np.exp(-odds))
        self.won = dice.random(rows) < self.truth

    def leads(self, **more: list[str]) -> Leads:
        def cells(texts: list[str], blank: NDArray[np.bool_]) -> list[str]:
            return ["" if no else text for text, no in zip(texts, blank.tolist(), strict=True)]

        seen = [(DAY - timedelta(days=99 + int(age))).isoformat() for age in self.age]
        given = {
            "Demo": cells(np.where(self.demo, "yes", "no").tolist(), self.hidden[0]),
            "Staff": cells([str(one) for one in self.staff.tolist()], self.hidden[1]),
            "Land": cells([LANDS[place] for place in self.land.tolist()], self.hidden[2]),
            "Seen": cells(seen, self.hidden[3]),
            "Made": [(DAY - timedelta(days=99)).isoformat()] * len(self.won),
            "Won": np.where(self.won, "yes", "no").tolist(),
            **more,
        }
        inputs = [Input("Demo", Kind.YES_NO), Input("Staff", Kind.NUMBER), Input("Land")]
        inputs += [Input("Seen", Kind.DATE), Input("Made", Kind.DATE, Role.CREATED)]
        inputs += [Input("Won", Kind.YES_NO, Role.OUTCOME), *(Input(name) for name in more)]
        columns = tuple(column_of(name, values) for name, values in given.items())
        return Leads(RawTable(columns, len(self.won)), Recipe(tuple(inputs)))


def judged(leads: Leads, model: ScoringModel = MODEL) -> tuple[Scored, Both]:
    scored = score(model, leads, DAY)
    looked = looked_at(leads, (), Asked())
    return scored, with_trees(judged_both(scored, leads, looked), scored, leads, looked)


def trees_of(found: Both) -> TreeChances:
    assert found.by_trees is not None
    assert isinstance(found.by_trees.judged.chances, TreeChances)
    return found.by_trees.judged.chances


def test_that_what_is_kept_foretells_what_scikit_learn_foretells() -> None:
    """Before rounding they are the same: each tree may round by half of a ten-thousandth."""
    past = History(2_000, 1)
    leads = past.leads()
    for model in (MODEL, replace(MODEL, own_day=3)):
        scored = score(model, leads, DAY)
        rows = np.arange(2_000, dtype=np.intp)
        features = features_of(scored, leads, (), rows)
        design = np.column_stack([one.values for one in features])
        whole = boosted(
            design, [one.told is not None for one in features], past.won.astype(np.uint8), 1
        )
        assert whole.model is not None
        found = as_trees(whole, features, design, len(whole.trees))
        exact = whole.model.decision_function(design)
        assert np.ptp(exact) > 2
        odds = odds_of(scored, found, rows)
        assert np.abs(odds / WHOLE - exact).max() <= (len(whole.trees) + 1) / 2 / WHOLE
        assert set(fields_read(found)) == {"Demo", "Staff", "Land", "Seen", "Made"}
        # The average of a root is that of the leads that taught.
        average, moved = moved_by_trees(scored, found, rows)
        assert average == found.intercept + sum(map(average_of, found.trees))
        assert odds.mean() == pytest.approx(average, abs=len(found.trees))
        assert sorted(moved) == ["Demo", "Land", "Staff", "days from Seen to Made"]


def learnt(leads: Leads) -> tuple[Scored, TreeChances]:
    """What all leads teach, without holding any back."""
    scored = score(MODEL, leads, DAY)
    rows = np.arange(len(leads), dtype=np.intp)
    parted = Divided(Division(Way.FOLDS, Tally(), Tally()), (), rows, leads.outcome, None, None)
    return scored, trees_learnt(scored, leads, parted, rows, ()).chances


def test_that_thirty_thousand_leads_make_each_lead_right_within_one_in_a_hundred() -> None:
    scored, found = learnt(History(30_000, 2).leads())
    later = History(30_000, 3)
    given = chances_given(score(scored.model, later.leads(), DAY), found)
    assert reliability_of(given, later.won.astype(np.uint8)).error <= 0.01
    assert float(np.abs(given - later.truth).mean()) <= 0.015
    text = dump(replace(MODEL, probability=found))
    assert len(text) < MOST_BYTES * 1.2
    assert model_from_text(text) == replace(MODEL, probability=found)


def test_that_trees_foretell_better_where_fields_count_together_only() -> None:
    _, found = judged(History(4_000, 8).leads())
    told = found.by_trees
    assert told is not None
    assert told.difference is not None
    assert told.difference.high < 0
    assert told.sentence.startswith("Chances by trees foretell better")
    assert told.difference.value == pytest.approx(
        (told.judged.losses - found.by_score.losses).mean()
    )
    assert {one.name for one in told.moves[:2]} == {"Staff", "Demo"}


def test_that_a_field_that_knows_the_outcome_is_not_asked_and_it_is_said() -> None:
    past = History(800, 4)
    _, found = judged(past.leads(Stage=np.where(past.won, "Customer", "Open").tolist()))
    assert "Stage" not in fields_read(trees_of(found))
    assert found.by_trees is not None
    assert "“Stage” gives the outcome away" in found.by_trees.judged.sentences[-1]


def test_that_outcomes_of_chance_grow_hardly_a_tree() -> None:
    past = History(1_000, 5)
    past.won = np.random.default_rng(9).random(1_000) < 0.2
    assert len(learnt(past.leads())[1].trees) <= 5


def test_that_names_of_people_are_not_asked() -> None:
    past = History(600, 9)
    names = [f"Name{place % 60}" for place in range(600)]
    leads = past.leads(**{"First name": names, "Town": names})
    scored = score(MODEL, leads, DAY)
    rows = np.arange(600, dtype=np.intp)
    asked = [one.blank for one in features_of(scored, leads, (), rows)]
    assert FieldTest("Town", Test.IS_BLANK) in asked
    assert FieldTest("First name", Test.IS_BLANK) not in asked


def test_that_few_leads_and_fields_that_are_blank_are_no_fault() -> None:
    past = History(60, 6)
    past.won[:] = np.arange(60) % 3 == 0
    _, found = judged(past.leads(Empty=[""] * 60))
    assert trees_of(found).table.leads == 60
    bare = past.leads()
    none = Recipe(tuple(item for item in bare.recipe if item.role is not Role.FIELD))
    assert learnt(Leads(bare.raw, none))[1].trees == ()


def test_that_the_same_leads_and_seed_give_the_same_trees() -> None:
    leads = History(600, 7).leads()
    assert learnt(leads)[1] == learnt(leads)[1]
