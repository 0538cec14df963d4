from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.tally import ValueCount
from models.leads.text import clean, key
from widgets import theme
from widgets.editors.note_edit import NoteEdit
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.date_edit import DateEdit, order_of, read_typed_day
from widgets.inputs.field_chooser import FieldChooser, found, usable
from widgets.inputs.flow import FlowLayout
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.offers import OfferEdit, fitting, rate_words, split_list
from widgets.inputs.pick_list import PickList
from widgets.inputs.spin_box import SignedSpinBox
from widgets.inputs.tag_edit import TagChip, TagEdit
from widgets.inputs.weekdays import WeekdayPicker

TOPICS = (
    ValueCount("Product tour", 240, 40, 240),
    ValueCount("Pricing", 71, 16, 71),
    ValueCount("Privacy update", 88, 5, 88),
    ValueCount("Repricing", 9, 0, 0),
)
FIELDS = (
    Input("Lead id", role=Role.ID),
    Input("Job title"),
    Input("Employees", Kind.NUMBER),
    Input("Country"),
    Input("Won", Kind.YES_NO, Role.OUTCOME),
    Input("Notes", role=Role.IGNORED),
    Input("Created", Kind.DATE, Role.CREATED),
)
LEFT = Qt.MouseButton.LeftButton


def _topics() -> Sequence[ValueCount]:
    return TOPICS


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    made.resize(500, 420)
    qtbot.addWidget(made)
    return made


