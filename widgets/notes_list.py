"""Things to look at under each other: an icon, what it is, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.label import Label
from widgets.spacing import spaced


@dataclass(frozen=True)
class NoteLine:
    """One thing. `warns`: it may be a fault; else it is only worth knowing."""

    title: str
    text: str
    warns: bool = False


class _Icon(QWidget):
    def __init__(self, warns: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._warns = warns
        self.setFixedSize(theme.px(18), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(16)
        name, tone = ("alert", "warn") if self._warns else ("info", "accent")
        paint_icon(painter, name, QRectF(0, theme.px(1), side, side), tone)


class NotesList(QWidget):
    """Shows notes; built anew only when they differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[NoteLine, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spaced(self._grid, 2, across=8)
        self._grid.setColumnStretch(1, 1)

    def present(self, notes: Sequence[NoteLine]) -> None:
        """Show these notes."""
        if tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, note in enumerate(notes):
            icon = _Icon(note.warns, self)
            self._grid.addWidget(icon, 2 * place, 0, Qt.AlignmentFlag.AlignTop)
            title = Label(note.title, weight=600, size=12, wrap=True, parent=self)
            text = Label(note.text, "text2", size=12, wrap=True, parent=self)
            for row, widget in ((2 * place, title), (2 * place + 1, text)):
                self._grid.addWidget(widget, row, 1)
                widget.show()
            icon.show()
        self.setAccessibleName(". ".join(f"{note.title}: {note.text}" for note in notes))
