from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.evaluation.trials.design import Design, Sizes
from models.evaluation.trials.trial import Trial, trial_of
from models.project.document import Project
from models.project.edits import ChangeTrial, EditError, PlanTrial, RemoveTrial
from models.project.edits_json import project_from_json, project_to_json


def planned(trial_id: str = "t1", name: str = "New threshold") -> Trial:
    design = Design(0.08, 0.02, 375, wait=30)
    return trial_of(trial_id, name, design, Sizes(3_213, 3_213, 18), date(2026, 3, 2), 18)


def test_that_a_plan_is_kept_changed_and_removed_by_name() -> None:
    before = Project()
    one = PlanTrial(planned()).apply(before)
    two = PlanTrial(planned("t2", "New model")).apply(one)
    moved = replace(planned(), end=date(2026, 12, 31))
    three = ChangeTrial(moved).apply(two)
    assert [trial.name for trial in three.trials] == ["New threshold", "New model"]
    assert three.trials[0].end == date(2026, 12, 31)
    assert RemoveTrial("t1").apply(three).trials == (planned("t2", "New model"),)
    assert PlanTrial(planned()).label(before) == "Plan test “New threshold”"
    assert ChangeTrial(moved).label(two) == "Change test “New threshold”"
    assert RemoveTrial("t2").label(two) == "Remove test “New model”"


def test_that_a_plan_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(EditError):
        ChangeTrial(planned()).apply(Project())
    with pytest.raises(EditError):
        RemoveTrial("t1").apply(Project())


def test_that_a_project_without_plans_opens() -> None:
    data = project_to_json(Project())
    del data["trials"]
    assert project_from_json(data).trials == ()


def test_that_a_new_plan_has_an_id_of_its_own() -> None:
    project = Project(trials=(planned("t1"), planned("t3")))
    assert project.fresh_trial_id() == "t2"
    assert Project().fresh_trial_id() == "t1"


def test_that_the_result_of_a_plan_is_looked_at_when_its_last_leads_had_their_time() -> None:
    trial = planned()
    assert trial.end == date(2026, 7, 5)
    assert trial.look == date(2026, 8, 4)
