"""The net value by threshold: its flag is moved, its curve chooses, the chosen are drawn on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.charts.by_threshold_value import NetValue
from widgets.charts.flags import Threshold
from widgets.charts.net_value_chart import NetValueChart
from widgets.printing.parts import Picture

SCORES = np.arange(0, 51)
VALUE = 900.0 - (SCORES - 20.0) ** 2
COUNTS = np.linspace(400, 0, 51).astype(np.int64)
PLAIN = NetValue(
    SCORES,
    VALUE,
    VALUE - 100,
    VALUE + 100,
    None,
    Threshold(1, "MQL", 30, True),
    (1, 50),
    (5, 45),
    25,
    (Threshold(-1, "most value", 20, False),),
    currency="€",
)
CHOSEN = replace(PLAIN, chosen=(COUNTS, 0.4 * VALUE))


@pytest.fixture
def chart(qtbot: QtBot) -> NetValueChart:
    made = NetValueChart()
    qtbot.addWidget(made)
    made.resize(520, 260)
    made.show()
    qtbot.waitExposed(made)
    made.present(PLAIN)
    return made


def clicked(chart: NetValueChart, qtbot: QtBot, score: float) -> None:
    drawing, unit = chart.by_score(), chart.unit()
    at = QPoint(round(drawing.x_of(score) * unit), round(drawing.plot.center().y() * unit))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)


def test_that_a_click_asks_for_the_leads_from_there_up_and_a_flag_is_not_asked_for(
    chart: NetValueChart, qtbot: QtBot
) -> None:
    asked: list[int] = []
    moved: list[int] = []
    chart.row_asked.connect(asked.append)
    chart.threshold_moved.connect(lambda _band, value, _gesture: moved.append(value))
    clicked(chart, qtbot, 12)
    clicked(chart, qtbot, 20)  # a threshold that was found stands there: it does not move
    assert asked == [12, 20]
    clicked(chart, qtbot, 30)
    assert asked == [12, 20]
    assert not moved
    assert chart.bar_name(12) == "MQL from 12"
    assert chart.bar_words(12).startswith("12: €\u202f836")
    # Outside of the plot nothing is asked for.
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 250))
    assert asked == [12, 20]


def test_that_arrows_go_along_the_curve_until_a_flag_has_the_focus(
    chart: NetValueChart, qtbot: QtBot
) -> None:
    asked: list[int] = []
    moved: list[int] = []
    chart.row_asked.connect(asked.append)
    chart.threshold_moved.connect(lambda _band, value, _gesture: moved.append(value))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert asked == [6]
    assert chart.accessibleName().startswith("6: ")
    left, right = chart.marked_ends(6)
    drawing = chart.by_score()
    assert (left, right) == (drawing.x_of(6), drawing.plot.right())
    assert [words for words, _ in chart.offers()] == ["Choose the leads of MQL from 6"]
    chart.grab()
    # Tab goes on to the flag: the same arrows move it, and nothing on the curve is marked.
    qtbot.keyClick(chart, Qt.Key.Key_Tab)
    assert chart.marked is None
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert moved == [31]
    assert asked == [6]
    chart.present(replace(PLAIN, saved=None))
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.marked is None
    # The table takes the keys where it is shown.
    qtbot.keyClick(chart, Qt.Key.Key_T)
    assert chart.table_is_shown()


def test_that_the_chosen_are_drawn_told_and_listed_and_go_with_the_choice(
    chart: NetValueChart, qapp: QApplication
) -> None:
    drawing = chart.by_score()
    assert not drawing._chosen.get_visible()
    assert "chosen" not in chart.sentence()
    before = chart.table()
    chart.present(CHOSEN)
    chart.repaint()
    drawing = chart.by_score()
    assert drawing._chosen.get_visible()
    corners = np.asarray(drawing._chosen.get_path().vertices)
    there = (SCORES >= 5) & (SCORES <= 45)
    assert corners[: there.sum()].tolist() == np.column_stack((SCORES, 0.4 * VALUE))[there].tolist()
    assert not corners[there.sum() :, 1].any(), "down to the line where nothing is gained"
    assert chart.sentence().endswith(
        " 400 leads of them are chosen; at 30 they bring €\u202f320 of it."
    )
    assert chart.bar_words(10).endswith("; 320 leads of them chosen, with €\u202f320 of it")
    assert chart.table()[0] == [*before[0], "Chosen", "Net value of the chosen"]
    assert [row[-2] for row in chart.table()[1:]] == COUNTS.tolist()
    assert chart.legend()[-1].text == "chosen"
    chart.copy_table()
    assert "Net value of the chosen" in QGuiApplication.clipboard().text()
    for kind in ("png", "svg", "pdf"):
        plain = NetValueChart()
        plain.resize(chart.size())
        plain.present(PLAIN)
        assert chart.picture(kind) != plain.picture(kind)
    (part,) = chart.on_paper()
    assert isinstance(part, Picture)
    assert part.sentence.endswith("€\u202f320 of it.")
    # A threshold that is dragged draws nothing anew.
    draws = chart.full_draws
    for score in (31, 32, 33):
        chart.present(replace(CHOSEN, now=PLAIN.now.at(score)), live=True)
        chart.repaint()
    assert chart.full_draws == draws
    theme.apply(qapp, dark=True)
    chart.present(PLAIN)
    chart.repaint()
    assert not chart.by_score()._chosen.get_visible()
    assert chart.table() == before


def test_that_what_the_chosen_lose_is_drawn_as_far_as_the_curve_goes(chart: NetValueChart) -> None:
    chart.present(replace(PLAIN, chosen=(COUNTS, VALUE - 50_000)))
    low, high = chart.by_score()._limits
    span = VALUE[5:46].max() - VALUE[5:46].min()
    assert low > VALUE.min() - 2 * span
    assert high < VALUE.max() + 2 * span
