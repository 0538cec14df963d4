"""A build sheet in the window: read in order, copied text by text, by mouse and by keyboard."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.exchange.targets.sheet import Copied, Expected, Lost, Section, Sheet, Step
from widgets import theme
from widgets.build_sheet.lines import Do, Head, Note, lines_of, shown_text
from widgets.build_sheet.painting import button_of
from widgets.build_sheet.view import BuildSheetView
from widgets.printing.collect import parts_of

CRITERIA = "AND\n  Title is any of: VP\u2028x\n  Country is known"


def sheet(steps: int = 3, system: str = "HubSpot") -> Sheet:
    made = tuple(
        Step(f"Add rule: {n}", (Copied("Criteria", CRITERIA), Copied("Points", str(n))), "Look.")
        for n in range(steps)
    )
    return Sheet(
        title=f"M in {system}",
        system=system,
        about=(("Model", "M"),),
        lost=(Lost("Override “Out” is left out.", "Points alone.", "A workflow."),),
        cautions=("Some hours later.",),
        sections=(Section("Begin", (Step("Look around."),)), Section("Fit", made, "Who they are")),
        fields=("Title", "Country"),
        leads=tuple(Expected(f"L{n}", str(n), "Hot", ("VP", "")) for n in range(10)),
        carried=("line",),
    )


@pytest.fixture
def view(qtbot: QtBot) -> BuildSheetView:
    made = BuildSheetView()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.present(sheet())
    qtbot.waitUntil(made.isVisible)
    return made


def row_of(view: BuildSheetView, label: str, nth: int = 0) -> int:
    rows = [r for r, line in enumerate(lines_of(sheet())) if isinstance(line, Copied)]
    found = [r for r in rows if lines_of(sheet())[r].label == label]  # type: ignore[union-attr]
    return found[nth]


def test_that_what_does_not_fit_comes_first_and_steps_are_numbered_through() -> None:
    lines = lines_of(sheet())
    assert lines[0] == Head("What does not fit into HubSpot", first=True)
    assert lines[2] == sheet().lost[0]
    assert [line.number for line in lines if isinstance(line, Do)] == [1, 2, 3, 4]
    heads = [line.text for line in lines if isinstance(line, Head)]
    assert heads[1:] == [
        "Look at this first",
        "Begin",
        "Fit",
        "Does it come out right?",
        "About this sheet",
    ]


def test_that_keys_copy_the_text_as_it_is(view: BuildSheetView, qtbot: QtBot) -> None:
    for key, held in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    ):
        QGuiApplication.clipboard().clear()
        view.setCurrentIndex(view.model().index(row_of(view, "Criteria"), 0))
        with qtbot.waitSignal(view.taken) as told:
            qtbot.keyClick(view, key, held)
        assert told.args == ["Criteria"]
        assert QGuiApplication.clipboard().text() == CRITERIA
    assert view.copied == row_of(view, "Criteria")


def test_that_ctrl_down_goes_from_text_to_text(view: BuildSheetView, qtbot: QtBot) -> None:
    seen = []
    for _ in range(6):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        seen.append(view.currentIndex().row())
    assert seen == [row_of(view, label, n) for n in range(3) for label in ("Criteria", "Points")]


@pytest.mark.parametrize("width", [420, 900])
def test_that_a_click_on_the_button_copies_and_one_beside_it_does_not(
    view: BuildSheetView, qtbot: QtBot, width: int
) -> None:
    view.resize(width, 600)
    row = row_of(view, "Points", 1)
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.wait(20)
    line = lines_of(sheet())[row]
    assert isinstance(line, Copied)
    place = button_of(line, view.visualRect(index))
    assert view.viewport().rect().contains(place)
    QGuiApplication.clipboard().clear()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=place.topLeft() - QPoint(12, 0))
    assert QGuiApplication.clipboard().text() == ""
    qtbot.mouseClick(view.viewport(), left, pos=place.center())
    assert QGuiApplication.clipboard().text() == "1"


def test_that_every_line_is_read_out(view: BuildSheetView) -> None:
    model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
    spoken = [str(model.data(model.index(row, 0), role)) for row in range(model.rowCount())]
    assert all(spoken)
    assert spoken[row_of(view, "Points", 2)] == "Points: 2. Enter copies it."
    face = QAccessible.queryAccessibleInterface(view)
    assert face is not None
    assert face.text(QAccessible.Text.Name) == "Build sheet"


def test_that_odd_breaks_of_lines_are_marks_and_long_texts_say_what_is_not_shown() -> None:
    assert shown_text(Copied("", "a\u2028b\nc")) == "a \u21b5 b\nc"
    long = shown_text(Copied("", "x" * 5000))
    assert len(long) < 1600
    assert long.endswith("3,500 more letters are copied too.")
    lines = shown_text(Copied("", "a whole line\n" * 500)).split("\n")
    assert set(lines[:-2]) == {"a whole line"}, "no line is cut"


def test_that_the_leads_are_a_table_that_tab_brings_into_sight(
    view: BuildSheetView, qtbot: QtBot
) -> None:
    assert view._leads is not None
    table = view._leads.table
    listed = table.listed()
    assert listed is not None
    assert listed.header == ("Lead", "Score", "Band", "Title", "Country")
    assert list(listed.row(9)) == ["L9", 9, "Hot", "VP", "blank"]
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    view.scrollToTop()
    table.setFocus()
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    bar = table.verticalScrollBar()
    assert bar.maximum() == 0, "all leads are in sight"


def test_that_hundreds_of_rules_are_no_more_widgets(view: BuildSheetView) -> None:
    few = len(view.findChildren(QWidget))
    start = time.thread_time()
    view.present(sheet(400))
    view.doItemsLayout()
    took = time.thread_time() - start
    assert len(view.findChildren(QWidget)) < 2 * few  # the leads of before are not gone yet
    assert took < 2


def test_that_a_change_of_the_model_leaves_the_reader_where_they_are(view: BuildSheetView) -> None:
    view.present(sheet(200))
    view.verticalScrollBar().setValue(3000)
    view.present(sheet(201))
    assert view.verticalScrollBar().value() == 3000
    view.present(sheet(201, "Marketo"))
    assert view.verticalScrollBar().value() == 0


def test_that_larger_letters_take_more_room(view: BuildSheetView, qtbot: QtBot) -> None:
    app = QGuiApplication.instance()
    before = view.sizeHintForIndex(view.model().index(0, 0)).height()
    try:
        theme.apply(app, dark=True, scale=2.0)  # type: ignore[arg-type]
        assert view.sizeHintForIndex(view.model().index(0, 0)).height() > 1.7 * before
    finally:
        theme.apply(app, dark=False, scale=1.0)  # type: ignore[arg-type]


def test_that_the_sheet_is_printed_with_its_steps_and_leads(view: BuildSheetView) -> None:
    words = [str(getattr(part, "text", "")) for part in parts_of(view)]
    assert "Fit" in words
    assert "Does it come out right?" in words
    assert any(isinstance(line, Note) for line in lines_of(sheet()))
