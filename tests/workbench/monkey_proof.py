"""What a monkey does on the pages of proof: it uses any part that is there, by mouse and keys."""

from __future__ import annotations

import random
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from widgets.charts.canvas import ChartCanvas
from widgets.tables.record_table import RecordTable
from workbench.places import COMPARE, DRIFT, EVALUATE, THRESHOLDS, TRIAL, WHATIF

PROOF = (EVALUATE, COMPARE, TRIAL, THRESHOLDS, WHATIF, DRIFT)
PARTS = QAbstractButton, QComboBox, QLineEdit, RecordTable, ChartCanvas
TYPED = ("", "0", "7", "-3", "1e9", "12.5", "101", "2024-06-01", "x", "\u0130")
KEYS = [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_Return]
KEYS += [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_T, Qt.Key.Key_Escape]


def usable(page: QWidget) -> list[QWidget]:
    """The parts that a person could use now; files are opened elsewhere."""
    found = [w for w in page.findChildren(QWidget) if isinstance(w, PARTS)]
    found = [w for w in found if w.isVisible() and w.isEnabled() and w.window() is page.window()]
    return [w for w in found if not _opens_leads(w)]


def _opens_leads(part: QWidget) -> bool:
    return isinstance(part, QAbstractButton) and part.text().startswith(("Open", "Look at"))


def use(dice: random.Random, part: QWidget) -> str:
    """Use a part somehow; what was done, in words."""
    middle = QPoint(dice.randrange(max(1, part.width())), dice.randrange(max(1, part.height())))
    match part:
        case QAbstractButton():
            QTest.mouseClick(part, Qt.MouseButton.LeftButton)
            return f"press {part.text()!r}"
        case QComboBox():
            if not part.count():
                return "an empty choice"
            part.setCurrentIndex(dice.randrange(part.count()))
            part.activated.emit(part.currentIndex())
            return f"choose {part.currentText()!r}"
        case QLineEdit():
            text = dice.choice(TYPED)
            part.setText(text)
            part.textEdited.emit(text)
            QTest.keyClick(part, dice.choice(KEYS))
            part.editingFinished.emit()
            return f"type {text!r} into {part.accessibleName()}"
        case RecordTable():
            model: Any = part.model()
            if not model.rowCount():
                return "an empty table"
            index = model.index(dice.randrange(model.rowCount()), 0)
            part.setCurrentIndex(index)
            if dice.random() < 0.3:
                part.horizontalHeader().sectionClicked.emit(dice.randrange(model.columnCount()))
            elif dice.random() < 0.3:
                part.doubleClicked.emit(index)
            return f"row {index.row()} of {part.accessibleName()}"
        case _:
            if dice.random() < 0.5:
                QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=middle)
                return f"click on {part.accessibleName()}"
            key = dice.choice(KEYS)
            QTest.keyClick(part, key)
            return f"{key.name} on {part.accessibleName()}"
