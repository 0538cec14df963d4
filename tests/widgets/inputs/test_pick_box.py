"""Boxes that show both ends of a long name."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.pick_box import PickBox


def test_that_a_long_name_keeps_both_ends_and_a_short_one_all(qtbot: QtBot) -> None:
    box = PickBox("Model A", 20)
    qtbot.addWidget(box)
    box.addItems(["first " + "x" * 200 + " last", "short"])
    box.resize(200, 30)
    box.show()
    assert box.sizeHint().width() < 400
    assert box.shown().startswith("first ")
    assert box.shown().endswith("ast")
    assert "…" in box.shown()
    box.setCurrentIndex(1)
    assert box.shown() == "short"


def test_that_a_choice_in_a_sentence_has_room_for_its_words(qtbot: QtBot) -> None:
    box = ChoiceBox(name="Result")
    qtbot.addWidget(box)
    for words in ("MQL", "Conversions found", "\u2013"):
        box.present([(0, words)], 0)
        box.resize(box.sizeHint())
        assert box.shown() == words
