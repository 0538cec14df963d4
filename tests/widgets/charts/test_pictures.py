from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation, Tally
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.gains_curve import GainsCurve
from widgets.charts.paper import header_height, paper_figure
from widgets.charts.score_histogram import ScoreHistogram
from widgets.charts.table_view import as_clipboard_text
from widgets.charts.value_bars import ValueBars, ValueRow
from widgets.charts.waterfall import WaterfallChart, Way, WayKind, WayStep

ROOT = Path(__file__).resolve().parents[3]
Made = Callable[..., Evaluation]
WAY = Way(
    (
        WayStep("Base", 12, 12, WayKind.BASE),
        WayStep("Job title: Head of Operations", 45, 57),
        WayStep("E-mail domain: free mail", -10, 47),
        WayStep("Score", 47, 47, WayKind.SCORE),
    ),
    (("Warm", 40), ("MQL", 55)),
    0,
    100,
)
ROWS = (ValueRow("Software", Tally(900, 80, 820)), ValueRow("=cmd()", Tally(30, 1, 29)))


@pytest.fixture(params=[ScoreHistogram, GainsCurve, WaterfallChart, ValueBars])
def chart(request: pytest.FixtureRequest, qtbot: QtBot, leads_of: Made) -> ChartCanvas:
    made = request.param()
    qtbot.addWidget(made)
    made.resize(480, 260)
    if isinstance(made, WaterfallChart):
        made.present(WAY)
    elif isinstance(made, ValueBars):
        made.present(ROWS)
    else:
        made.present(leads_of(1), leads_of(2), "v3")
    return made


def test_that_a_picture_is_twice_the_size_and_on_white(
    chart: ChartCanvas, qapp: QApplication
) -> None:
    light = chart.picture("png")
    image = QImage.fromData(light)
    header = header_height(chart.title, chart.legend(), 480)
    assert (image.width(), image.height()) == (960, 2 * (260 + header))
    assert image.pixelColor(2, 2).name() == "#ffffff"
    colours = {image.pixel(x, y) for x in range(0, 960, 3) for y in range(0, 588, 3)}
    assert len(colours) > 10
    theme.apply(qapp, dark=True, scale=1.5)
    chart.resize(720, 390)
    assert chart.picture("png") == light


@pytest.mark.parametrize("width", [240, 480, 900])
def test_that_no_word_of_the_legend_stands_over_another_or_over_the_title(
    chart: ChartCanvas, width: int
) -> None:
    chart.resize(width, 260)
    legend = chart.legend()
    figure, drawing = paper_figure(
        chart.new_drawing, chart.value, (width, 260), chart.title, legend
    )
    header = header_height(chart.title, legend, width)
    assert drawing.height == 260 + header
    boxes = {
        text.get_text(): text.get_window_extent()
        for text in figure.texts
        if text.get_text() in (chart.title, *(entry.text for entry in legend))
    }
    assert len(boxes) == 1 + len(legend)
    for name, box in boxes.items():
        assert box.x0 >= 0, name
        assert box.y0 > 260, "above the plot"
        assert not [other for other, its in boxes.items() if other != name and box.overlaps(its)]


def test_that_the_same_picture_twice_is_the_same_file(chart: ChartCanvas) -> None:
    for kind, begins in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        first = chart.picture(kind)
        assert first.startswith(begins)
        assert first == chart.picture(kind)
    assert minidom.parseString(chart.picture("svg")).documentElement.tagName == "svg"


def test_that_copy_picture_puts_the_picture_on_the_clipboard(chart: ChartCanvas) -> None:
    chart.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 960


def test_that_the_table_is_copied_for_a_spreadsheet(chart: ChartCanvas) -> None:
    chart.copy_table()
    lines = QGuiApplication.clipboard().text().strip("\n").split("\n")
    assert [len(line.split("\t")) for line in lines] == [len(row) for row in chart.table()]
    assert all(not line.startswith("=") for line in lines)


def test_that_text_never_becomes_a_formula() -> None:
    table = [["a"], ["=1+1"], ["+x"], ["-x"], ["@x"], [-5], ["b\tc"]]
    assert as_clipboard_text(table).split("\n")[:-1] == [
        "a",
        "'=1+1",
        "'+x",
        "'-x",
        "'@x",
        "-5",
        "b c",
    ]


def test_that_t_shows_the_figures_and_t_or_escape_the_marks_again(
    qtbot: QtBot, chart: ChartCanvas
) -> None:
    chart.show()
    qtbot.waitExposed(chart)
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    for key in (Qt.Key.Key_T, Qt.Key.Key_Escape):
        QTest.keyClick(chart, Qt.Key.Key_T)
        assert chart.table_is_shown()
        shown = QApplication.focusWidget()
        assert shown is not None
        assert shown.model().rowCount() == len(chart.table()) - 1
        assert shown.model().columnCount() == len(chart.table()[0])
        QTest.keyClick(shown, key)
        assert not chart.table_is_shown()
        assert chart.hasFocus()


def test_that_each_chart_has_a_name_and_a_sentence(chart: ChartCanvas) -> None:
    assert chart.accessibleName() == chart.title
    assert chart.accessibleDescription().endswith(".")


def test_that_saving_is_a_wish(qtbot: QtBot, chart: ChartCanvas) -> None:
    menu = chart.menu()
    actions = {action.text(): action for action in menu.actions()}
    assert {"Copy picture", "Copy table", "Show table", "Save table…"} <= set(actions)
    with qtbot.waitSignal(chart.save_requested):
        actions["Save picture…"].trigger()
    menu.close()
    menu.deleteLater()


def test_that_charts_bring_matplotlib_only_with_their_first_paint() -> None:
    program = (
        "import sys, json\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from widgets import theme, card, figures, verdict, message_bar, progress, empty_state\n"
        "from widgets.tables.band_table import BandTable\n"
        "from widgets.charts.score_histogram import ScoreHistogram\n"
        "from widgets.charts.gains_curve import GainsCurve\n"
        "from widgets.charts.waterfall import WaterfallChart\n"
        "from widgets.charts.value_bars import ValueBars\n"
        "theme.apply(app)\n"
        "parts = [ScoreHistogram(), GainsCurve(), WaterfallChart(), ValueBars(), BandTable()]\n"
        "for part in parts[:2]: part.present(None)\n"
        "for part in parts: part.show()\n"
        "app.processEvents()\n"
        "print(json.dumps(sorted({'pandas', 'scipy', 'matplotlib'} & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []
