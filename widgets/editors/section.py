"""A column of titled sections that scrolls: the settings of one thing beside its consequences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets.inputs.label import Label
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced

_FULL = Qt.AlignmentFlag(0)


class Sections(SideScroll):
    """Sections under each other; what is put in keeps its own height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.inside = QWidget()
        super().__init__(self.inside, parent)
        self._column = QVBoxLayout(self.inside)
        spaced(self._column, 8, margins=(16, 12, 16, 16))
        self._column.addStretch(1)

    def section(self, title: str, why: str, *parts: QWidget) -> None:
        """Put a section at the end."""
        place = self._column.count() - 1
        if place:
            self._column.insertSpacing(place, 8)
            place += 1
        widgets: list[QWidget] = []
        if title:
            widgets.append(Label(title, size=15, weight=600, parent=self.inside))
        if why:
            widgets.append(Label(why, "text2", size=12, wrap=True, parent=self.inside))
        for widget in (*widgets, *parts):
            beside = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else _FULL
            self._column.insertWidget(place, widget, 0, beside)
            place += 1


def labelled(words: str, *widgets: QWidget, parent: QWidget | None = None) -> QWidget:
    """Words with inputs behind them, as one line."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    spaced(row, 6, margins=(3, 3, 3, 3))
    row.addWidget(Label(words, "text2", parent=line, width=110))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line
