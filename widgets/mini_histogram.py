"""A score histogram the size of a stamp, for cards; painted, not a chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets import theme


class MiniHistogram(QWidget):
    """Not converted upwards, converted downwards, a line at the MQL threshold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._up: tuple[int, ...] = ()
        self._down: tuple[int, ...] = ()
        self._threshold = 0.0
        theme.observer().changed.connect(self.updateGeometry)

    def present(self, up: Sequence[int], down: Sequence[int], threshold: float) -> None:
        """Show counts by bin; `threshold` is the share of the width where the line stands."""
        self._up, self._down, self._threshold = tuple(up), tuple(down), threshold
        self.update()

    def sizeHint(self) -> QSize:
        """The size of a stamp."""
        return QSize(theme.px(96), theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars and the line."""
        if not self._up:
            return
        look = theme.current()
        painter = QPainter(self)
        width, height = self.width() / len(self._up), float(self.height())
        axis = height * 0.62
        top = max(1, *self._up)
        bottom = max(1, *self._down)
        for place, (up, down) in enumerate(zip(self._up, self._down, strict=True)):
            left = place * width
            bar = (axis - 1) * up / top
            painter.fillRect(QRectF(left, axis - bar, width - 1, bar), look.color("notconverted"))
            bar = (height - axis - 1) * down / bottom
            painter.fillRect(QRectF(left, axis + 1, width - 1, bar), look.color("converted"))
        line = self._threshold * self.width()
        painter.fillRect(QRectF(line - 1, 0, 2, height), look.color("accent"))
