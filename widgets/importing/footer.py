"""The foot of the import page: how far the reading is, a way out, and the one button that takes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from models.evaluation.figures import count
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced


class ImportFooter(QWidget):
    """`used`: take what is shown; `looked`: show what moved, without taking it; `cancelled`:
    leave, nothing has changed."""

    used = Signal()
    looked = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "text2", size=12)
        self._words.setProperty("elides", "true")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far the reading is")
        self.cancel = QPushButton("Cancel")
        self.look = QPushButton("See what moved")
        self.look.setToolTip("Compare these leads with those of the project; nothing is taken yet")
        self.look.hide()
        self.use = QPushButton("Use")
        theme.set_kind(self.use, "main")
        self.cancel.clicked.connect(self.cancelled)
        self.look.clicked.connect(self.looked)
        self.use.clicked.connect(self.used)
        row = QHBoxLayout(self)
        spaced(row, 8, margins=(16, 10, 16, 10))
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.look)
        row.addWidget(self.use)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self._bar.setFixedWidth(theme.px(140))
        self.update()

    def present(self, verb: str, ready: bool, words: str = "") -> None:
        """Say what the button takes, whether it can, and what is so meanwhile; never emits."""
        self.use.setText(verb)
        self.use.setEnabled(ready)
        self.look.setEnabled(ready)
        self._words.present(words)
        self._bar.hide()

    def progress(self, what: str, done: int, total: int) -> None:
        """Tell how far the reading is; `total` 0: nobody knows how much there is."""
        shown = f"{what}, {count(done)} of {count(total)}" if total else what
        self._words.present(shown)
        self._bar.setVisible(total > 0)
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(done)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().color("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
