"""The picture of the matrix: what is in a cell, what a colour means, how cells are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.leads.tally import Tally
from models.scoring import grade_shapes as shapes
from tests.models.evaluation.test_matrix_words import FALLING, THREE, matrix_of
from widgets import theme
from widgets.charts.matrix_chart import MatrixChart
from widgets.charts.matrix_value import MatrixValue, count_words, range_words, top_rate

VALUE = MatrixValue(matrix_of(THREE, FALLING), (0, 60), (0, 50), 0.4)


@pytest.fixture
def chart(qtbot: QtBot) -> MatrixChart:
    made = MatrixChart()
    qtbot.addWidget(made)
    made.resize(760, 520)
    made.present(VALUE)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(chart: MatrixChart) -> list[str]:
    return [label.text for label in chart.drawing().labels()]


def test_that_each_cell_says_label_rate_and_counts(chart: MatrixChart) -> None:
    said = words(chart)
    assert {"A1", "C3", "40\u202f%", "1\u202f%", "100 leads, 40 conv."} <= set(said)
    assert said.count("900 leads") == 1
    assert "20 to 60" in said
    assert "0 to 9" in said


@pytest.mark.parametrize("dark", [False, True])
def test_that_colour_goes_from_the_ground_to_the_teal_and_ink_contrasts(
    chart: MatrixChart, qapp: QApplication, dark: bool
) -> None:
    theme.apply(qapp, dark=dark)
    chart.repaint()
    look = theme.current()
    grounds = [field.get_facecolor() for field in chart.drawing()._fields]
    assert len(set(grounds)) == len({cell for row in FALLING for cell in row})
    inks = {label.text: label.token for label in chart.drawing().labels() if "%" in label.text}
    ink = inks["40\u202f%"]
    assert theme.contrast(ink, look.converted) >= 4.5


def test_that_too_few_are_hollow_and_dashed(chart: MatrixChart) -> None:
    thin = [[(20, 5, 0), *FALLING[0][1:]], *FALLING[1:]]
    chart.present(MatrixValue(matrix_of(THREE, thin), (0, 60), (0, 50), 0.4))
    field = chart.drawing()._fields[0]
    assert field.get_linestyle() == (0, (3, 2)) or "--" in str(field.get_linestyle())
    assert field.get_facecolor() == pytest.approx((1, 1, 1, 1))
    assert "A1, few" in words(chart)
    assert any(entry.text == "too few" for entry in chart.legend())


def test_that_figures_are_shortened_but_never_cut(chart: MatrixChart) -> None:
    chart.resize(400, 260)
    chart.repaint()
    assert not [text for text in words(chart) if "\u2026" in text and any(map(str.isdigit, text))]
    assert count_words(VALUE.matrix.cells[0][0]) == ("100 leads, 40 conv.", "100 leads", "100")


def test_that_a_rate_of_fewer_leads_than_a_cell_holds_has_its_base() -> None:
    assert count_words(Tally(112, 52, 46)) == (
        "112 leads, 52 of 98 conv.",
        "112 leads, 52 of 98",
        "52 of 98 conv.",
        "112 leads",
        "112",
    )


def test_that_a_drag_draws_only_the_fields_again(chart: MatrixChart) -> None:
    chart.repaint()
    before = chart.full_draws
    for row in (0, 1, 2):
        grid = [list(cells) for cells in FALLING]
        grid[row][0] = (50, 50, 0)
        chart.present(MatrixValue(matrix_of(THREE, grid), (0, 60), (0, 50), 0.5), live=True)
        chart.repaint()
    assert chart.full_draws == before
    four = shapes.with_step(THREE, shapes.Axis.FIT)
    grid = [*[list(cells) for cells in FALLING], list(FALLING[0])]
    chart.present(MatrixValue(matrix_of(four, grid), (0, 60), (0, 50), 0.5))
    chart.repaint()
    assert chart.full_draws == before + 1


def test_that_cells_are_chosen_by_mouse_and_arrows_and_asked_for_by_enter(
    chart: MatrixChart, qtbot: QtBot
) -> None:
    chosen: list[tuple[int, int]] = []
    asked: list[tuple[int, int]] = []
    chart.chosen.connect(lambda row, column: chosen.append((row, column)))
    chart.asked.connect(lambda row, column: asked.append((row, column)))
    box = chart.drawing().cell(1, 2)
    at = QPoint(round(box.center().x()), round(box.center().y()))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen == [(1, 2), (1, 1), (2, 1)]
    assert asked == [(2, 1)]
    assert chart.accessibleName().startswith("C2: 100 leads, 5 of 100")
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert asked[-1] == (1, 2)


def test_that_the_table_and_the_sentence_say_what_the_picture_shows(chart: MatrixChart) -> None:
    table = chart.table()
    assert table[1] == ["A1", "A, 20 to 60", "1, 20 to 50", 100, 40, 100, "40.0\u202f%",
                        "31 to 50\u202f%"]  # fmt: skip
    assert len(table) == 1 + 9 + 3 + 3 + 1
    assert {len(row) for row in table} == {len(table[0])}
    assert chart.accessibleDescription().startswith("3 rows by fit and 3 columns by engagement")


def test_that_it_prints(chart: MatrixChart) -> None:
    assert chart.picture("svg").startswith(b"<?xml")


def test_that_the_darkest_rate_is_a_round_one_above_all() -> None:
    assert top_rate(VALUE.matrix) == pytest.approx(0.4)
    thin = [[(1, 9, 0), *FALLING[0][1:]], *FALLING[1:]]
    assert top_rate(matrix_of(THREE, thin)) == pytest.approx(0.2)
    assert top_rate(matrix_of(THREE, [[(0, 0, 5)] * 3] * 3)) == 1.0


def test_that_ranges_meet_and_hold_the_ends() -> None:
    steps = THREE.fit
    assert [range_words(steps, place, (-4, 33)) for place in range(3)] == [
        "20 to 33",
        "10 to 19",
        "\u22124 to 9",
    ]
    assert range_words(steps, 0, (0, 5)) == "from 20"
