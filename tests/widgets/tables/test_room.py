"""Room in tables: what is left over goes to cells that would be cut, and titles are never cut."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.tables.field_table import FieldHead, FieldRows, FieldTable
from widgets.tables.record_painter import RecordPainter
from widgets.tables.record_table import RecordTable
from widgets.tables.records import RecordColumn, Records

MOMENT = "2025-07-01 07:30:15 Europe/Berlin"


def shown(qtbot: QtBot, width: int, kind: str = "text") -> FieldTable:
    table = FieldTable()
    qtbot.addWidget(table)
    table.resize(width, 300)
    heads = tuple(FieldHead(name, kind, "text", 1.0, "") for name in ("Id", "Time", "Type"))
    cells = ("1", MOMENT, "Visit")
    table.present(FieldRows(heads, 3, 1, lambda _row, at: cells[at], lambda _row, _at: False))
    table.show()
    qtbot.waitExposed(table)
    return table


def test_that_room_left_over_goes_to_the_field_whose_cells_would_be_cut(qtbot: QtBot) -> None:
    table = shown(qtbot, 900)
    need = QFontMetrics(table.font()).horizontalAdvance(MOMENT)
    assert table.columnWidth(1) > need
    assert table.columnWidth(0) == table.columnWidth(2) < table.columnWidth(1)
    table.resize(360, 300)
    assert table.columnWidth(1) < need, "where there is no room texts give way"


def test_that_days_have_the_room_they_need_also_where_others_are_cut(qtbot: QtBot) -> None:
    table = shown(qtbot, 360, "date")
    need = QFontMetrics(table.font()).horizontalAdvance(MOMENT[:16])
    assert table.columnWidth(1) > need


def test_that_a_width_drawn_by_hand_is_kept(qtbot: QtBot) -> None:
    table = shown(qtbot, 900)
    table.horizontalHeader().resizeSection(1, 130)
    table.resize(1200, 300)
    assert table.columnWidth(1) == 130


def test_that_a_title_that_is_the_name_of_a_field_is_not_cut(qtbot: QtBot) -> None:
    table = RecordTable("Accounts")
    qtbot.addWidget(table)
    title = "Different values of the department that was named last"
    columns = (RecordColumn(title, width=60, right=True), RecordColumn("Leads", width=90))
    table.present(Records(columns, np.arange(2), lambda _at, _row: "1"))
    header = table.horizontalHeader()
    assert table.columnWidth(0) > QFontMetrics(header.font()).horizontalAdvance(title)
    assert table.columnWidth(1) == 90


def test_that_a_table_as_high_as_its_rows_shows_the_last_one_also_where_it_is_scrolled_sideways(
    qtbot: QtBot,
) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    column = QVBoxLayout(outer)
    table = RecordTable("Thresholds", row=30)
    table.fit_rows(5)
    column.addWidget(table)
    column.addStretch(1)
    columns = (
        RecordColumn("Name", width=120, stretches=True),
        RecordColumn("Leads", width=120, right=True),
        RecordColumn("Value", width=120, right=True),
    )
    outer.resize(600, 500)
    outer.show()
    qtbot.waitExposed(outer)
    for rows in (2, 4):
        table.present(Records(columns, np.arange(rows), lambda _at, _row: "1"))
        for width, counted in ((600, False), (380, True), (600, True), (380, False)):
            outer.resize(width, 500)
            table.count_chosen((lambda _record: 1) if counted else None)
            qtbot.wait(1)
            assert (table.horizontalScrollBar().maximum() > 0) == (counted and width == 380)
            assert table.verticalScrollBar().maximum() == 0
            last = table.visualRect(table.model().index(rows - 1, 0))
            assert last.bottom() <= table.viewport().height()
    table.present(Records(columns, np.arange(40), lambda _at, _row: "1"))
    assert table.height() == 30 + 5 * 30 + 4, "no more rows than was said"


LONG = "Everybody who came to the stand and asked for the prices"


def texts(qtbot: QtBot, width: int, row: int) -> RecordTable:
    table = RecordTable("Rules", row=row)
    qtbot.addWidget(table)
    columns = (RecordColumn("Rule", width=80), RecordColumn("Points", width=60, right=True))
    table.present(Records(columns, np.arange(2), lambda at, _row: "+10" if at else LONG))
    table.setColumnWidth(0, width)
    return table


def left_out(table: RecordTable, column: int) -> str:
    painter, index = table.itemDelegate(), table.model().index(0, column)
    assert isinstance(painter, RecordPainter)
    return painter.left_out(table.visualRect(index), index)


def test_that_a_text_takes_the_lines_that_its_row_has_before_it_is_cut(qtbot: QtBot) -> None:
    width = QFontMetrics(texts(qtbot, 80, 30).font()).horizontalAdvance(LONG)
    assert not left_out(texts(qtbot, width + 40, 30), 0)
    assert left_out(texts(qtbot, width * 2 // 3, 30), 0), "a low row has one line"
    assert not left_out(texts(qtbot, width * 2 // 3, 36), 0), "a row of two lines has two"


def test_that_only_a_cell_that_is_cut_tells_all_of_itself(qtbot: QtBot) -> None:
    table = texts(qtbot, 90, 30)
    assert left_out(table, 0) == LONG
    assert left_out(table, 1) == ""


def test_that_rows_grow_until_nothing_is_cut_where_they_may(qtbot: QtBot) -> None:
    table = texts(qtbot, 120, 30)
    table.wrap_rows()
    assert left_out(table, 0) == ""
    high = table.rowHeight(0)
    table.setColumnWidth(0, 600)
    qtbot.waitUntil(lambda: table.rowHeight(0) < high)
    table.setColumnWidth(0, 90)
    qtbot.waitUntil(lambda: table.rowHeight(0) > high)
    assert left_out(table, 0) == ""


def test_that_figures_do_not_squeeze_the_names(qtbot: QtBot) -> None:
    table = RecordTable("Rules")
    qtbot.addWidget(table)
    names = RecordColumn("Rule", width=150, stretches=True)
    columns = (names, *(RecordColumn(f"{at}", width=120, right=True) for at in range(4)))
    table.present(Records(columns, np.arange(2), lambda at, _row: "1" if at else "A long name"))
    table.resize(500, 200)
    table.show()
    qtbot.waitExposed(table)
    assert table.columnWidth(0) >= 90
    table.resize(900, 200)
    qtbot.waitUntil(lambda: table.columnWidth(0) > 300)


def test_that_a_figure_is_never_cut(qtbot: QtBot) -> None:
    table = RecordTable("Bands")
    qtbot.addWidget(table)
    columns = (RecordColumn("Band", width=80), RecordColumn("Now", width=44, right=True))
    shown = ["9.9\u202f%"]
    table.present(Records(columns, np.arange(1), lambda at, _row: shown[0] if at else "Cold"))
    narrow = table.columnWidth(1)
    shown[0] = "1,000,000.0\u202f%"
    table.present(Records(columns, np.arange(1), lambda at, _row: shown[0] if at else "Cold"))
    assert left_out(table, 1) == ""
    wide = table.columnWidth(1)
    shown[0] = "9.9\u202f%"
    table.present(Records(columns, np.arange(1), lambda at, _row: shown[0] if at else "Cold"))
    assert table.columnWidth(1) == wide > narrow, "and nothing jumps back"


def test_that_how_many_are_chosen_is_counted_for_rows_in_sight_alone(qtbot: QtBot) -> None:
    table = RecordTable("Rules", row=30)
    qtbot.addWidget(table)
    columns = (RecordColumn("Rule", width=80), RecordColumn("Points", width=60, right=True))
    table.present(Records(columns, np.arange(40), lambda _at, _row: "1"))
    asked: list[int] = []

    def number(record: int) -> int:
        asked.append(record)
        return 1

    table.count_chosen(number)
    assert asked == [], "leads may have come that the count is not of"
    table.resize(400, 160)
    table.show()
    qtbot.waitExposed(table)
    qtbot.waitUntil(lambda: bool(asked))
    assert max(asked) < 10


def test_that_a_table_without_records_says_why(qtbot: QtBot) -> None:
    def ink() -> bytes:
        image = table.viewport().grab().toImage()
        return bytes(image.constBits())

    table = texts(qtbot, 120, 30)
    table.resize(300, 200)
    columns = (RecordColumn("Rule", width=80),)
    table.present(Records(columns, np.arange(0), lambda _at, _row: ""))
    empty = ink()
    table.nothing = "There is no rule yet."
    assert ink() != empty
