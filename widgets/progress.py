"""The progress strip: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from widgets import theme

AFTER = 300
"""Milliseconds before it appears: what is done by then needs no progress."""


class ProgressStrip(QWidget):
    """Hidden until something takes longer than a moment."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress")
        self._row = QHBoxLayout(self)
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._left = QLabel()
        self._cancel = QPushButton("Cancel")
        theme.set_kind(self._cancel, "", small=True)
        self._cancel.clicked.connect(self.cancelled)
        for widget in (self._words, self._bar, self._left, self._cancel):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._began = 0.0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(AFTER)
        self._wait.timeout.connect(self.show)
        self._adopt()
        theme.observer().changed.connect(self._adopt)
        self.hide()

    def _adopt(self) -> None:
        px = theme.px
        self._row.setContentsMargins(px(16), px(8), px(16), px(4))
        self._row.setSpacing(px(12))
        self._bar.setFixedWidth(px(160))

    def present(self, what: str, done: int, total: int) -> None:
        """Show how far it is; a total of 0 is unknown."""
        if not self.isVisible() and not self._wait.isActive():
            self._began = time.monotonic()
            self._wait.start()
        self._words.setText(what)
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            share = min(1.0, done / total)
            self._bar.setValue(round(1000 * share))
            spent = time.monotonic() - self._began
            rest = spent / share - spent if share > 0.02 else 0.0
            self._left.setText(f"about {round(rest)} s left" if rest > 1.5 else "")
        else:
            self._left.setText("")

    def finish(self) -> None:
        """It is done, or was stopped."""
        self._wait.stop()
        self.hide()
