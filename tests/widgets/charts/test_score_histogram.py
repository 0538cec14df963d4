from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation
from widgets import theme
from widgets.charts.score_histogram import ScoreHistogram

Made = Callable[..., Evaluation]
WARM, MQL, HOT = 1, 2, 3


@pytest.fixture
def chart(qtbot: QtBot, leads_of: Made) -> ScoreHistogram:
    made = ScoreHistogram()
    qtbot.addWidget(made)
    made.resize(600, 320)
    made.present(leads_of(1), leads_of(2), "v3")
    made.show()
    qtbot.waitExposed(made)
    return made


def _picture(chart: ScoreHistogram) -> np.ndarray:
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), -1, 4)[..., :3].astype(int)


def _at(chart: ScoreHistogram, band: int) -> QPoint:
    flag = next(flag for flag in chart.flags() if flag.threshold.band == band)
    return QPoint(round(flag.left + flag.width / 2), 12)


def _moves(chart: ScoreHistogram) -> tuple[list[tuple[int, int, int]], list[bool]]:
    moves: list[tuple[int, int, int]] = []
    released: list[bool] = []
    chart.threshold_moved.connect(lambda *values: moves.append(values))
    chart.threshold_released.connect(lambda: released.append(True))
    return moves, released


def test_that_presenting_never_emits(chart: ScoreHistogram, leads_of: Made) -> None:
    moves, released = _moves(chart)
    for seed in range(3):
        chart.present(leads_of(seed), leads_of(9), "v3", live=seed % 2 == 0)
        chart.repaint()
    chart.present(None)
    chart.repaint()
    assert (moves, released) == ([], [])


def test_that_a_blitted_picture_is_the_one_that_a_full_draw_would_give(
    qtbot: QtBot, chart: ScoreHistogram, leads_of: Made
) -> None:
    now, saved = leads_of(1, 5000, 400), leads_of(2)
    for seed in (4, 5, 6):
        chart.present(leads_of(seed), saved, "v3", live=True)
        chart.repaint()
    chart.present(now, saved, "v3", live=True)
    drawn_before = chart.full_draws
    blitted = _picture(chart)
    assert chart.full_draws == drawn_before
    chart._drawn = ()
    whole = _picture(chart)
    assert chart.full_draws == drawn_before + 1
    assert np.array_equal(blitted, whole)


@pytest.mark.parametrize("unknown", [0, 700])
def test_that_quick_strokes_are_those_of_matplotlib(
    chart: ScoreHistogram, leads_of: Made, unknown: int
) -> None:
    chart.present(leads_of(1, unknown=unknown), leads_of(2), "v3")
    drawing = chart.drawing()
    canvas = drawing.figure.canvas
    quick = np.asarray(canvas.buffer_rgba()).copy()
    canvas.restore_region(chart._ground)
    for artist in drawing.moving:
        artist.draw(canvas.renderer)
    assert len(drawing.moving) == 4 + (unknown > 0)
    assert np.array_equal(quick, np.asarray(canvas.buffer_rgba()))


def test_that_a_drag_draws_the_axes_once(chart: ScoreHistogram, leads_of: Made) -> None:
    chart.repaint()
    before = chart.full_draws
    limits = chart.drawing().figure.axes[0].get_ylim()
    for seed in range(5):
        chart.present(leads_of(seed, 4000, 300), leads_of(2), "v3", live=True)
        chart.repaint()
    assert chart.full_draws == before
    assert chart.drawing().figure.axes[0].get_ylim() == limits


def test_that_a_value_beyond_the_axis_costs_one_full_draw_and_is_not_cut(
    chart: ScoreHistogram, leads_of: Made
) -> None:
    chart.repaint()
    before = chart.full_draws
    many = leads_of(1, 20_000, 412)
    for _ in range(3):
        chart.present(many, leads_of(2), "v3", live=True)
        chart.repaint()
    assert chart.full_draws == before + 1
    limit = chart.drawing().figure.axes[0].get_ylim()[1]
    assert limit >= chart.drawing().bins.gather(many.histogram)[:, 0].max()


def test_that_every_change_of_data_changes_the_picture(
    chart: ScoreHistogram, leads_of: Made
) -> None:
    before = _picture(chart)
    chart.present(leads_of(7), leads_of(2), "v3", live=True)
    assert not np.array_equal(before, _picture(chart))


def test_that_dragging_a_flag_tells_each_score_once_and_one_gesture(
    chart: ScoreHistogram,
) -> None:
    moves, released = _moves(chart)
    start = _at(chart, WARM)
    step = round(chart._histogram().x_of(43) - chart._histogram().x_of(40))
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    for share in (0, 1 / 3, 2 / 3, 1, 1):
        QTest.mouseMove(chart, start + QPoint(round(step * share), 5))
    assert [value for _, value, _ in moves] == [41, 42, 43]
    assert {band for band, _, _ in moves} == {WARM}
    assert len({gesture for _, _, gesture in moves}) == 1
    assert released == []
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start + QPoint(step, 5))
    assert released == [True]


