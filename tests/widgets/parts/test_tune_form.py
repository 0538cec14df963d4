"""The form of what tuning may do says what a person chose, and nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.tuning.aims import Aim, Goal
from models.tuning.reins import Hold, Rein
from models.tuning.wishes import Wishes
from widgets.tune_form import HeldLine, TuneForm, TuneWords

LOCKED = Wishes().with_rein("r1", Rein(Hold.LOCK))
HELD = HeldLine("r1", "Country is Germany", "+6", Hold.LOCK)


@pytest.fixture
def form(qtbot: QtBot) -> TuneForm:
    made = TuneForm()
    qtbot.addWidget(made)
    made.resize(260, 700)
    made.present(LOCKED, TuneWords("Limits of groups: Fit to +60.", held=(HELD,)))
    made.show()
    return made


def said(form: TuneForm) -> list[Wishes]:
    told: list[Wishes] = []
    form.edited.connect(lambda wishes, _gesture: told.append(wishes))
    return told


def test_that_what_is_chosen_by_hand_is_told_as_wishes(form: TuneForm, qtbot: QtBot) -> None:
    told = said(form)
    form.rules.selectAll()
    qtbot.keyClicks(form.rules, "9")
    form.signs.click()
    form.moved.click()
    form.aim.picked.emit(Goal.AUC)
    assert told[0] == replace(LOCKED, most_lines=9)
    assert told[-1] == replace(
        LOCKED, most_lines=9, signs=False, most_moved=0.15, aim=Aim(Goal.AUC)
    )


@pytest.mark.parametrize(
    ("box", "name"),
    [("of_field", "per_field"), ("of_group", "per_group"), ("changed", "most_changed")],
)
def test_that_numbers_of_lines_are_typed_shown_and_left_open_again(
    form: TuneForm, qtbot: QtBot, box: str, name: str
) -> None:
    told = said(form)
    edit = getattr(form, box)
    assert edit.text() == ""
    edit.setFocus()
    qtbot.keyClicks(edit, "2")
    assert told[-1] == replace(LOCKED, **{name: 2})
    form.present(replace(LOCKED, **{name: 3}), TuneWords())
    assert edit.text() == "3"
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told[-1] == LOCKED


def test_that_a_locked_rule_is_freed_and_its_price_asked(form: TuneForm, qtbot: QtBot) -> None:
    told = said(form)
    asked: list[str] = []
    form.price_asked.connect(asked.append)
    buttons = {b.accessibleName(): b for b in form.findChildren(QPushButton)}
    buttons["What does it cost that Country is Germany keeps its points?"].click()
    qtbot.mouseClick(buttons["Free Country is Germany"], Qt.MouseButton.LeftButton)
    assert asked == ["r1"]
    assert told == [Wishes()]


def test_that_presenting_tells_nothing_and_what_is_no_number_is_kept_and_marked(
    form: TuneForm, qtbot: QtBot
) -> None:
    told = said(form)
    form.present(replace(LOCKED, step=10, most_moved=0.2), TuneWords())
    assert told == []
    assert form.share.value == 20
    form.step.selectAll()
    qtbot.keyClicks(form.step, "a")
    assert told == []
    assert form.step.fault
