"""The options of a target: choices, and texts that are checked as they are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.exchange.targets.target import Choice
from models.problems import LeadbenchError
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.line_edit import LineEdit
from widgets.target_options import TargetOptions


def no_blanks(name: str) -> None:
    if " " in name:
        raise LeadbenchError("That is no name.", "table", "Leave out the blank.")


CHOICES = (
    Choice("table", "Table", (("leads", "leads"),), True, no_blanks),
    Choice("gives", "Columns", (("result", "Score"), ("all", "All"))),
)


def options(qtbot: QtBot) -> TargetOptions:
    made = TargetOptions()
    qtbot.addWidget(made)
    made.show()
    made.present(CHOICES, {"gives": "all"})
    return made


def test_that_values_held_are_shown_and_choices_are_told(qtbot: QtBot) -> None:
    made = options(qtbot)
    box, line = made.inputs["gives"], made.inputs["table"]
    assert isinstance(box, ChoiceBox)
    assert isinstance(line, LineEdit)
    assert box.value == "all"
    assert (line.text(), line.placeholderText()) == ("", "leads")
    assert [box.accessibleName(), line.accessibleName()] == ["Columns", "Table"]
    with qtbot.waitSignal(made.chosen) as told:
        box.picked.emit("result")
    assert told.args == ["gives", "result"]


def test_that_a_bad_text_is_told_at_once_and_not_taken(qtbot: QtBot) -> None:
    made = options(qtbot)
    taken: list[tuple[str, str]] = []
    made.chosen.connect(lambda key, value: taken.append((key, value)))
    line = made.inputs["table"]
    with qtbot.waitSignal(made.faulty):
        qtbot.keyClicks(line, "my table")
    assert taken[-1] == ("table", "my")  # the blank alone is trimmed
    assert made.fault == "That is no name. Leave out the blank."
    made.present(CHOICES, {"table": "my"})
    assert isinstance(line, LineEdit)
    assert line.text() == "my table"  # what is typed stays to be mended
    for _ in range(6):
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert made.fault == ""
    assert taken[-1] == ("table", "my")


def test_that_other_options_take_the_place_of_these(qtbot: QtBot) -> None:
    made = options(qtbot)
    qtbot.keyClicks(made.inputs["table"], "a b")
    made.present((), {})
    assert not made.inputs
    assert not made.fault
    assert made.isHidden()