def test_that_two_drags_are_two_gestures_and_a_line_can_be_dragged_too(
    chart: ScoreHistogram,
) -> None:
    moves, _ = _moves(chart)
    for score in (70, 70):
        x = round(chart._histogram().x_of(score))
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(x, 150))
        QTest.mouseMove(chart, QPoint(x + 30, 150))
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(x + 30, 150))
    assert {band for band, _, _ in moves} == {HOT}
    assert len({gesture for _, _, gesture in moves}) == 2


def test_that_a_threshold_stays_between_its_neighbours(chart: ScoreHistogram) -> None:
    moves, _ = _moves(chart)
    start = _at(chart, MQL)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(chart, QPoint(599, 20))
    QTest.mouseMove(chart, QPoint(0, 20))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(0, 20))
    assert [value for _, value, _ in moves] == [69, 41]


def test_that_escape_puts_a_dragged_threshold_back(chart: ScoreHistogram) -> None:
    moves, released = _moves(chart)
    start = _at(chart, MQL)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(chart, start + QPoint(40, 0))
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start)
    assert moves[-1][:2] == (MQL, 55)
    assert released == [True]


def test_that_arrows_move_the_threshold_that_has_the_focus(
    qtbot: QtBot, chart: ScoreHistogram
) -> None:
    moves, released = _moves(chart)
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert moves == []
    QTest.keyClick(chart, Qt.Key.Key_Tab)
    QTest.keyClick(chart, Qt.Key.Key_Tab)
    assert chart.accessibleName() == "Threshold MQL 55"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert [(band, value) for band, value, _ in moves] == [(MQL, 56), (MQL, 45)]
    assert len(released) == 2


def test_that_home_asks_for_the_saved_threshold(
    chart: ScoreHistogram, evaluation_of: Made, leads_of: Made
) -> None:
    moved = ((0, "Cold", False), (40, "Warm", False), (50, "MQL", True), (70, "Hot", False))
    chart.present(leads_of(1, bands=moved), leads_of(2), "v3")
    moves, _ = _moves(chart)
    chart.setFocus()
    for _ in range(2):
        QTest.keyClick(chart, Qt.Key.Key_Tab)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert [(band, value) for band, value, _ in moves] == [(MQL, 55)]


def test_that_tab_visits_each_flag_and_goes_on(qtbot: QtBot, leads_of: Made) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    chart, after = ScoreHistogram(), QLineEdit()
    layout.addWidget(chart)
    layout.addWidget(after)
    chart.present(leads_of(1))
    window.show()
    qtbot.waitExposed(window)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    names = []
    for _ in range(4):
        QTest.keyClick(chart, Qt.Key.Key_Tab)
        names.append(chart.accessibleName())
    assert names == ["Threshold Warm 40", "Threshold MQL 55", "Threshold Hot 70", chart.title]
    assert after.hasFocus()


def test_that_without_outcomes_one_half_shows_all_leads(
    chart: ScoreHistogram, leads_of: Made
) -> None:
    chart.present(leads_of(1, 900, 0, 900))
    chart.repaint()
    up, down = chart.drawing().figure.axes
    assert (up.get_visible(), down.get_visible()) == (True, False)
    assert [entry.text for entry in chart.legend()] == ["leads"]
    assert "no outcome known" in chart.sentence()


def test_that_the_table_says_what_the_marks_show(chart: ScoreHistogram, leads_of: Made) -> None:
    now = leads_of(1, 5000, 412, 600)
    chart.present(now, leads_of(2), "v3")
    header, *rows = chart.table()
    assert header[:5] == ["Score from", "to", "Not converted", "Converted", "Not known"]
    assert len(header) == 8
    sums = [sum(row[column] for row in rows) for column in (2, 3, 4)]
    assert sums == [now.all.not_converted, now.all.converted, 600]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_chart_grows_with_the_scale(
    qapp: QApplication, chart: ScoreHistogram, scale: float
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    chart.resize(round(600 * scale), round(320 * scale))
    chart.repaint()
    drawing = chart._histogram()
    assert drawing.width == pytest.approx(600)
    assert drawing.plot.height() == pytest.approx(320 - 34 - 22)
    assert drawing.figure.dpi == pytest.approx(72 * scale)
    assert _picture(chart).shape[:2] == (round(320 * scale), round(600 * scale))


def test_that_a_change_of_theme_recolours_the_marks(
    qapp: QApplication, chart: ScoreHistogram
) -> None:
    def has(token: str) -> bool:
        colour = theme.current().color(token)
        wanted = (colour.blue(), colour.green(), colour.red())
        return bool((_picture(chart) == wanted).all(axis=2).any())

    assert has("converted")
    assert has("surface")
    theme.apply(qapp, dark=True)
    assert has("converted")
    assert has("surface")
    theme.apply(qapp, dark=False)


def test_that_a_chart_without_value_is_an_empty_surface(qtbot: QtBot) -> None:
    chart = ScoreHistogram()
    qtbot.addWidget(chart)
    chart.present(None)
    picture = _picture(chart)
    assert (picture == 255).all()
    assert chart.table() == [[]]
