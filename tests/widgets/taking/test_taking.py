"""Every table copies and saves what it shows, by key and by menu."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from widgets.rows import Rows, RowWords
from widgets.tables.record_table import RecordTable
from widgets.tables.records import RecordColumn, Records
from widgets.tables.side_by_side import FieldLine, LeadHead, SideBySide, SideBySideValue
from widgets.taking import taking as taking_module
from widgets.taking.taking import Taking
from widgets.taking.wishes import SaveTable, Say, Wish, WishEvent, wish_of

CELLS = (("Web", "1,204", "−3"), ("=cmd()", "9", "+12"), ("", "0", "–"))


class Window(QWidget):
    """Answers wishes, as the main window does."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: list[Wish] = []

    def customEvent(self, event: QEvent) -> None:
        if isinstance(event, WishEvent):
            event.accept()
            self.wishes.append(event.wish)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def table(window: Window) -> RecordTable:
    made = RecordTable("Sources", window)
    columns = (
        RecordColumn("Source"),
        RecordColumn("Leads", right=True),
        RecordColumn("Change", right=True),
    )
    made.present(Records(columns, np.arange(3), lambda at, row: CELLS[row][at]))
    made.resize(600, 400)
    made.show()
    return made


def copied() -> list[list[str]]:
    text = QGuiApplication.clipboard().text()
    return [line.split("\t") for line in text.split("\n")[:-1]]


def press_copy(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def menu_of(view: QAbstractItemView) -> QMenu:
    made = view.findChild(Taking)
    assert isinstance(made, Taking)
    return made.menu()


def press(menu: QMenu, words: str) -> None:
    actions = {action.text(): action for action in menu.actions()}
    actions[words].trigger()
    menu.close()


def test_that_without_a_choice_all_rows_are_copied_as_they_are_shown(
    qtbot: QtBot, table: RecordTable, window: Window
) -> None:
    press_copy(qtbot, table)
    assert copied() == [
        ["Source", "Leads", "Change"],
        ["Web", "1204", "-3"],
        ["'=cmd()", "9", "12"],
        ["blank", "0", "–"],
    ]
    assert window.wishes == [Say("3 rows were copied.")]


def test_that_the_chosen_rows_alone_are_copied(
    qtbot: QtBot, table: RecordTable, window: Window
) -> None:
    table.selectRow(1)
    press_copy(qtbot, table)
    assert copied()[1:] == [["'=cmd()", "9", "12"]]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press_copy(qtbot, table)
    assert [row[1] for row in copied()[1:]] == ["9", "0"]
    press(menu_of(table), "Copy all 3 rows")
    assert len(copied()) == 4
    assert window.wishes[0] == Say("1 row was copied.")


def test_that_saving_hands_the_whole_table_to_the_window(
    table: RecordTable, window: Window
) -> None:
    table.selectRow(0)
    press(menu_of(table), "Save table…")
    (wish,) = window.wishes
    assert isinstance(wish, SaveTable)
    table.present(None)  # the table that was asked for is not the one on the screen later
    assert wish.table.title == "Sources"
    assert wish.table.table()[1] == ["Web", 1204, -3]
    assert wish.table.count == 3


def test_that_an_empty_table_offers_nothing(table: RecordTable) -> None:
    table.present(None)
    menu = menu_of(table)
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    menu.close()


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_that_the_keys_of_menus_open_the_menu(
    qtbot: QtBot, table: RecordTable, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    table.setFocus()
    qtbot.keyClick(table, key, held)
    menu = table.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


def test_that_a_great_many_rows_are_not_put_on_the_clipboard(
    table: RecordTable, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_module, "MOST_COPIED", 2)
    table.copy()
    assert len(copied()) == 3
    (said,) = window.wishes
    assert isinstance(said, Say)
    assert said.text.startswith("The first 2 rows were copied.")


def test_that_names_of_rows_are_copied_with_chosen_cells(qtbot: QtBot, window: Window) -> None:
    made = SideBySide(window)
    lines = (FieldLine("City", ("Oslo", "Bergen"), taken=0), FieldLine("Size", ("5", ""), taken=0))
    made.present(SideBySideValue((LeadHead("L1"), LeadHead("L2")), lines))
    press_copy(qtbot, made)
    assert copied()[0] == ["", "What is kept", "L1", "L2"]
    assert copied()[2] == ["City", "Oslo", "Oslo", "Bergen"]
    made.setCurrentIndex(made.model().index(1, 2))
    press_copy(qtbot, made)
    assert copied() == [["", "L2"], ["City", "Bergen"]]


def test_that_a_list_is_copied_by_the_words_of_its_rows(qtbot: QtBot, window: Window) -> None:
    made = Rows("Steps", window)
    made.add(RowWords("Moved a slider", "from 5 to 10", "saved"))
    made.add(RowWords("Opened"))
    press_copy(qtbot, made)
    assert copied() == [
        ["Steps", "Details", "State"],
        ["Moved a slider", "from 5 to 10", "saved"],
        ["Opened", "", ""],
    ]


def test_that_a_wish_goes_on_from_a_dialog_to_the_window_that_opened_it(
    qtbot: QtBot, window: Window
) -> None:
    dialog = QWidget(window, Qt.WindowType.Dialog)
    inside = QWidget(dialog)
    assert wish_of(inside, Say("Done."))
    assert window.wishes == [Say("Done.")]
    alone = QWidget()
    qtbot.addWidget(alone)
    assert not wish_of(alone, Say("Nobody hears this."))


def test_that_lines_of_its_own_come_first(table: RecordTable) -> None:
    done: list[int] = []
    table.taking.offer(lambda: [("Choose its leads", lambda: done.append(1))])
    menu = menu_of(table)
    assert menu.actions()[0].text() == "Choose its leads"
    menu.actions()[0].trigger()
    menu.close()
    assert done == [1]
