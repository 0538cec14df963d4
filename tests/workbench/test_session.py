"""The session: one door, undo, the baseline, the selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.edits import ChangeInput, ChangeModel, ChooseModel, NameVersion, SetPoints
from models.project.history import History
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.session import Session

TABLE = RawTable(
    (column_of("Id", ["1", "2"]), column_of("Size", ["10", "x"]), column_of("Won", ["yes", "no"])),
    2,
)
RECIPE = Recipe((Input("Id", role=Role.ID), Input("Size"), Input("Won", Kind.YES_NO, Role.OUTCOME)))
RULE = Rule("r1", "Big", Points(5), FieldTest("Size", Test.IS_KNOWN))
MODELS = (
    ScoringModel("m1", "One", (Group("g1", "Fit", (RULE,)),)),
    ScoringModel("m2", "Two"),
)


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session("Ada")
    source = Source(TABLE.fingerprint, "leads.csv", 2)
    project = Project("P", source, RECIPE, MODELS, "m1")
    made.open(History.of(project), TABLE)
    return made


def test_that_an_undone_edit_restores_the_same_project(session: Session) -> None:
    before = session.project
    assert session.apply(SetPoints("m1", "r1", 9))
    assert session.project != before
    session.undo()
    assert session.project == before
    session.redo()
    assert session.model is not None
    assert session.model.rule("r1").award == Points(9)  # type: ignore[union-attr]


def test_that_an_edit_that_changes_nothing_is_no_step_and_tells_nobody(session: Session) -> None:
    told: list[object] = []
    session.edited.connect(told.append)
    assert not session.apply(SetPoints("m1", "r1", 5))
    assert not told
    assert session.history is not None
    assert not session.history.done


def test_that_a_drag_is_one_step_and_one_back_to_its_start_is_none(session: Session) -> None:
    gesture = session.gesture()
    for points in (6, 7, 8):
        session.apply(SetPoints("m1", "r1", points), gesture)
    assert session.history is not None
    assert len(session.history.done) == 1
    session.apply(SetPoints("m1", "r1", 5), gesture)
    assert not session.history.done
    assert not session.changed


def test_that_other_leads_are_shown_when_a_field_is_read_otherwise(session: Session) -> None:
    told: list[int] = []
    session.leads_changed.connect(lambda: told.append(1))
    session.apply(ChangeInput(Input("Size", Kind.NUMBER)))
    assert told
    assert session.leads is not None
    assert session.leads.misfits("Size").count == 1
    session.undo()
    assert session.leads.misfits("Size").count == 0


def test_that_the_baseline_is_the_last_save_until_a_version_is_named_or_picked(
    session: Session,
) -> None:
    session.apply(SetPoints("m1", "r1", 9))
    assert session.baseline is not None
    assert session.baseline.name == "the last save"
    assert session.baseline.model == MODELS[0]
    session.apply(NameVersion("m1", "v1", "spring", "2026-11-23T10:00:00+00:00", "Ada"))
    assert session.baseline.name == "spring", "a version is a point to measure from"
    session.apply(SetPoints("m1", "r1", 12))
    saved = session.as_saved()
    assert saved is not None
    session.take_saved(saved)
    assert session.baseline.name == "the last save"
    session.compare_with("v1")
    assert session.baseline.name == "spring"
    session.compare_with("")
    assert session.baseline.name == "the last save"


def test_that_choosing_a_model_changes_what_is_compared(session: Session) -> None:
    session.apply(ChooseModel("m2"))
    assert session.model is not None
    assert session.model.name == "Two"
    assert session.baseline is not None
    assert session.baseline.model.id == "m2"


def test_that_a_model_that_is_only_shown_has_not_changed(session: Session) -> None:
    saved = session.as_saved()
    assert saved is not None
    session.take_saved(saved)
    session.apply(ChooseModel("m2"))
    assert session.changed
    assert not session.model_changed
    session.apply(ChooseModel("m1"))
    session.apply(SetPoints("m1", "r1", 9))
    assert session.model_changed


def test_that_leads_are_read_in_the_zone_of_the_chosen_model(session: Session) -> None:
    assert session.model is not None
    assert session.leads is not None
    session.apply(ChangeModel(replace(session.model, zone="Asia/Tokyo")))
    assert session.leads.zone == "Asia/Tokyo"
    session.apply(ChooseModel("m2"))
    assert session.leads.zone == "UTC"


def test_that_going_to_a_step_of_the_history_undoes_and_redoes(session: Session) -> None:
    for points in (6, 7, 8):
        session.apply(SetPoints("m1", "r1", points))
    session.go_to(1)
    assert session.model is not None
    assert session.model.rule("r1").award == Points(6)  # type: ignore[union-attr]
    session.go_to(3)
    assert session.model.rule("r1").award == Points(8)  # type: ignore[union-attr]
    session.go_to(0)
    assert not session.changed
