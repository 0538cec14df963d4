"""Room in tables: what is left over goes to cells that would be cut, and titles are never cut."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from widgets.tables.field_table import FieldHead, FieldRows, FieldTable
from widgets.tables.record_table import RecordColumn, Records, RecordTable

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
