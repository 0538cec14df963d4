from __future__ import annotations

from dataclasses import replace

import pytest

from models.evaluation.whatif.suppositions import FieldFilled, ShareBecomes, together
from models.problems import LeadbenchError
from models.project.document import Project, Scenario
from models.project.edits import (
    AddScenario,
    EditError,
    RemoveScenario,
    RenameScenario,
    TakeScenario,
)
from models.project.edits_json import project_from_json, project_to_json
from models.project.history import History
from models.scoring.model import ScoringModel

MODEL = ScoringModel("m1", "Model")
OTHER = replace(MODEL, base=7)
PROJECT = Project(models=(MODEL,), chosen="m1")
KEPT = Scenario("s1", "Stricter", OTHER, "why", "Ann", "2026-01-02", (FieldFilled("Title"),))


def test_that_a_project_without_scenarios_opens_with_none() -> None:
    data = project_to_json(PROJECT)
    del data["scenarios"]
    assert project_from_json(data) == PROJECT


def test_that_a_scenario_is_kept_renamed_removed_and_each_is_undone() -> None:
    history = History.of(PROJECT)
    for edit in (
        AddScenario(KEPT),
        RenameScenario("s1", "Strict", "because"),
        RemoveScenario("s1"),
    ):
        history = history.apply(edit, "", "", "")
    assert history.project == PROJECT
    history = history.undo("", "")
    renamed = history.project.scenario("s1")
    assert renamed == replace(KEPT, name="Strict", note="because")
    assert history.undo("", "").project.scenario("s1") == KEPT
    assert history.undo("", "").undo("", "").project == PROJECT


def test_that_taking_a_scenario_makes_its_model_the_model_and_keeps_the_scenario() -> None:
    project = AddScenario(KEPT).apply(replace(PROJECT, models=(MODEL, ScoringModel("m2", "B"))))
    taken = TakeScenario("s1").apply(replace(project, chosen="m2"))
    assert taken.model == OTHER
    assert [model.id for model in taken.models] == ["m1", "m2"]
    assert taken.scenario("s1") == KEPT


def test_that_a_scenario_of_a_model_that_is_gone_brings_it_back() -> None:
    project = AddScenario(KEPT).apply(Project(models=(ScoringModel("m2", "B"),), chosen="m2"))
    taken = TakeScenario("s1").apply(project)
    assert taken.model == OTHER
    assert len(taken.models) == 2
    assert project.fresh_model_id() == "m3"


def test_that_ids_are_fresh_and_names_of_what_is_not_there_are_refused() -> None:
    project = AddScenario(KEPT).apply(PROJECT)
    assert project.fresh_scenario_id() == "s2"
    for edit in (AddScenario(KEPT), RemoveScenario("s9"), TakeScenario("s9")):
        with pytest.raises(EditError):
            edit.apply(project)


def test_that_each_edit_says_what_it_does() -> None:
    project = AddScenario(KEPT).apply(PROJECT)
    assert AddScenario(KEPT).label(PROJECT) == "Keep scenario Stricter"
    assert RenameScenario("s1", "New").label(project) == "Rename scenario Stricter"
    assert RenameScenario("s1", "Stricter", "x").label(project) == "Note on scenario Stricter"
    assert RemoveScenario("s1").label(project) == "Remove scenario Stricter"
    assert TakeScenario("s1").label(project) == "Take scenario Stricter"


@pytest.mark.parametrize(
    "wrong",
    [
        {"supposes": "magic"},
        {"supposes": "share", "field": "F", "value": "v", "percent": "5"},
        {"supposes": "stop", "field": "F", "values": "v"},
        {"supposes": "filled"},
        7,
    ],
)
def test_that_a_supposition_that_is_none_is_refused_with_its_place(wrong: object) -> None:
    data = project_to_json(replace(PROJECT, scenarios=(KEPT,)))
    data["scenarios"][0]["suppositions"] = [wrong]
    with pytest.raises(LeadbenchError, match=r"scenarios\[0\]"):
        project_from_json(data, "file")


def test_that_suppositions_are_told_in_one_line() -> None:
    share = ShareBecomes("Source", "Webinar", 40)
    assert together((share,)) == "“Webinar” is 40\u202f% of the leads by Source"
    many = together((share, FieldFilled("Title"), FieldFilled("A"), FieldFilled("B")))
    assert many.endswith("A is filled for everybody and 1 more supposition")
    assert together(()) == ""
