from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.problems import Problem, Severity
from widgets import theme
from widgets.card import Card, Legend, shared
from widgets.charts.labels import LegendEntry
from widgets.charts.score_histogram import ScoreHistogram
from widgets.empty_state import EmptyState
from widgets.figures import KeyFigure, KeyFigures
from widgets.message_bar import MessageBar
from widgets.progress import WAITS, ProgressStrip, time_left
from widgets.verdict import Verdict

NOTE = Problem("14 models found.", severity=Severity.NOTE)
WARNING = Problem("14 cells are not numbers.", "Employees", "They count as blank.")
ERROR = Problem("The file is protected.", "leads.xlsx", "Save it again.", severity=Severity.ERROR)


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False, scale=1.0)
    yield
    theme.apply(qapp, dark=False, scale=1.0)


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    made.resize(600, 40)
    return made


def test_that_the_gravest_message_is_shown_first_and_none_is_lost(bar: MessageBar) -> None:
    for problem in (NOTE, ERROR, WARNING):
        bar.present(problem)
    assert bar.problems() == [ERROR, WARNING, NOTE]
    assert bar.isVisibleTo(None)
    assert bar._more.text() == "2 more"
    assert bar.accessibleName() == f"error: {ERROR.sentence()}"
    bar._more.click()
    assert bar.problems() == [WARNING, NOTE, ERROR]
    for left in (2, 1, 0):
        bar.close_message()
        assert len(bar.problems()) == left
    assert not bar.isVisibleTo(None)


def test_that_the_same_message_twice_is_told_once(bar: MessageBar) -> None:
    bar.present(WARNING)
    bar.present(WARNING)
    assert bar.problems() == [WARNING]
    bar.clear()
    assert bar.problems() == []


def test_that_a_message_has_at_most_two_actions_that_tell_their_name(
    qtbot: QtBot, bar: MessageBar
) -> None:
    bar.present(WARNING, (("rows", "Show rows"), ("blank", "Read as blank"), ("third", "No")))
    shown = [button for button in bar._buttons if button.isVisibleTo(bar)]
    assert [button.text() for button in shown] == ["Show rows", "Read as blank"]
    with qtbot.waitSignal(bar.asked) as told:
        shown[1].click()
    assert told.args == [WARNING, "blank"]


def test_that_text_of_files_is_never_markup(bar: MessageBar) -> None:
    bar.present(Problem("<b>x</b> &amp; y", "a\nb.csv", "<img src=x>"))
    bar.copy()
    words = "a b.csv: <b>x</b> &amp; y <img src=x>"
    assert QGuiApplication.clipboard().text() == words
    bar.grab()


def test_that_a_message_grows_with_its_words(bar: MessageBar) -> None:
    bar.present(NOTE)
    low = bar.heightForWidth(400)
    bar.present(Problem("A very long sentence. " * 8, severity=Severity.ERROR))
    assert bar.heightForWidth(400) > low


@pytest.fixture
def strip(qtbot: QtBot) -> ProgressStrip:
    made = ProgressStrip()
    qtbot.addWidget(made)
    return made


def test_that_quick_work_shows_no_progress(qtbot: QtBot, strip: ProgressStrip) -> None:
    strip.present("Reading", 1, 10)
    assert not strip.isVisible()
    strip.finish()
    qtbot.wait(WAITS + 50)
    assert not strip.isVisible()


def test_that_long_work_shows_what_and_how_far_and_can_be_stopped(
    qtbot: QtBot, strip: ProgressStrip
) -> None:
    strip.present("Tuning", 7, 14)
    qtbot.waitUntil(strip.isVisible, timeout=3 * WAITS)
    strip.present("Tuning", 8, 14)
    assert strip.accessibleName() == "Tuning, 8 of 14"
    with qtbot.waitSignal(strip.cancelled):
        strip._cancel.click()
    assert not strip._cancel.isEnabled()
    strip.finish()
    assert not strip.isVisible()
    strip.present("Reading")
    assert strip._cancel.isEnabled()
    assert strip.accessibleName() == "Reading"


@pytest.mark.parametrize(
    ("seconds", "done", "total", "words"),
    [
        (0.5, 5, 10, ""),
        (10, 0, 10, ""),
        (10, 5, 0, ""),
        (10, 5, 10, "about 10 s left"),
        (600, 5, 10, "about 10 min left"),
        (9, 99, 100, "nearly done"),
    ],
)
def test_that_the_time_left_is_told_roughly(
    seconds: float, done: int, total: int, words: str
) -> None:
    assert time_left(seconds, done, total) == words


