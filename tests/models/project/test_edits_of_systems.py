"""The edits of the grade, the account score and the programme, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from models.leads.derived_fields import EmailDomain
from models.project.document import Project
from models.project.edits import (
    ChangeAccount,
    ChangeGame,
    ChangeGrade,
    ChangeModel,
    EditError,
    SetPoints,
)
from models.project.history import History
from models.scoring.account import AccountScore
from models.scoring.awards import ByCount, CountPoints, PerOccurrence
from models.scoring.conditions import Quantity, Selection
from models.scoring.game import Game, Level
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import Band, Group, Rule, ScoringModel
from tests.models.scoring.random_models import accounts, games, grades, models

GRADE = Grade(
    (GradeStep("A", 30), GradeStep("B")),
    (GradeStep("1", 20), GradeStep("2")),
    (("A1", "A2"), ("B1", "B2")),
)
MODEL = ScoringModel(
    "m1",
    "B2B",
    derived=(EmailDomain("Domain", "E-mail"),),
    grade=GRADE,
    account=AccountScore("Company"),
    game=Game(),
)
PROJECT = Project(models=(MODEL,), chosen="m1")
HIGHER = replace(GRADE, fit=(GradeStep("A", 35), GradeStep("B")))


@given(models(), grades(), accounts(), games())
def test_that_each_edit_changes_its_own_part_and_nothing_else(
    model: ScoringModel, grade: Grade, account: AccountScore, game: Game
) -> None:
    before = Project(models=(model,))
    for edit, after in (
        (ChangeGrade("m1", grade), replace(model, grade=grade)),
        (ChangeAccount("m1", account), replace(model, account=account)),
        (ChangeGame("m1", game), replace(model, game=game)),
        (ChangeGame("m1", None), replace(model, game=None)),
    ):
        assert edit.apply(before).models == (after,)
        assert edit.label(before)


def test_that_a_change_of_the_model_leaves_the_parts_with_edits_of_their_own() -> None:
    bare = ScoringModel("m1", "B2B", bands=(Band("A", 0),))
    stale = replace(bare, name="B2C", own_day=30)
    after = ChangeModel(stale).apply(ChangeGrade("m1", HIGHER).apply(PROJECT)).models[0]
    assert after == replace(MODEL, name="B2C", own_day=30, grade=HIGHER)


def test_that_the_drag_of_a_threshold_of_the_grade_is_one_step() -> None:
    history = History.of(PROJECT)
    for threshold in (31, 33, 35):
        grade = replace(GRADE, fit=(GradeStep("A", threshold), GradeStep("B")))
        history = history.apply(ChangeGrade("m1", grade), "drag")
    assert len(history.done) == 1
    assert history.done[0].edit.label(PROJECT) == "A from 30 \u2192 35"
    assert history.undo().project == PROJECT


def test_that_drags_of_two_parts_in_one_gesture_are_two_steps() -> None:
    history = History.of(PROJECT)
    history = history.apply(ChangeGrade("m1", HIGHER), "drag")
    history = history.apply(ChangeGame("m1", Game(opening=5)), "drag")
    assert len(history.done) == 2


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (ChangeGame("m1", None), "Remove the programme"),
        (ChangeAccount("m1", None), "Remove the account score"),
        (
            ChangeAccount("m1", AccountScore("Firm")),
            "Field of the account: Company \u2192 Firm",
        ),
        (ChangeGame("m1", Game(opening=5)), "Opening of the programme: 0 \u2192 5"),
        (
            ChangeGame("m1", Game(levels=(Level("New", -1, "x" * 100),))),
            "Change the programme",
        ),
        (ChangeModel(replace(MODEL, own_day=30)), "Look at each lead 30 days after its creation"),
        (ChangeModel(replace(MODEL, own_day=1)), "Look at each lead 1 day after its creation"),
    ],
)
def test_that_an_edit_says_what_it_did(
    edit: ChangeAccount | ChangeGame | ChangeModel, label: str
) -> None:
    assert edit.label(PROJECT) == label


def test_that_an_edit_says_what_it_added() -> None:
    bare = Project(models=(ScoringModel("m1", "Bare"),))
    assert ChangeAccount("m1", AccountScore("Company")).label(bare) == "Add the account score"
    assert ChangeGame("m1", Game()).label(bare) == "Add the programme"


def test_that_an_edit_of_a_model_that_is_not_there_is_a_bug() -> None:
    for edit in (ChangeGrade("m9", None), ChangeAccount("m9", None), ChangeGame("m9", None)):
        with pytest.raises(EditError, match="no model m9"):
            edit.apply(PROJECT)


def test_that_points_by_count_and_per_occurrence_are_set_as_others_are() -> None:
    visits = Selection(("Visit",))
    count = Rule("r1", "Visits", ByCount(Quantity(of=visits), (CountPoints(1, 5),)))
    each = Rule("r2", "Each", PerOccurrence(visits, 5, 3))
    before = Project(models=(replace(MODEL, groups=(Group("g1", "Doing", (count, each)),)),))
    after = SetPoints("m1", "r2", 7).apply(SetPoints("m1", "r1", 9, 0).apply(before))
    assert [rule.award for rule in after.models[0].rules()] == [
        ByCount(Quantity(of=visits), (CountPoints(1, 9),)),
        PerOccurrence(visits, 7, 3),
    ]
    assert SetPoints("m1", "r2", 7).label(before) == "Each: +5 \u2192 +7"
    with pytest.raises(EditError, match="no entry 1"):
        SetPoints("m1", "r1", 9, 1).apply(before)
