"""Models by number of rules: each can be chosen by hand, and the chart says what its marks say."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from widgets.charts.label_paint import text_width
from widgets.charts.path_chart import PathChart, PathPoint, PathValue

POINTS = tuple(
    PathPoint(size, value, value - 0.01, value + 0.01, moved)
    for size, value, moved in ((3, 0.70, 0.5), (4, 0.75, 0.25), (6, 0.79, 0.2), (10, 0.795, 0.1))
)
VALUE = PathValue(POINTS, 1, 2, (8, 0.74), 0.81)


@pytest.fixture
def chart(qtbot: QtBot) -> PathChart:
    made = PathChart()
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.present(VALUE)
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def test_that_a_click_chooses_the_nearest_model_and_the_arrows_its_neighbours(
    chart: PathChart, qtbot: QtBot
) -> None:
    told: list[int] = []
    chart.picked.connect(told.append)
    drawing = chart.by_size()
    at = QPoint(round(drawing.x_of(9)), round(drawing.y_of(0.7)))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
    assert told == [3, 0, 2, 0, 3]
    chart.present(replace(VALUE, chosen=0))
    told.clear()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert told == []


def test_that_the_table_and_the_sentence_say_what_the_marks_show(chart: PathChart) -> None:
    assert chart.table()[:2] == [
        ["Lines", "AUC", "from", "to", "MQLs that change"],
        [3, "0.700", "0.690", "0.710", "50.0\u202f%"],
    ]
    assert len(chart.table()) == 5
    assert chart.sentence() == (
        "6 lines: AUC 0.790 (0.780 to 0.800), 20\u202f% of MQLs change; the smallest that is as "
        "good as the best, as far as the data can tell. Today: 8 lines, 0.740."
    )
    texts = [label.text for label in chart.by_size().labels()]
    assert "4 lines: 0.750" in texts
    assert "today, 8 lines" in texts
    assert "best possible without points 0.810" in texts


def test_that_choosing_another_model_draws_nothing_anew_but_the_ring(chart: PathChart) -> None:
    drawn = chart.full_draws
    before = chart.grab().toImage()
    chart.present(replace(VALUE, chosen=3))
    after = chart.grab().toImage()
    assert before != after
    assert chart.full_draws == drawn


def test_that_one_model_alone_and_none_are_shown_too(chart: PathChart) -> None:
    chart.present(PathValue(POINTS[:1], 0, 0))
    assert not chart.grab().isNull()
    assert chart.sentence().startswith("3 lines: AUC 0.700")
    chart.present(None)
    assert chart.sentence() == ""


def test_that_what_is_not_tested_yet_is_said_to_flatter_and_cannot_be_chosen(
    chart: PathChart, qtbot: QtBot
) -> None:
    told: list[int] = []
    chart.picked.connect(told.append)
    open_ = PathPoint(8, 0.83, 0.83, 0.83, tested=False)
    chart.present(PathValue((*POINTS[:2], open_), None, None, (8, 0.74)))
    assert not chart.grab().isNull()
    assert chart.table()[-1] == [8, "0.830", "not tested yet", "", ""]
    assert "flatters" in chart.sentence()
    assert any("not tested yet" in entry.text for entry in chart.legend())
    # The ground of what is as good as the best is by tested models alone.
    assert chart.value is not None
    assert chart.value.good == (POINTS[1].low, POINTS[1].value)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert told == []


@pytest.mark.parametrize("chosen", range(4))
@pytest.mark.parametrize("ceiling", [0.80, 0.806, 0.81])
@pytest.mark.parametrize("today", [(10, 0.80), (10, 0.79), (4, 0.75)])
def test_that_no_label_stands_on_another(
    chart: PathChart, chosen: int, ceiling: float, today: tuple[int, float]
) -> None:
    chart.present(replace(VALUE, chosen=chosen, ceiling=ceiling, today=today, keeps=1))
    chart.grab()
    boxes = []
    for label in chart.by_size().labels():
        width = text_width(label.text, label.size, label.weight)
        left = label.x - label.across * width
        boxes.append(QRectF(left, label.y - label.size / 2, width, label.size))
    for one, other in itertools.combinations(boxes, 2):
        assert not one.intersects(other)


LEVEL = tuple(
    PathPoint(size, value, value - 0.035, value + 0.03, 0.3)
    for size, value in ((3, 0.67), (8, 0.76), (12, 0.79), (15, 0.816), (20, 0.81), (25, 0.808))
)


@pytest.mark.parametrize("today", [(25, 0.816), (25, 0.80), (20, 0.81), (14, 0.816)])
def test_that_no_line_strikes_through_where_today_is(
    chart: PathChart, today: tuple[int, float]
) -> None:
    chart.present(PathValue(LEVEL, 3, 3, today, 0.818, keeps=4))
    chart.grab()
    drawing = chart.by_size()
    label = next(one for one in drawing.labels() if one.text.startswith("today"))
    half = text_width(label.text, label.size, label.weight) / 2
    box = QRectF(label.x - half, label.y - label.size / 2, 2 * half, label.size)
    at = np.linspace(box.left(), box.right(), 50)
    places = [drawing.x_of(point.size) for point in LEVEL]
    line = np.interp(at, places, [drawing.y_of(point.value) for point in LEVEL])
    for heights in (line, [drawing.y_of(0.818)]):
        assert not any(box.top() <= y <= box.bottom() for y in heights)
