"""Words that are folded away: counted in their head, shown when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from widgets.fold import Fold


def test_that_lines_are_counted_in_the_head_and_shown_when_it_is_pressed(qtbot: QtBot) -> None:
    fold = Fold("Says the same")
    qtbot.addWidget(fold)
    assert fold.isHidden()
    fold.present(("one", "another"))
    fold.show()
    assert fold.head.text() == "Says the same: 2"
    assert not fold.lines.isVisible()
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert fold.lines.isVisible()
    assert fold.lines.text() == "one\nanother"
    fold.present(("one",))
    assert fold.head.text() == "Says the same: 1"
    assert fold.lines.isVisible()
    fold.present(("one",), 5)
    assert fold.head.text() == "Says the same: 5"
    fold.present(())
    assert fold.isHidden()