def _show(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    window.show()
    window.activateWindow()
    widget.setFocus()
    QApplication.processEvents()


@pytest.mark.parametrize("kind", [NumberEdit, OfferEdit, SignedSpinBox, NoteEdit])
def test_that_undo_takes_back_what_was_typed_here_and_then_goes_on(
    window: QWidget, kind: type
) -> None:
    """A line keeps Ctrl+Z for itself; with nothing to take back it must let the window have it."""
    undo = QAction("Undo", window)
    undo.setShortcut("Ctrl+Z")
    done: list[bool] = []
    undo.triggered.connect(lambda: done.append(True))
    window.addAction(undo)
    widget = kind("Note", "") if kind is NoteEdit else kind()
    _show(window, widget)
    QTest.keyClicks(widget, "7")
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(widget, Qt.Key.Key_Z, control)
    assert done == []
    QTest.keyClick(widget, Qt.Key.Key_Z, control)
    assert done == [True]


# Offers


def test_that_offers_that_begin_with_the_text_come_first_then_the_most_leads() -> None:
    assert [offer.value for offer in fitting(TOPICS, "pri")] == [
        "Privacy update",
        "Pricing",
        "Repricing",
    ]
    assert next(offer.value for offer in fitting(TOPICS, "")) == "Product tour"
    assert fitting(TOPICS, "zzz") == ()


def test_that_spellings_of_one_value_are_one_offer() -> None:
    spellings = (
        ValueCount("vp", 2, 1, 2),
        ValueCount(" VP ", 5, 2, 4),
        ValueCount("VPs", 1),
        ValueCount(" ", 9),
    )
    assert fitting(spellings, "") == (ValueCount("VP", 7, 3, 6), ValueCount("VPs", 1))


@given(st.text(max_size=4))
def test_that_every_offer_shown_holds_the_typed_text(typed: str) -> None:
    assert all(key(clean(typed)) in key(offer.value) for offer in fitting(TOPICS, typed))


def test_that_doubt_about_an_offer_is_said() -> None:
    assert [rate_words(offer) for offer in TOPICS] == [
        "16.7\u202f%",
        "too few",
        "too few",
        "\u2013",
    ]


@given(st.lists(st.text(alphabet="ab ;\t\n\r", max_size=8)))
def test_that_a_pasted_list_is_parted_at_breaks_tabs_and_semicolons(cells: list[str]) -> None:
    text = "\n".join(cells)
    values = split_list(text)
    assert all(value and value == clean(value) for value in values)
    assert not any(mark in value for value in values for mark in ";\t\n\r")
    assert "".join("".join(values).split()) == "".join(text.replace(";", "").split())


def test_that_a_quoted_cell_of_a_spreadsheet_is_one_value() -> None:
    text = 'VP\r\n"Head of\r\nSales"\r\n"say ""hi""; now"\r\nR&D\r\n'
    assert split_list(text) == ("VP", "Head of Sales", 'say "hi"; now', "R&D")
    assert split_list('15" rack\n19" rack') == ('15" rack', '19" rack')
    assert split_list('"open\nend') == ('"open', "end")


def _tags(window: QWidget, *values: str) -> tuple[TagEdit, list[tuple[str, ...]]]:
    tags = TagEdit()
    heard: list[tuple[str, ...]] = []
    tags.changed.connect(heard.append)
    tags.present(values, _topics, "Topic")
    _show(window, tags)
    return tags, heard


def test_that_enter_and_semicolon_add_and_backspace_takes_the_last(window: QWidget) -> None:
    tags, heard = _tags(window, "VP")
    QTest.keyClicks(tags.line, "Head;")
    QTest.keyClicks(tags.line, "  Lead  of   x ")
    QTest.keyClick(tags.line, Qt.Key.Key_Return)
    QTest.keyClick(tags.line, Qt.Key.Key_Backspace)
    assert heard == [("VP", "Head"), ("VP", "Head", "Lead of x"), ("VP", "Head")]
    assert tags.line.text() == ""


def test_that_a_value_is_held_once_whatever_its_case(window: QWidget) -> None:
    tags, heard = _tags(window, "VP")
    QTest.keyClicks(tags.line, "vp")
    QTest.keyClick(tags.line, Qt.Key.Key_Return)
    assert heard == []
    assert tags.values == ("VP",)


def test_that_a_pasted_list_adds_many(window: QWidget) -> None:
    tags, heard = _tags(window, "a")
    QApplication.clipboard().setText("a\nb;c\td\r\n\n")
    QTest.keyClick(tags.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == [("a", "b", "c", "d")]


def test_that_presenting_values_tells_nobody_and_keeps_the_chips_that_stay(
    window: QWidget,
) -> None:
    tags, heard = _tags(window, "a", "b")
    first = tags.findChildren(TagChip)[0]
    tags.present(("a", "c", "d"), _topics)
    assert heard == []
    assert tags._chips[0] is first
    assert [chip.text() for chip in tags._chips] == ["a", "c", "d"]


def test_that_the_cross_of_a_chip_removes_its_value(window: QWidget) -> None:
    tags, heard = _tags(window, "a", "b", "c")
    chip = tags._chips[1]
    QTest.mouseClick(chip, LEFT, pos=QPoint(4, 10))
    assert heard == []
    QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 6, 10))
    QTest.keyClick(tags._chips[1], Qt.Key.Key_Delete)
    assert heard == [("a", "c"), ("a",)]


def test_that_offers_are_checked_and_toggled(window: QWidget) -> None:
    tags, heard = _tags(window, "Pricing")
    QTest.keyClicks(tags.line, "pri")
    shown = window.findChildren(PickList)[0]
    assert shown.isVisible()
    picks = shown._model.picks
    assert [(p.text, p.checked) for p in picks[:2]] == [
        ("Privacy update", False),
        ("Pricing", True),
    ]
    assert picks[0].notes == ("88", "too few")
    for _ in range(2):
        QTest.keyClick(tags.line, Qt.Key.Key_Down)
    QTest.keyClick(tags.line, Qt.Key.Key_Return)
    assert heard == [()]
    QTest.keyClick(tags.line, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_that_a_text_that_no_lead_has_can_be_used_as_it_is(window: QWidget) -> None:
    tags, heard = _tags(window)
    QTest.keyClicks(tags.line, "zzz")
    shown = window.findChildren(PickList)[0]
    assert [pick.text for pick in shown._model.picks] == ["Use \u201czzz\u201d as it is"]
    QTest.keyClick(tags.line, Qt.Key.Key_Down)
    QTest.keyClick(tags.line, Qt.Key.Key_Return)
    assert heard == [("zzz",)]


def test_that_a_line_for_one_text_takes_the_offer_that_is_clicked(window: QWidget) -> None:
    line = OfferEdit()
    line.offer(_topics, "Topic")
    taken: list[str] = []
    line.taken.connect(taken.append)
    _show(window, line)
    QTest.keyClicks(line, "tour")
    shown = window.findChildren(PickList)[0]
    view = shown._view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(0, 0)).center())
    assert taken == ["Product tour"]
    assert line.text() == "Product tour"


