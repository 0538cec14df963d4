"""The side Simplify of the page Tune, driven by hand: tick, look at the cost, take, take back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.project.edits import SetPoints
from models.tuning.steps import Simplification
from tests.workbench.test_tune_page import HISTORY, MODEL
from workbench.looked_at import LookedAt
from workbench.pages.tune.simplify_view import SimplifyView
from workbench.session import Session


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SimplifyView]:
    view = SimplifyView(Session("Ada"), LookedAt())
    qtbot.addWidget(view)
    view.resize(1232, 680)
    view.show()
    yield view
    view.finish()


def opened(view: SimplifyView, qtbot: QtBot) -> SimplifyView:
    HISTORY.open(view.session, MODEL)
    settled(view, qtbot)
    return view


def settled(view: SimplifyView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.asking.busy and not view._adding.busy, timeout=60_000)


def row_of(view: SimplifyView, way: Simplification, rule: str) -> int:
    assert view._found is not None
    steps = [one.steps[0] for one in view._found.offer.steps]
    return next(at for at, step in enumerate(steps) if (step.way, step.rule) == (way, rule))


def test_that_the_smallest_model_is_ticked_with_what_it_costs_and_nothing_is_changed(
    view: SimplifyView, qtbot: QtBot
) -> None:
    opened(view, qtbot)
    assert view._found is not None
    assert view._ticked == set(view._found.smallest.steps)
    assert Simplification.DROP in {step.way for step in view._ticked}
    assert "instead of 3" in view.sum.text()
    assert "of the lift stays" in view.sum.text()
    assert view.take.isEnabled()
    assert view.session.model == MODEL


def test_that_what_is_ticked_is_taken_as_one_step_with_a_version_and_undone(
    view: SimplifyView, qtbot: QtBot
) -> None:
    opened(view, qtbot)
    view.none.click()
    assert not view.take.isEnabled()
    place = row_of(view, Simplification.DROP, "r2")
    view.steps.choose(place)
    qtbot.keyClick(view.steps, Qt.Key.Key_Space)
    settled(view, qtbot)
    assert view.take.text() == "Take 1 simplification"
    assert "2 rules instead of 3" in view.sum.text()
    view.take.click()
    model, project = view.session.model, view.session.project
    assert model is not None
    assert project is not None
    assert [rule.id for rule in model.rules()] == ["r0", "r1"]
    assert project.versions_of("m1")[-1].model == MODEL
    assert view.session.history is not None
    assert view.session.history.undo_label == "Take 1 simplification"
    settled(view, qtbot)
    view.session.undo()
    assert view.session.model == MODEL


def test_that_a_click_ticks_a_step_and_steps_are_weighed_together(
    view: SimplifyView, qtbot: QtBot
) -> None:
    opened(view, qtbot)
    view.none.click()
    for rule in ("r1", "r2"):
        index = view.steps.model().index(row_of(view, Simplification.DROP, rule), 0)
        here = view.steps.visualRect(index).center()
        qtbot.mouseClick(view.steps.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(here))
    settled(view, qtbot)
    assert view._together is not None
    assert {step.rule for step in view._together.steps} == {"r1", "r2"}
    assert "1 rule instead of 3" in view.sum.text()


def test_that_the_share_to_keep_chooses_another_smallest_model(
    view: SimplifyView, qtbot: QtBot
) -> None:
    opened(view, qtbot)
    view.share.setFocus()
    view.share.selectAll()
    qtbot.keyClicks(view.share, "1")
    settled(view, qtbot)
    assert len(view._ticked) == 2
    assert "1 of 3 rules" in view.verdict.text()


def test_that_a_change_of_the_model_is_weighed_anew_and_enter_shows_the_rule(
    view: SimplifyView, qtbot: QtBot
) -> None:
    opened(view, qtbot)
    before = view._found
    view.session.apply(SetPoints("m1", "r1", 5))
    settled(view, qtbot)
    assert view._found is not None
    assert view._found is not before
    view.steps.choose(row_of(view, Simplification.DROP, "r1"))
    with qtbot.waitSignal(view.rule_asked) as asked:
        qtbot.keyClick(view.steps, Qt.Key.Key_Return)
    assert asked.args == ["r1"]


def test_that_without_leads_it_says_why_there_is_nothing(view: SimplifyView) -> None:
    assert "no leads" in view.verdict.text()
    assert not view.take.isVisible()
