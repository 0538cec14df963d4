from __future__ import annotations

from models.evaluation.steps.actions import Sort, mark_of
from models.project.document import Project
from models.project.edits import ChangeReach
from models.project.edits_json import project_from_json, project_to_json
from models.project.history import History


def test_that_a_project_without_marks_opens_with_everything_within_reach() -> None:
    data = project_to_json(Project())
    del data["out_of_reach"]
    assert project_from_json(data).out_of_reach == ()


def test_that_a_step_out_of_reach_is_one_undoable_change_with_its_name() -> None:
    mark = mark_of(Sort.ACTIVITY, "Demo requested")
    edit = ChangeReach((mark,))
    history = History.of(Project()).apply(edit, "", "2026-01-01T00:00:00Z", "Ada")
    assert history.project.out_of_reach == (mark,)
    assert edit.label(Project()) == "Out of reach: demo requested"
    assert ChangeReach(()).label(history.project) == "Within reach: demo requested"
    back = history.undo("2026-01-01T00:00:01Z", "Ada")
    assert back.project == Project()
