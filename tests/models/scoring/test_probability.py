"""The chances that are kept with a model: looked up, written, never used for other points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.leads.fields import Input, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.document import Project
from models.project.edits import ChangeModel, ChangeProbability, SetPoints
from models.scoring.chance_words import chance_words
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.file.model_json import dump, model_from_text
from models.scoring.file.probability_json import probability_from_json
from models.scoring.file.scores_hash import chances_of, fits, scores_hash
from models.scoring.model import Band, Group, Move, Override, Points, Rule, ScoringModel
from models.scoring.probability import ChanceStep, Probability, written

VP = FieldTest("Title", Test.IS, ("VP",))
RULE = Rule("r1", "VP", Points(60), VP)
MODEL = ScoringModel("m1", "Jobs", (Group("g1", "Fit", (RULE,)),))
TABLE = Probability((ChanceStep(0, 120, 90, 150), ChanceStep(60, 2500, 2000, 3100)), 900, 80)
KEPT = replace(MODEL, probability=replace(TABLE, of=scores_hash(MODEL)))


def scored_at(model: ScoringModel, title: str = "VP") -> Scored:
    """One lead."""
    leads = Leads(RawTable((column_of("Title", [title]),), 1), Recipe((Input("Title"),)))
    return score(model, leads, date(2026, 3, 12))


def test_that_a_score_has_the_chance_of_the_step_it_has_reached() -> None:
    scores = np.array([-5, 0, 59, 60, 100])
    assert [TABLE.at(int(score)).chance for score in scores] == [120, 120, 120, 2500, 2500]
    assert TABLE.places(scores).tolist() == [0, 0, 0, 1, 1]


def test_that_a_chance_is_written_with_four_decimals() -> None:
    assert [written(value) for value in (0, 7, 2500, 10_000)] == [
        "0.0000",
        "0.0007",
        "0.2500",
        "1.0000",
    ]


def test_that_chances_survive_the_file() -> None:
    assert model_from_text(dump(KEPT)) == KEPT


@pytest.mark.parametrize(
    "change",
    [
        lambda model: replace(model, base=1),
        lambda model: replace(model, groups=(replace(model.groups[0], most=50),)),
        lambda model: model.with_rule(replace(RULE, award=Points(61))),
        lambda model: model.with_rule(replace(RULE, muted=True)),
        lambda model: replace(model, overrides=(Override("o", "No", VP, Move.AT_MOST, "Cold"),)),
    ],
)
def test_that_chances_of_other_points_are_not_used(change: object) -> None:
    changed = change(KEPT)  # type: ignore[operator]
    assert not fits(changed)
    assert chances_of(changed) is None
    assert chance_words(scored_at(changed)) == "The chances kept with the model are of other points"


@pytest.mark.parametrize(
    "change",
    [
        lambda model: replace(model, name="Other", notes="Why"),
        lambda model: model.with_rule(replace(RULE, name="Vice president", note="Says sales")),
        lambda model: replace(model, bands=(Band("A", 0), Band("B", 30, mql=True))),
    ],
)
def test_that_names_notes_and_thresholds_leave_chances_in_use(change: object) -> None:
    assert chances_of(change(KEPT)) is not None  # type: ignore[operator]


def test_that_a_table_of_unknown_origin_is_used() -> None:
    """A person may write it by hand."""
    assert chances_of(replace(MODEL, probability=TABLE)) == TABLE


def test_that_a_lead_is_told_its_chance_with_the_interval() -> None:
    assert chance_words(scored_at(KEPT)) == (
        "25\u202f% of leads with this score convert, 20\u202f% to 31\u202f%"
    )
    assert chance_words(scored_at(KEPT, "Clerk")).startswith("1.2\u202f% of leads")
    assert chance_words(scored_at(MODEL)) == ""


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([], "1 to 2,000 steps"),
        ([{"from": 0, "chance": 10_001}], "0 to 10,000"),
        ([{"from": 0, "chance": 5}, {"from": 0, "chance": 6}], "must be above 0"),
        ([{"from": 0, "chance": 5}, {"from": 1, "chance": 4}], "must not be below 5"),
        ([{"from": 0, "chance": 5, "low": 6}], "must lie within low and high"),
    ],
)
def test_that_a_table_that_could_not_be_is_refused(steps: list[object], fault: str) -> None:
    with pytest.raises(LeadbenchError, match=fault):
        probability_from_json({"steps": steps})


def test_that_keeping_chances_is_an_edit_and_other_edits_leave_them() -> None:
    before = Project(models=(MODEL,), chosen="m1")
    edit = ChangeProbability("m1", KEPT.probability)
    after = edit.apply(before)
    assert after.models == (KEPT,)
    assert edit.label(before) == "Keep the chances"
    assert edit.label(after) == "Keep other chances"
    assert ChangeProbability("m1", None).label(after) == "Forget the chances"
    renamed = ChangeModel(replace(MODEL, name="B")).apply(after)
    assert renamed.models[0].probability == KEPT.probability
    moved = SetPoints("m1", "r1", 50).apply(after)
    assert chances_of(moved.models[0]) is None
    back = SetPoints("m1", "r1", 60).apply(moved)
    assert chances_of(back.models[0]) is not None
