"""The lead table: what is shown, copied, chosen and asked for."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from widgets.tables import lead_table
from widgets.tables.lead_table import Column, LeadRows, LeadTable

COLUMNS = (
    Column(lead_table.LEAD, "Lead", "Id"),
    Column(lead_table.SCORE, "Score", "score"),
    Column(lead_table.BAND, "Band", "band"),
    Column(lead_table.REASONS, "Main reasons"),
    Column(lead_table.OUTCOME, "Converted", "outcome"),
    Column(lead_table.FIELD, "Note", "Note"),
)
NOTES = ("=1+1", "plain", "", "@home")


def rows(order: tuple[int, ...] = (2, 0, 1, 3), sort: str = "score") -> LeadRows:
    return LeadRows(
        columns=COLUMNS,
        rows=np.array(order),
        scores=np.array([50, 20, 90, -5], dtype=np.int16),
        bands=np.array([1, 0, 2, 0], dtype=np.uint8),
        outcome=np.array([0, 1, 2, 1], dtype=np.uint8),
        band_names=("Cold", "Warm", "Hot"),
        least=-10,
        most=100,
        name=lambda lead: (f"Lead {lead}", ""),
        cell=lambda _column, lead: NOTES[lead],
        reasons=lambda lead: (("Title", 10),) if lead else (),
        sort=sort,
        downwards=True,
    )


@pytest.fixture
def table(qtbot: QtBot) -> LeadTable:
    made = LeadTable()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.present(rows())
    made.show()
    return made


def test_that_the_model_keeps_qts_laws(table: LeadTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.model())


def test_that_presenting_tells_nobody_and_keeps_the_chosen_lead(
    table: LeadTable, qtbot: QtBot
) -> None:
    table.choose(0)
    with qtbot.assertNotEmitted(table.lead_chosen):
        table.present(rows((3, 1, 0, 2)))
    assert table.chosen() == 0
    assert table.currentIndex().row() == 2


def test_that_a_click_on_a_head_asks_for_its_order_and_reasons_have_none(
    table: LeadTable, qtbot: QtBot
) -> None:
    header = table.horizontalHeader()

    def click(section: int) -> None:
        place = header.sectionViewportPosition(section) + 10
        point = header.rect().center()
        point.setX(place)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)

    with qtbot.waitSignal(table.sort_asked) as asked:
        click(1)
    assert asked.args == ["score"]
    with qtbot.assertNotEmitted(table.sort_asked):
        click(3)


def test_that_a_key_chooses_the_next_lead_and_tells_its_row(table: LeadTable, qtbot: QtBot) -> None:
    table.choose(2)
    table.setFocus()
    with qtbot.waitSignal(table.lead_chosen) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [0]


def test_that_copied_rows_can_never_be_formulas(table: LeadTable, qtbot: QtBot) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == [column.title for column in COLUMNS]
    assert len(lines) == 5
    for line in lines[1:]:
        assert not any(cell[:1] in set("=+@") for cell in line.split("\t"))
    assert "'=1+1" in lines[2]


def test_that_no_rows_is_an_empty_table(table: LeadTable) -> None:
    table.present(rows(()))
    assert table.model().rowCount() == 0
    assert table.chosen() is None
    table.present(None)
    assert table.model().columnCount() == 0
