"""The main job by keyboard alone: no mouse event is ever sent."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.app import Workbench
from workbench.dialogs.sheet import Sheet
from workbench.places import LEADS, MODEL

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bench(bench: Workbench, qtbot: QtBot) -> Workbench:
    """The keys go to the window."""
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


def back_to_window(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.activateWindow()  # no window manager does it when a dialog closes
    qtbot.waitUntil(bench.window.isActiveWindow)


def test_that_the_main_job_needs_no_mouse(bench: Workbench, qtbot: QtBot) -> None:
    window = bench.window

    # Welcome: Tab to the sample, Enter opens it.
    tab_to(qtbot, "Open the sample")
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        key(qtbot, Qt.Key.Key_Return)
    desk = bench.desk
    session = desk.session

    def settled() -> bool:
        last = desk.preview.last
        return last is not None and last.settled and last.model == session.model

    qtbot.waitUntil(settled, timeout=20_000)
    assert window.page == MODEL
    window.messages.clear()

    # A rule with a condition: the field is chosen by its name, points are typed.
    assert session.model is not None
    before = [rule.id for rule in session.model.rules()]
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    fresh = next(rule for rule in session.model.rules() if rule.id not in before)
    qtbot.keyClicks(focused(), "Country")
    key(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(tab_to(qtbot, "Add to"), "Austria")
    key(qtbot, Qt.Key.Key_Return)
    key(qtbot, Qt.Key.Key_Escape)
    rule = session.model.rule(fresh.id)
    assert rule is not None
    assert getattr(rule.when, "field", "") == "Country"
    assert getattr(rule.when, "values", ()) == ("Austria",)
    spin = tab_to(qtbot, "Points for")
    qtbot.keyClick(spin, Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(spin, "7")
    key(qtbot, Qt.Key.Key_Return)
    rule = session.model.rule(fresh.id)
    assert rule is not None
    assert getattr(rule.award, "points", None) == 7
    key(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(settled, timeout=20_000)

    # The MQL threshold, by arrows on the histogram.
    threshold = session.model.mql_threshold
    chart = desk.pages[MODEL].panel.histogram
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(6):
        if "MQL" in chart.accessibleName():
            break
        key(qtbot, Qt.Key.Key_Tab)
    for _ in range(2):
        key(qtbot, Qt.Key.Key_Right)
        qtbot.waitUntil(settled, timeout=20_000)
    assert session.model.mql_threshold == threshold + 2

    # A version with a name.
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.AltModifier)
    sheet = next(s for s in window.findChildren(Sheet) if s.isVisible())
    box = sheet.focusWidget()
    assert box is not None
    qtbot.keyClicks(box, "After the talk with sales")
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert session.project is not None
    assert session.project.versions[-1].name == "After the talk with sales"
    back_to_window(bench, qtbot)
    qtbot.waitUntil(settled, timeout=20_000)

    # Leads: find some, look at one, and ask for the list.
    qtbot.keyClick(window, Qt.Key.Key_4, CONTROL)
    assert window.page == LEADS
    page = desk.pages[LEADS]
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(focused(), "director")
    qtbot.waitUntil(lambda: 0 < page.table.model().rowCount() < 5000)
    tab_to(qtbot, "Leads")
    key(qtbot, Qt.Key.Key_Down)
    assert session.lead >= 0
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    assert any(s.objectName() == "ask_list" and s.isVisible() for s in window.findChildren(Sheet))
    next(s for s in window.findChildren(Sheet) if s.isVisible()).reject()