FIGURES = (
    KeyFigure("MQL", "559", "+37"),
    KeyFigure("Conversions found", "186 of 412", "8 more, 2 missed"),
    KeyFigure("Ranking (AUC)", "0.81", "0.78 to 0.84"),
)


def test_that_columns_of_figures_stay_while_the_figures_change(qtbot: QtBot) -> None:
    row = KeyFigures()
    qtbot.addWidget(row)
    row.resize(600, 64)
    row.present(FIGURES)
    before = row._columns()
    row.present((KeyFigure("MQL", "9", "0"), *FIGURES[1:]))
    row.grab()
    assert row._columns() == before
    assert row.accessibleName().startswith("MQL 9, 0. Conversions found 186 of 412")


@pytest.mark.parametrize("width", [120, 300, 900])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_that_columns_fill_the_row_and_never_leave_it(
    qtbot: QtBot, qapp: QApplication, width: int, scale: float
) -> None:
    theme.apply(qapp, dark=True, scale=scale)
    row = KeyFigures()
    qtbot.addWidget(row)
    row.setMinimumWidth(1)
    row.present((KeyFigure("MQL", "1,234,567,890 of 9,876,543,210", "x" * 200), *FIGURES))
    row.resize(width, 64)
    columns = row._columns()
    assert columns[-1][0] + columns[-1][1] <= width + 0.5
    row.grab()


def _ink(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_that_old_figures_are_greyed_until_the_new_ones_are_there(qtbot: QtBot) -> None:
    row = KeyFigures()
    qtbot.addWidget(row)
    row.resize(600, 64)
    row.present(FIGURES)
    assert theme.LIGHT.text in _ink(row.grab().toImage())
    row.present(FIGURES, stale=True)
    ink = _ink(row.grab().toImage())
    assert theme.LIGHT.text not in ink
    assert theme.LIGHT.text3 in ink


def test_that_a_verdict_keeps_two_lines_and_marks_itself(qtbot: QtBot) -> None:
    verdict = Verdict()
    qtbot.addWidget(verdict)
    verdict.present("Every lead scores as with v3.")
    low = verdict.heightForWidth(600)
    verdict.present("37 more leads reach sales than with v3.", "Most of it comes from Job title.")
    assert verdict.heightForWidth(600) == low
    assert verdict.heightForWidth(200) > low
    verdict.resize(600, low)
    ink = _ink(verdict.grab().toImage())
    assert {theme.LIGHT.accent, theme.LIGHT.text, theme.LIGHT.text2} <= ink
    assert verdict.accessibleName().endswith("Job title.")


def test_that_an_empty_state_offers_its_one_action(qtbot: QtBot) -> None:
    state = EmptyState("people", "No leads yet", "Open a file.", "Open leads", "Open a project")
    qtbot.addWidget(state)
    first, second = state.findChildren(QPushButton)
    with qtbot.waitSignal(state.asked):
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(state.asked_second):
        second.click()
    assert state.accessibleName() == "No leads yet. Open a file."
    state.grab()


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6), st.floats(-10, 1000))
def test_that_the_longest_words_give_way_first(wishes: list[float], room: float) -> None:
    widths = shared(wishes, room)
    assert sum(widths) <= max(room, 0) + 1e-6
    assert all(width <= wish for width, wish in zip(widths, wishes, strict=True))
    if sum(wishes) <= room:
        assert widths == wishes
    cut = [place for place, wish in enumerate(wishes) if widths[place] < wish - 1e-9]
    assert all(widths[place] >= max(widths) - 1e-6 for place in cut)


def test_that_a_card_follows_the_legend_of_its_chart(qtbot: QtBot) -> None:
    chart = ScoreHistogram()
    card = Card.of_chart(chart)
    qtbot.addWidget(card)
    legend = card.findChild(Legend)
    assert legend is not None
    assert card.title.text() == chart.title
    entries = (
        LegendEntry("solid", "converted", "converted"),
        LegendEntry("dashed", "ghost", "a saved version with a long name"),
    )
    for width in (20, 200, 600):
        legend.resize(width, 22)
        legend.present(entries)
        legend.grab()
    assert "solid: converted" in legend.accessibleName()
