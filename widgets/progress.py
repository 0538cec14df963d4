"""Long work in a strip: what, how far, how long still, and a way out."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from models.evaluation.figures import count
from widgets import theme

WAITS = 300
"""Milliseconds before the strip appears: quick work should not flicker."""

TRUSTED = 1.0
"""Seconds of work before the time left is more than a guess."""


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(look.color("sunken" if self.share is not None else "sel"))
        painter.drawRoundedRect(box, look.px(3), look.px(3))
        if self.share:
            painter.setBrush(look.color("accent"))
            box.setWidth(max(box.width() * min(self.share, 1.0), box.height()))
            painter.drawRoundedRect(box, look.px(3), look.px(3))


class ProgressStrip(QWidget):
    """Appears after 0.3 s of work and goes with `finish`. `cancelled`: the user wants out."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._left = QLabel(), QLabel()
        self._bar = _Bar()
        self._cancel = QPushButton("Cancel")
        self._cancel.setProperty("small", "true")
        self._cancel.clicked.connect(self._give_up)
        self._row = QHBoxLayout(self)
        for widget in (self._words, self._bar, self._left):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._cancel)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAITS)
        self._wait.timeout.connect(self.show)
        self._what = ""
        self._began = 0.0
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def present(self, what: str, done: int = 0, total: int = 0) -> None:
        """Tell how far the work is; `total` 0: nobody knows how much there is."""
        if what != self._what:
            self._what, self._began = what, time.monotonic()
            self._cancel.setEnabled(True)
        if not self.isVisible() and not self._wait.isActive():
            self._wait.start()
        words = f"{what}, {count(done)} of {count(total)}" if total else what
        self._words.setText(words)
        self._bar.share = done / total if total else None
        self._bar.update()
        self._left.setText(time_left(time.monotonic() - self._began, done, total))
        self.setAccessibleName(words)
        self._row.activate()  # a longer number must not be cut until the next turn of the loop

    def finish(self) -> None:
        """The work is over, however it ended."""
        self._wait.stop()
        self._what = ""
        self.hide()

    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self._left.setText("stopping")
        self.cancelled.emit()

    def _restyle(self) -> None:
        px = theme.px
        self._row.setContentsMargins(px(12), px(4), px(8), px(4))
        self._row.setSpacing(px(12))
        self._words.setFont(theme.font(13))
        self._left.setFont(theme.font(12, tabular=True))
        palette = self._left.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().color("text2"))
        self._left.setPalette(palette)
        self._bar.setFixedSize(px(120), px(6))
        self.update()


def time_left(seconds: float, done: int, total: int) -> str:
    """What is left, roughly: nothing is said in the first second or without a total."""
    if not total or not done or seconds < TRUSTED:
        return ""
    left = seconds * (total - done) / done
    if left < 1:
        return "nearly done"
    if left < 90:
        return f"about {left:.0f} s left"
    return f"about {left / 60:.0f} min left"
