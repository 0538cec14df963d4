from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.scoring.model import MOST_POINTS
from models.signs import signed
from widgets.inputs.gesture import PAUSE, Burst, new_gesture
from widgets.inputs.numbers import read_number, read_whole
from widgets.inputs.points_control import PointsControl
from widgets.inputs.points_slider import points_at, span_for, x_of
from widgets.inputs.spin_box import SignedSpinBox

Told = list[tuple[int, int]]


@pytest.fixture
def control(qtbot: QtBot) -> PointsControl:
    made = PointsControl()
    qtbot.addWidget(made)
    made.resize(240, 36)
    made.present(15, saved=11, span=25, name="Job title contains VP")
    made.show()
    return made


@pytest.fixture
def told(control: PointsControl) -> Told:
    heard: Told = []
    control.moved.connect(lambda points, gesture: heard.append((points, gesture)))
    return heard


@given(st.integers(-MOST_POINTS, MOST_POINTS))
def test_that_points_written_for_people_are_read_as_the_same_points(points: int) -> None:
    assert read_whole(signed(points)) == points


@pytest.mark.parametrize(
    ("text", "number"),
    [("-10", -10), ("\u221210", -10), ("+7", 7), (" 1,000 ", 1000), ("\u20135", -5), ("12", 12)],
)
def test_that_every_way_to_write_a_sign_is_understood(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", "+", "1.5", "ten", "1,00", "--1", "1e3", "\u0661\u066b"])
def test_that_what_is_no_whole_number_is_not_taken_for_one(text: str) -> None:
    assert read_whole(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("-0.5", -0.5), ("1,000.25", 1000.25), ("\u22123", -3.0), (".5", 0.5)]
)
def test_that_decimal_numbers_are_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "-", "1e999", "nan", "inf", "1.2.3"])
def test_that_only_finite_numbers_are_read(text: str) -> None:
    assert read_number(text) is None


def test_that_minus_zero_is_zero() -> None:
    assert str(read_number("-0")) == "0.0"


@given(st.integers(-500, 500), st.integers(120, 900))
def test_that_the_place_of_points_on_the_slider_gives_the_points_back(
    points: int, width: int
) -> None:
    span = span_for(abs(points))
    rect = QRect(7, 0, width, 26)
    step = (width - 18) / 2 / span
    near = 0 if step >= 1 else round(1 / step)
    assert abs(points_at(x_of(points, rect, span), rect, span) - points) <= near


@given(st.integers(0, MOST_POINTS))
def test_that_the_scale_holds_all_points(most: int) -> None:
    assert span_for(most) >= most


def test_that_presenting_tells_nobody(control: PointsControl, told: Told) -> None:
    for points, span in ((-30, 50), (10, 25), (400, 500), (0, 25)):
        control.present(points, saved=3, span=span, muted=points > 0, locked=points < 0)
    assert told == []
    assert control.spin.text() == "0"


def test_that_one_drag_is_one_gesture_and_the_next_another(
    control: PointsControl, told: Told
) -> None:
    slider = control.slider
    done: list[bool] = []
    control.finished.connect(lambda: done.append(True))
    for end in (20, 5):
        now = QPoint(int(x_of(slider.value(), slider.rect(), 25)), slider.height() // 2)
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=now)
        for points in (18, end):
            QTest.mouseMove(slider, QPoint(round(x_of(points, slider.rect(), 25)), 5))
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(0, 5))
    first, second = told[:2], told[2:]
    assert [points for points, _ in first] == [18, 20]
    assert [points for points, _ in second] == [18, 5]
    assert len({gesture for _, gesture in first}) == len({gesture for _, gesture in second}) == 1
    assert first[0][1] != second[0][1]
    assert done == [True, True]


def test_that_a_press_on_the_handle_moves_nothing(control: PointsControl, told: Told) -> None:
    at = QPoint(round(x_of(15, control.slider.rect(), 25)) + 3, 13)
    QTest.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=at)
    assert told == []


@pytest.mark.parametrize(
    ("key", "shift", "points"),
    [
        (Qt.Key.Key_Up, False, 16),
        (Qt.Key.Key_Down, False, 14),
        (Qt.Key.Key_Up, True, 25),
        (Qt.Key.Key_Down, True, 5),
        (Qt.Key.Key_Home, False, 0),
        (Qt.Key.Key_Escape, False, 11),
    ],
)
@pytest.mark.parametrize("part", ["slider", "spin"])
def test_that_keys_step_zero_and_bring_back(
    control: PointsControl, told: Told, part: str, key: Qt.Key, shift: bool, points: int
) -> None:
    modifier = Qt.KeyboardModifier
    widget: QWidget = getattr(control, part)
    widget.setFocus()
    QTest.keyClick(widget, key, modifier.ShiftModifier if shift else modifier.NoModifier)
    assert [value for value, _ in told] == [points]
    assert control.spin.value() == points


def test_that_escape_with_nothing_to_bring_back_leaves(control: PointsControl) -> None:
    left: list[bool] = []
    control.left.connect(lambda: left.append(True))
    control.present(11, saved=11)
    QTest.keyClick(control.spin, Qt.Key.Key_Escape)
    assert left == [True]


@pytest.mark.parametrize("typed", ["-10", "\u221210"])
def test_that_typing_a_number_is_one_gesture(
    control: PointsControl, told: Told, typed: str
) -> None:
    control.spin.setFocus()
    control.spin.selectAll()
    for sign in typed:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(control.spin, key)
    assert [points for points, _ in told] == [-1, -10]
    assert len({gesture for _, gesture in told}) == 1


def test_that_a_number_out_of_range_is_shown_as_wrong_and_told_to_nobody(
    control: PointsControl, told: Told
) -> None:
    spin = control.spin
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "99999")
    assert spin.wrong
    assert spin.text() == "99999"
    assert "10,000" in spin.toolTip()
    assert max(points for points, _ in told) == 9999
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert not spin.wrong


def test_that_letters_cannot_be_typed(control: PointsControl, told: Told) -> None:
    control.spin.selectAll()
    QTest.keyClicks(control.spin, "abc")
    assert told == []


def test_that_a_locked_control_moves_by_nothing(control: PointsControl, told: Told) -> None:
    control.present(6, saved=1, locked=True)
    QTest.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=QPoint(20, 13))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Escape, Qt.Key.Key_3):
        QTest.keyClick(control.spin, key)
    assert told == []
    assert control.spin.value() == 6


def test_that_the_control_says_what_its_points_are_for(control: PointsControl) -> None:
    name = "Points for Job title contains VP"
    assert control.spin.accessibleName() == control.slider.accessibleName() == name


def test_that_the_scale_stays_while_the_slider_is_dragged(control: PointsControl) -> None:
    slider = control.slider
    control.present(40, span=50)
    at = QPoint(round(x_of(40, slider.rect(), 50)), 13)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at)
    control.present(20, span=25)
    assert slider.maximum() == 50
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at)
    control.present(20, span=25)
    assert slider.maximum() == 25


def test_that_muted_points_are_struck_through_in_the_weight_of_figures(
    control: PointsControl,
) -> None:
    control.present(4, muted=True)
    font = control.spin.lineEdit().font()
    assert (font.strikeOut(), font.weight()) == (True, 600)
    control.present(4)
    assert not control.spin.lineEdit().font().strikeOut()


def test_that_the_wheel_counts_only_with_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    spin = SignedSpinBox(window)
    assert spin.focusPolicy() == Qt.FocusPolicy.StrongFocus  # the wheel brings no focus


def test_that_keys_in_quick_succession_are_one_gesture_and_after_a_pause_two() -> None:
    now = 100.0
    burst = Burst(lambda: now)
    first = burst.next()
    now += PAUSE - 0.1
    assert burst.next() == first
    now += PAUSE + 0.1
    second = burst.next()
    assert second != first
    burst.end()
    assert burst.next() not in (first, second)
    assert new_gesture() != new_gesture()