def test_that_one_visit_to_a_line_is_one_gesture(window: QWidget) -> None:
    line = OfferEdit()
    heard: list[tuple[str, int]] = []
    line.typed.connect(lambda text, gesture: heard.append((text, gesture)))
    other = QPushButton("other")
    _show(window, other)
    _show(window, line)
    QTest.keyClicks(line, "ab")
    other.setFocus()
    line.setFocus()
    QTest.keyClicks(line, "c")
    assert [text for text, _ in heard] == ["a", "ab", "abc"]
    assert heard[0][1] == heard[1][1] != heard[2][1]


# Numbers


@pytest.fixture
def number(window: QWidget) -> NumberEdit:
    made = NumberEdit(whole=True, least=0)
    _show(window, made)
    return made


def test_that_what_is_no_number_is_said_and_not_erased(number: NumberEdit) -> None:
    heard: list[object] = []
    number.typed.connect(lambda value, _: heard.append(value))
    QTest.keyClicks(number, "12a")
    assert number.text() == "12a"
    assert number.fault == "Type a number such as 50 or 1,000.5."
    assert number.property("wrong") == "true"
    QTest.keyClick(number, Qt.Key.Key_Backspace)
    assert (number.fault, number.property("wrong")) == ("", "")
    assert heard == [1.0, 12.0, None, 12.0]


@pytest.mark.parametrize(("typed", "fault"), [("1.5", "whole"), ("-3", "from 0 on")])
def test_that_limits_of_a_number_are_said(number: NumberEdit, typed: str, fault: str) -> None:
    QTest.keyClicks(number, typed)
    assert fault in number.fault
    assert number.value is None


def test_that_a_presented_number_keeps_the_way_it_was_typed(number: NumberEdit) -> None:
    QTest.keyClicks(number, "1000")
    number.present(1000.0)
    assert number.text() == "1000"
    number.present(2000.0)
    assert number.text() == "2,000"


# Days


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-02-03", DateOrder.DMY, date(2026, 2, 3)),
        ("3.2.2026", DateOrder.DMY, date(2026, 2, 3)),
        ("3/2/2026", DateOrder.MDY, date(2026, 3, 2)),
        ("3 Feb 2026", DateOrder.MDY, date(2026, 2, 3)),
        ("", DateOrder.DMY, None),
        ("31.02.2026", DateOrder.DMY, "February has 28 days in 2026."),
        ("2024-02-30", DateOrder.DMY, "February has 29 days in 2024."),
        ("1.13.2026", DateOrder.DMY, "There is no month 13."),
        ("soon", DateOrder.DMY, "Type a day such as 2026-12-31."),
        ("0.5.2026", DateOrder.DMY, "May has 31 days in 2026."),
        ("31.4.26", DateOrder.DMY, "April has 30 days in 2026."),
    ],
)
def test_that_days_are_read_or_told_what_is_wrong(
    text: str, order: DateOrder, day: date | str | None
) -> None:
    assert read_typed_day(text, order) == day


@given(st.dates(), st.sampled_from([DateOrder.DMY, DateOrder.MDY]))
def test_that_a_written_day_is_read_in_every_order(day: date, order: DateOrder) -> None:
    assert read_typed_day(day.isoformat(), order) == day


@given(st.text(alphabet="0123456789.-/ ab", max_size=12))
def test_that_no_typed_text_breaks_the_reading_of_days(text: str) -> None:
    read = read_typed_day(text, DateOrder.DMY)
    assert (read is None) == (clean(text) == "")


def test_that_the_locale_says_whether_the_month_is_first() -> None:
    assert order_of(QLocale("en_US")) is DateOrder.MDY
    assert order_of(QLocale("de_DE")) is DateOrder.DMY


