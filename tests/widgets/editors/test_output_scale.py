from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.scoring.model import ScoringModel
from models.scoring.scale import Scale
from widgets.editors.output_scale import OutputScale

MODEL = ScoringModel("m1", "M")


def shown(qtbot: QtBot, model: ScoringModel) -> OutputScale:
    edit = OutputScale()
    qtbot.addWidget(edit)
    edit.present(model)
    edit.show()
    return edit


def test_that_it_tells_where_the_bands_begin_there(qtbot: QtBot) -> None:
    edit = shown(qtbot, replace(MODEL, output=Scale(0, 10)))
    assert edit.says.text() == "There Warm begins at 4 (40 here), MQL at 6 (55), Hot at 8 (75)."


def test_that_a_whole_scale_is_told_and_half_a_one_is_not(qtbot: QtBot) -> None:
    edit = shown(qtbot, MODEL)
    assert edit.says.text() == "Empty: other systems get the score as it is here."
    told: list[object] = []
    edit.changed.connect(lambda scale, _gesture: told.append(scale))
    QTest.keyClicks(edit.least, "1")
    assert told == []
    assert edit.says.text() == "Type both ends, or neither."
    QTest.keyClicks(edit.most, "5")
    assert told[-1] == Scale(1, 5)
    edit.most.clear()
    QTest.keyClicks(edit.most, "0")
    assert edit.says.text() == "The first must be below the second."
    assert told[-1] == Scale(1, 5)
