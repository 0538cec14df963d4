"""A line above a table of which only some rows are shown: why, and the way back to all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced


class RowsBar(QWidget):
    """Hidden while all rows are shown. `all_asked`: the person wants them again."""

    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", wrap=True)
        self.everything = QPushButton("Show all")
        theme.set_kind(self.everything, "quiet", small=True)
        self.everything.setAccessibleName("Show all rows")
        self.everything.clicked.connect(self.all_asked)
        row = QHBoxLayout(self)
        spaced(row, 8, margins=(12, 4, 6, 4))
        row.addWidget(self.words, 1)
        row.addWidget(self.everything)
        self.hide()

    def present(self, why: str) -> None:
        """Say why some rows are shown; "" where all are."""
        self.words.present(why)
        self.setVisible(bool(why))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent"), 1))
        painter.setBrush(look.color("accentbg"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))
