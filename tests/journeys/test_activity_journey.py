"""From what leads did to points that fade: a rule on activities, by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from models.scoring.awards import PerOccurrence
from models.scoring.conditions import ActivityTest, Quantity, Selection, Test
from models.scoring.decay import Decay, Fades, Shape, half_life
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.places import MODEL

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(bench: Workbench, qtbot: QtBot) -> Workbench:
    """The keys go to the window."""
    bench.window.resize(1366, 820)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    return bench


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(qtbot: QtBot, which: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(focused(), which, held)


def tab_to(qtbot: QtBot, name: str) -> QWidget:
    """Press Tab until the control of this name has the focus."""
    for _ in range(80):
        if focused().accessibleName().startswith(name):
            return focused()
        key(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def choose(qtbot: QtBot, words: str) -> None:
    """Type the beginning of a choice in the box that has the focus."""
    box = focused()
    assert isinstance(box, QComboBox)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        key(qtbot, Qt.Key.Key_Down)
    assert box.currentText() == words


def settled(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            desk.preview.last is not None
            and desk.preview.last.settled
            and desk.preview.last.model == desk.session.model
        ),
        timeout=30_000,
    )


def test_that_a_rule_on_activities_fades_and_the_figures_follow(
    bench: Workbench, qtbot: QtBot
) -> None:
    desk, session = bench.desk, bench.desk.session
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_sample("b2b_software")
    qtbot.waitUntil(
        lambda: session.leads is not None and session.leads.activities is not None, timeout=60_000
    )
    qtbot.keyClick(bench.window, Qt.Key.Key_3, CONTROL)
    settled(desk, qtbot)
    page = desk.pages[MODEL]
    editor, model = page.editor, session.model
    assert model is not None
    engagement = next(group for group in model.groups if group.name == "Engagement")
    editor.choose(engagement.rules[0].id)

    def points() -> int:
        settled(desk, qtbot)
        last = desk.preview.last
        assert last is not None
        return int(last.scored.given[engagement.id].astype("int64").sum())

    before = points()

    # A rule: the type is found by typing, the field's chooser is open already.
    qtbot.mouseClick(editor.add, LEFT)
    qtbot.keyClicks(focused(), "webinar att")
    key(qtbot, Qt.Key.Key_Return)
    rule = session.model.rule(editor.rule.rule) if session.model is not None else None
    assert rule is not None
    webinars = Selection(("Webinar attended",))
    assert rule.when == ActivityTest(Quantity(of=webinars), Test.AT_LEAST, (1.0,))
    assert rule.name == "Webinar attended"

    # Points for each of them, at most three times.
    tab_to(qtbot, "How points are given")
    choose(qtbot, "per occurrence")
    spin = editor.rule.award.points.spin
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "8")
    key(qtbot, Qt.Key.Key_Return)
    rule = session.model.rule(rule.id) if session.model is not None else None
    assert rule is not None
    assert rule.award == PerOccurrence(webinars, 8, 3)
    assert editor.rule.award.activities._together.text() == "together at most +24"
    full = points()
    assert full > before, "the figures follow the new rule"
    hits = desk.preview.last.evaluation.rules[rule.id].hits if desk.preview.last else None
    assert hits is not None
    assert hits.leads > 0
    assert editor.rule.does._hits._value.text() == f"{hits.leads:,}"

    # Back to the list; the group's decay by its tab and by keys.
    qtbot.mouseClick(editor.rule._close, LEFT)
    tab = editor.tabs.tabRect(2)
    assert editor.tabs.tabText(2) == "Decay"
    qtbot.mouseClick(editor.tabs, LEFT, pos=tab.center())
    tab_to(qtbot, "Group")
    choose(qtbot, "Engagement")
    tab_to(qtbot, "What fades")
    choose(qtbot, "fade by activity")
    tab_to(qtbot, "Days")
    qtbot.keyClicks(focused(), "14")
    group = session.model.group(engagement.id) if session.model is not None else None
    assert group is not None
    steps, after = half_life(14)
    decay = Decay(Fades.BY_ACTIVITY, steps, after, shape=Shape.HALF_LIFE, days=14)
    assert group.decay == decay
    faded = points()
    assert before < faded < full, "what fades is less, and the figures follow at once"
    told = editor.decay.ahead.sentence
    assert " after 30 days" in told
    assert editor.decay.ahead.line.isVisible()

    # Another lead is told of as soon as it is chosen.
    last = desk.preview.last
    assert last is not None
    row = int(last.scored.given[engagement.id].argmax())
    session.choose_lead(row)
    most = int(last.scored.given[engagement.id][row])
    assert f" {most} points " in editor.decay.ahead.sentence
    assert editor.decay.ahead.sentence != told

    # One step back takes the typed days, one more the decay; the rule stays.
    for _ in range(4):
        qtbot.keyClick(bench.window, Qt.Key.Key_Z, CONTROL)
        group = session.model.group(engagement.id) if session.model is not None else None
        assert group is not None
        if group.decay is None:
            break
    assert group.decay is None
    assert session.model is not None
    assert session.model.rule(rule.id) is not None
    assert points() == full
