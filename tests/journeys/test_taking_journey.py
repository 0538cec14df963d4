"""Every table and chart of every page can be taken away: copied, saved, and read as figures."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from pytestqt.qtbot import QtBot

from widgets.charts.canvas import ChartCanvas
from widgets.printing.collect import parts_of
from widgets.printing.parts import FigureRow, Picture, Words
from widgets.printing.parts import Rows as PrintedRows
from widgets.rows import Rows
from widgets.tables.band_table import BandTable
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Taking
from workbench.app import Workbench
from workbench.places import CUSTOMER, MODEL, PLACES


@pytest.fixture
def opened(bench: Workbench, qtbot: QtBot) -> Workbench:
    """The sample with its figures."""
    desk = bench.desk
    desk.file_actions.open_sample("b2b_software")
    qtbot.waitUntil(lambda: desk.preview.last is not None, timeout=60_000)
    return bench


def everything(bench: Workbench, kind: type) -> list[QWidget]:
    return bench.window.findChildren(kind)


def test_that_every_table_and_chart_of_every_page_can_be_taken_away(
    opened: Workbench, qtbot: QtBot
) -> None:
    for page in range(len(opened.desk.pages)):
        opened.window.show_page(page)
        qtbot.wait(50)
    views = [
        view
        for kind in (QTableView, Rows)
        for view in everything(opened, kind)
        if not isinstance(view, QHeaderView)
    ]
    assert len(views) > 10
    for view in views:
        assert isinstance(view, QAbstractItemView)
        assert view.findChild(Taking) is not None, view.accessibleName()
        assert view.accessibleName(), type(view)
    charts = everything(opened, ChartCanvas)
    assert len(charts) > 6
    for chart in charts:
        assert isinstance(chart, ChartCanvas)
        made = type(chart)
        assert made.table is not ChartCanvas.table, made
        assert made.sentence is not ChartCanvas.sentence, made
        if chart.value is None:
            continue
        assert chart.sentence().endswith("."), made
        table = chart.table()
        assert len(table) > 1, made
        assert {len(row) for row in table} == {len(table[0])}, made
        texts = {action.text() for action in chart.menu().actions()}
        wanted = {"Copy picture", "Copy table", "Save picture…", "Save table…", "Show table"}
        assert wanted <= texts, made
    record_tables_copy_what_stands_in_their_cells(opened)


def record_tables_copy_what_stands_in_their_cells(opened: Workbench) -> None:
    tried = 0
    for table in everything(opened, RecordTable):
        assert isinstance(table, RecordTable)
        model = table.model()
        if model.rowCount() == 0:
            continue
        table.clearSelection()
        table.copy()
        lines = QGuiApplication.clipboard().text().split("\n")[:-1]
        assert len(lines) == model.rowCount() + 1
        assert {line.count("\t") for line in lines} == {model.columnCount() - 1}
        tried += 1
    assert tried > 2


def test_that_a_table_is_written_as_it_is_shown(
    opened: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    takings = opened.desk.takings
    bands = next(iter(everything(opened, BandTable)))
    assert isinstance(bands, BandTable)
    listed = bands.listed()
    for name in ("bands.csv", "bands.xlsx"):
        with qtbot.waitSignal(opened.desk.file_actions.note) as said:
            takings.write(tmp_path / name, listed)
        assert said.args == [f"{name} was written: {listed.count} rows."]
    expected = bands.table()
    with (tmp_path / "bands.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [[str(cell) for cell in row] for row in expected]
    sheet = openpyxl.load_workbook(tmp_path / "bands.xlsx").active
    assert sheet is not None
    read = [[cell or "" if cell != 0 else 0 for cell in row] for row in sheet.values]
    assert read == expected
    with qtbot.waitSignal(opened.desk.file_actions.failed):
        takings.write(tmp_path / "bands.doc", listed)
    assert len(list(tmp_path.glob("bands*"))) == 2


def test_that_every_page_is_written_as_a_pdf_of_its_own(
    opened: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened.desk
    for page in (MODEL, CUSTOMER):
        opened.window.show_page(page)
        qtbot.wait(300)
        shown = opened.window.stack.currentWidget()
        parts = parts_of(shown)
        frame = desk.printing.frame(PLACES[page].name)
        path = tmp_path / f"{page}.pdf"
        with qtbot.waitSignal(desk.file_actions.note, timeout=60_000) as said:
            desk.printing.write(path, parts, frame)
        assert said.args == [f"{path.name} was written."]
        assert path.read_bytes().startswith(b"%PDF")
        assert path.stat().st_size > 10_000
    model = desk.session.model
    assert model is not None
    assert model.name in frame.foot
    with qtbot.waitSignal(desk.file_actions.failed, timeout=60_000):
        desk.printing.write(tmp_path / "no" / "such.pdf", parts, frame)


def test_that_a_page_says_its_sentence_figures_charts_and_tables(
    opened: Workbench, qtbot: QtBot
) -> None:
    opened.window.show_page(MODEL)
    qtbot.wait(300)
    shown = opened.window.stack.currentWidget()
    parts = parts_of(shown)
    kinds = {type(part) for part in parts}
    assert {Words, FigureRow, Picture, PrintedRows} <= kinds
    model = opened.desk.session.model
    assert model is not None
    rules = next(p for p in parts if isinstance(p, PrintedRows) and p.table.title == "Rules")
    assert rules.table.count == sum(len(group.rules) for group in model.groups)
