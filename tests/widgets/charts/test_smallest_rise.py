"""The curve of what a test could show: its marks stand where its table says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.evaluation.trials.design import Design, Shown, curve_of, sizes_of
from widgets.charts.smallest_rise import SmallestRiseChart
from widgets.charts.smallest_rise_drawing import SmallestRiseDrawing
from widgets.charts.smallest_rise_value import SmallestRise

DESIGN = Design(0.08, 0.02, 375)
VALUE = SmallestRise(curve_of(DESIGN), sizes_of(DESIGN).weeks, 0.02)


@pytest.fixture
def chart(qtbot: QtBot) -> SmallestRiseChart:
    made = SmallestRiseChart()
    qtbot.addWidget(made)
    made.resize(520, 240)
    made.present(VALUE)
    made.show()
    return made


def drawn(chart: SmallestRiseChart) -> SmallestRiseDrawing:
    found = chart.drawing()
    assert isinstance(found, SmallestRiseDrawing)
    return found


def test_that_the_table_has_each_length_and_marks_the_planned_one(chart: SmallestRiseChart) -> None:
    head, *rows = chart.table()
    assert head == ["Weeks", "Leads", "Smallest rise, points", "Plan"]
    assert [row[0] for row in rows] == [one.weeks for one in VALUE.curve]
    assert [row for row in rows if row[3]] == [[18, 6750, pytest.approx(2.0, abs=0.06), "planned"]]
    assert chart.sentence().endswith("18 weeks are planned for 2.0 points.")


def test_that_curve_and_plan_stand_at_their_weeks(chart: SmallestRiseChart) -> None:
    drawing = drawn(chart)
    weeks, rises = drawing._line.get_data()
    assert list(zip(weeks, rises, strict=True)) == [(w, 100 * rise) for w, rise in VALUE.told]
    assert list(drawing._plan.get_xdata()) == [18, 18]
    assert list(drawing._wanted.get_ydata()) == [2.0, 2.0]
    assert {label.text for label in drawing.labels()} == {
        "18 weeks planned", "worth having: 2.0 points", "weeks of leads",
    }  # fmt: skip
    x = drawing.plot.left() + drawing.plot.width() * 18 / drawing._weeks
    assert chart.hint_at(x, drawing.plot.center().y()) == (
        "18 weeks (6,750 leads) could show a rise of 2.0 points or more, as planned"
    )
    assert chart.hint_at(0, 0) == ""


def test_that_keys_show_and_copy_the_table_and_a_picture_is_made(
    chart: SmallestRiseChart, qtbot: QtBot
) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "18\t6750" in QGuiApplication.clipboard().text().replace(",", "")
    QTest.keyClick(chart, Qt.Key.Key_T)
    assert chart.table_is_shown()
    assert chart.picture("png").startswith(b"\x89PNG")


def test_that_what_takes_too_long_has_no_plan_and_what_shows_nothing_says_so(
    chart: SmallestRiseChart,
) -> None:
    chart.present(replace(VALUE, planned=None, wanted=0.0001))
    assert chart.sentence().endswith("the rise worth having, 0.0 points, takes longer.")
    assert not len(drawn(chart)._plan.get_xdata())
    chart.present(SmallestRise((Shown(1, 2, None),), None, 0.1))
    assert chart.sentence() == "No test of these lengths could show a difference."
    assert drawn(chart).labels()
    chart.present(None)
    assert chart.table() == [[]]
    assert chart.sentence() == ""
