from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Recipe, Role
from models.project.document import Project
from models.project.edits import ChangeInput, ChangeProject, NameVersion, SetPoints
from models.project.history import MOST_STEPS, History, Op
from tests.models.project.small_project import edit_of, entry, project


def points(history: History, rule: str = "r1") -> int:
    model = history.project.models[0]
    found = model.rule(rule)
    assert found is not None
    return found.award.points  # type: ignore[union-attr]


def set_points(value: int, rule: str = "r1") -> SetPoints:
    return SetPoints("m1", rule, value)


@given(st.lists(st.integers(0, 500), max_size=40))
def test_that_undoing_all_leads_to_the_first_project_and_redoing_all_back(
    numbers: list[int],
) -> None:
    history = History.of(project())
    states = [history.project]
    for number in numbers:
        after = history.apply(edit_of(number, history.project))
        if after is not history:
            states.append(after.project)
        history = after
    there = history
    for state in reversed(states[:-1]):
        history = history.undo()
        assert history.project == state
    assert history.project == project()
    assert history.undo() is history
    for state in states[1:]:
        history = history.redo()
        assert history.project == state
    assert history == there
    assert history.redo() is history


@given(st.lists(st.integers(0, 500), max_size=30))
def test_that_every_step_leads_from_its_before_to_its_after(numbers: list[int]) -> None:
    history = History.of(project())
    for number in numbers:
        history = history.apply(edit_of(number, history.project), "drag")
        for earlier, later in zip(history.done, history.done[1:], strict=False):
            assert earlier.after == later.before
        for step in history.done:
            assert step.edit.apply(step.before) == step.after != step.before


def test_that_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History.of(project())
    assert history.apply(set_points(points(history))) is history


def test_that_a_drag_is_one_step_named_from_its_start_to_its_end() -> None:
    history = History.of(project())
    for value in range(16, 25):
        history = history.apply(set_points(value), "drag 1", "now", "Ann")
    assert [step.label for step in history.done] == ["Vice president: +15 \u2192 +24"]
    assert points(history.undo()) == 15


def test_that_a_drag_back_to_its_start_vanishes_and_redo_is_still_there() -> None:
    history = History.of(project()).apply(ChangeProject("Other", "")).undo()
    dragged = history.apply(set_points(20), "drag").apply(set_points(30), "drag")
    assert not dragged.undone
    back = dragged.apply(set_points(15), "drag")
    assert back == history
    assert back.redo_label == "Rename project to Other"
    assert entry(back).op is Op.DROP


def test_that_a_drag_goes_on_after_it_was_at_its_start() -> None:
    history = History.of(project())
    for value in (20, 15, 22, 23):
        history = history.apply(set_points(value), "drag")
    assert [step.label for step in history.done] == ["Vice president: +15 \u2192 +23"]


def test_that_two_drags_of_the_same_rule_are_two_steps() -> None:
    history = History.of(project()).apply(set_points(20), "drag 1").apply(set_points(30), "drag 2")
    assert len(history.done) == 2


def test_that_edits_of_different_rules_in_one_gesture_do_not_merge() -> None:
    history = History.of(project()).apply(set_points(20), "g").apply(set_points(30, "r2"), "g")
    assert len(history.done) == 2


def test_that_edits_without_a_gesture_or_a_key_do_not_merge() -> None:
    history = History.of(project()).apply(set_points(20)).apply(set_points(30))
    assert len(history.done) == 2
    for name in "ab":
        history = history.apply(NameVersion("m1", name, name, "", ""), "g")
    assert len(history.done) == 4


def test_that_undo_redo_and_save_end_a_gesture() -> None:
    dragged = History.of(project()).apply(set_points(20), "g")
    for between in (dragged.save(), dragged.undo().redo()):
        assert len(between.apply(set_points(30), "g").done) == 2


def test_that_an_edit_is_not_merged_where_the_first_did_more_than_the_second() -> None:
    """Email gives up being the id when Title becomes it, and is not the id again later."""
    recipe = Recipe((Input("Email", role=Role.ID), Input("Title")))
    history = History.of(Project(recipe=recipe))
    history = history.apply(ChangeInput(Input("Title", role=Role.ID)), "g")
    history = history.apply(ChangeInput(Input("Title")), "g")
    assert len(history.done) == 2
    assert history.project.recipe.with_role(Role.ID) is None
    assert history.undo().undo().project.recipe == recipe


def test_that_an_edit_after_an_undo_forgets_what_was_undone() -> None:
    history = History.of(project()).apply(set_points(20)).undo().apply(set_points(30))
    assert not history.undone
    assert points(history.undo()) == 15


def test_that_the_history_is_clean_whenever_the_project_is_the_saved_one() -> None:
    history = History.of(project())
    assert history.clean
    history = history.apply(set_points(20))
    assert not history.clean
    history = history.save().apply(set_points(30))
    assert not history.clean
    assert history.undo().clean
    assert history.apply(set_points(20)).clean
    assert not history.undo().undo().clean


def test_that_the_oldest_steps_go_when_there_are_too_many() -> None:
    history = History.of(project())
    for value in range(MOST_STEPS + 10):
        history = history.apply(set_points(100 + value))
    assert len(history.done) == MOST_STEPS
    while history.done:
        history = history.undo()
    assert points(history) == 100 + 9


def test_that_entries_carry_time_author_label_and_the_edit() -> None:
    history = History.of(project()).apply(set_points(20), "g", "12:00", "Ann")
    assert entry(history).op is Op.EDIT
    assert entry(history).edit == set_points(20)
    history = history.apply(set_points(21), "g", "12:01", "Ann")
    assert (entry(history).op, entry(history).time) == (Op.REPLACE, "12:01")
    undone = history.undo("12:02", "Bob")
    assert (entry(undone).op, entry(undone).time, entry(undone).author) == (Op.UNDO, "12:02", "Bob")
    assert entry(undone).label == "Vice president: +15 \u2192 +21"
    assert entry(undone.redo()).op is Op.REDO
    assert entry(undone.save()).op is Op.SAVE


def test_that_a_long_drag_keeps_no_chain_of_histories() -> None:
    history = History.of(project())
    for value in range(16, 100):
        history = history.apply(set_points(value), "drag")
    assert history._start is not None
    assert history._start._start is None
