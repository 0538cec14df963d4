"""Thresholds on a track: by mouse, by arrows, between their neighbours, one gesture a drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.inputs.axis_cuts import AxisCuts, AxisValue, Cut

VALUE = AxisValue(
    "Fit", (Cut("A", 40, 36), Cut("B", 20, 20), Cut("C", 10)), "D", (0, 60), ((0, 9), (30, 4))
)


@pytest.fixture
def axis(qtbot: QtBot, qapp: QApplication) -> AxisCuts:
    theme.apply(qapp, dark=False, scale=1.0)
    made = AxisCuts()
    qtbot.addWidget(made)
    made.resize(300, 82)
    made.present(VALUE)
    made.show()
    qtbot.waitExposed(made)
    return made


def heard(axis: AxisCuts) -> list[tuple[int, int, int]]:
    told: list[tuple[int, int, int]] = []
    axis.moved.connect(lambda place, points, gesture: told.append((place, points, gesture)))
    return told


def drag(axis: AxisCuts, qtbot: QtBot, start: int, *to: int) -> None:
    y = round(axis._track)
    qtbot.mousePress(axis, Qt.MouseButton.LeftButton, pos=QPoint(round(axis.x_of(start)), y))
    for points in to:
        qtbot.mouseMove(axis, QPoint(round(axis.x_of(points)), y))
    qtbot.mouseRelease(axis, Qt.MouseButton.LeftButton)


def test_that_a_drag_is_one_gesture_and_stays_between_its_neighbours(
    axis: AxisCuts, qtbot: QtBot
) -> None:
    told = heard(axis)
    drag(axis, qtbot, 20, 25, 55, 2)
    assert [move[:2] for move in told] == [(1, 25), (1, 39), (1, 11)]
    assert len({gesture for _, _, gesture in told}) == 1
    drag(axis, qtbot, 40, 50)
    assert told[-1][:2] == (0, 50)
    assert told[-1][2] != told[0][2]


def test_that_a_press_beside_the_handles_moves_nothing(axis: AxisCuts, qtbot: QtBot) -> None:
    told = heard(axis)
    drag(axis, qtbot, 30, 35)
    assert told == []


def test_that_tab_goes_from_handle_to_handle_and_arrows_move_them(
    axis: AxisCuts, qtbot: QtBot
) -> None:
    told = heard(axis)
    axis.setFocus()
    assert axis.accessibleName() == "Fit from which C begins: 10"
    qtbot.keyClick(axis, Qt.Key.Key_Right)
    qtbot.keyClick(axis, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(axis, Qt.Key.Key_Tab)
    qtbot.keyClick(axis, Qt.Key.Key_Tab)
    assert axis.accessibleName() == "Fit from which A begins: 40"
    qtbot.keyClick(axis, Qt.Key.Key_Home)
    assert [move[:2] for move in told] == [(2, 11), (2, 0), (0, 36)]


def test_that_escape_gives_a_dragged_threshold_back(axis: AxisCuts, qtbot: QtBot) -> None:
    told = heard(axis)
    y = round(axis._track)
    qtbot.mousePress(axis, Qt.MouseButton.LeftButton, pos=QPoint(round(axis.x_of(20)), y))
    qtbot.mouseMove(axis, QPoint(round(axis.x_of(30)), y))
    moved = AxisValue("Fit", (VALUE.cuts[0], Cut("B", 30, 20), VALUE.cuts[2]), "D", (0, 60))
    axis.present(moved)
    qtbot.keyClick(axis, Qt.Key.Key_Escape)
    assert [move[:2] for move in told] == [(1, 30), (1, 20)]
    assert not axis.dragged


def test_that_the_track_stays_under_the_hand(axis: AxisCuts, qtbot: QtBot) -> None:
    y = round(axis._track)
    qtbot.mousePress(axis, Qt.MouseButton.LeftButton, pos=QPoint(round(axis.x_of(20)), y))
    before = axis.x_of(20)
    axis.present(AxisValue("Fit", VALUE.cuts, "D", (0, 300)))
    assert axis.x_of(20) == before
    qtbot.mouseRelease(axis, Qt.MouseButton.LeftButton)
    axis.present(AxisValue("Fit", VALUE.cuts, "D", (0, 300)))
    assert axis.x_of(20) < before


def test_that_it_says_where_every_step_begins(axis: AxisCuts) -> None:
    assert axis.accessibleDescription() == "A from 40, B from 20, C from 10, D below."