def test_that_a_wrong_day_is_marked_and_told_to_nobody(window: QWidget) -> None:
    edit = DateEdit()
    edit.setLocale(QLocale("de_DE"))
    heard: list[object] = []
    edit.typed.connect(lambda value, _: heard.append(value))
    _show(window, edit)
    QTest.keyClicks(edit, "31.02.2026")
    assert edit.fault == "February has 28 days in 2026."
    assert edit.text() == "31.02.2026"
    assert date(2026, 2, 28) not in heard
    assert edit.value is None


# Fields, choices, days of the week


def test_that_rules_are_not_offered_the_id_the_outcome_or_what_is_ignored() -> None:
    assert [item.name for item in usable(FIELDS)] == [
        "Job title",
        "Employees",
        "Country",
        "Created",
    ]
    assert [item.name for item in usable(FIELDS, (Kind.NUMBER,))] == ["Employees"]


def test_that_fields_are_found_by_any_part_of_their_name() -> None:
    assert next(item.name for item in found(FIELDS, "co")) == "Country"
    assert [item.name for item in found(FIELDS, "TITLE")] == ["Job title"]


def test_that_typing_finds_a_field_and_enter_takes_it(window: QWidget) -> None:
    chooser = FieldChooser()
    picked: list[str] = []
    chooser.picked.connect(picked.append)
    chooser.present("Country", usable(FIELDS))
    _show(window, chooser)
    chooser.open()
    QTest.keyClicks(chooser, "empl")
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert picked == ["Employees"]
    chooser.open()
    QTest.keyClicks(chooser, "zzz")
    assert chooser._list._model.picks[0].text == "No field contains \u201czzz\u201d."
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    chooser.open()
    QTest.keyClicks(chooser, "job")
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert picked == ["Employees"]
    assert chooser.text() == "Employees"


def test_that_a_field_the_leads_lack_is_marked(window: QWidget) -> None:
    chooser = FieldChooser()
    chooser.present("Segment", usable(FIELDS), missing=True)
    _show(window, chooser)
    assert chooser.toolTip() == "The leads have no field Segment."
    assert theme.current().errbg in chooser.styleSheet()


def test_that_a_choice_tells_only_what_a_person_chose(window: QWidget) -> None:
    box = ChoiceBox()
    heard: list[object] = []
    box.picked.connect(heard.append)
    box.present([(1, "one"), (2, "two")], 1)
    _show(window, box)
    box.present([(1, "one"), (2, "two")], 2)
    box.present([(3, "three"), (2, "two")], 3)
    assert heard == []
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert heard == [2]
    assert box.value == 2


def test_that_a_choice_is_as_wide_as_its_word(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    options = [(1, "is"), (2, "does not contain any of these")]
    box.present(options, 1)
    narrow = box.sizeHint().width()
    box.present(options, 2)
    assert box.sizeHint().width() > 2 * narrow


def test_that_weekdays_are_pressed_and_let_go(window: QWidget) -> None:
    picker = WeekdayPicker()
    heard: list[object] = []
    picker.picked.connect(heard.append)
    picker.present((2,))
    _show(window, picker)
    buttons = picker.findChildren(QPushButton)
    assert [b.accessibleName() for b in buttons][1] == "Tuesday"
    for day in (5, 1):
        QTest.mouseClick(buttons[day], LEFT)
    assert heard == [(2, 6), (6,)]


# The layout


@given(st.lists(st.integers(10, 200), min_size=1, max_size=12), st.integers(60, 500))
def test_that_a_flow_breaks_lines_and_never_overlaps(widths: list[int], room: int) -> None:
    host = QWidget()
    flow = FlowLayout(host, gap=4)
    labels = []
    for width in widths:
        label = QLabel()
        label.setFixedSize(width, 20)
        flow.addWidget(label)
        labels.append(label)
    flow.setGeometry(QRect(0, 0, room, 1000))
    rects = [label.geometry() for label in labels]
    assert all(not a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])
    assert max(rect.bottom() for rect in rects) + 1 == flow.heightForWidth(room)
    assert all(rect.right() < room or rect.left() == 0 for rect in rects)
    host.deleteLater()
    QApplication.sendPostedEvents(host, QEvent.Type.DeferredDelete.value)
