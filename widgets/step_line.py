"""A small line over days that goes in steps: what is left by age, points in the days ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.leads.wording import figure
from widgets import theme


@dataclass(frozen=True)
class StepLineValue:
    """A value for each day from 0 on. `before`: the same as it was, dashed. `unit`: behind the
    numbers at the left. `ticks`: days that are named below, with their words."""

    values: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    unit: str = ""
    ticks: tuple[tuple[int, str], ...] = ()


def round_ticks(days: int, most: int = 4) -> tuple[int, ...]:
    """Round days from 0 to the end, few enough to read."""
    for step in (1, 2, 5, 7, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650, 36500):
        if days / step <= most:
            return tuple(range(0, days + 1, step))
    return (0, days)


class StepLine(QWidget):
    """Painted, not a chart of its own: it stands beside the table or the sentence that it shows."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "", high: int = 130) -> None:
        super().__init__(parent)
        self._high = high
        self.value = StepLineValue()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.observer().changed.connect(self.updateGeometry)

    def present(self, value: StepLineValue, told: str = "") -> None:
        """Show values; `told` says them to who does not see them."""
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
        if value != self.value:
            self.value = value
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        value = self.value
        if len(value.values) < 2:
            return
        painter = QPainter(self)
        low = min(0, *value.values, *(value.before or (0,)))
        high = max(0, *value.values, *(value.before or (0,)))
        if low == high:
            high = low + 1
        area = self._area(low, high)
        self._paint_frame(painter, area, low, high)
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if value.before and value.before != value.values:
            pen = QPen(look.color("ghost"), 1.25)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawPolyline(_steps(value.before, area, low, high))
        painter.setPen(QPen(look.color("accent"), 2))
        painter.drawPolyline(_steps(value.values, area, low, high))

    def _area(self, low: int, high: int) -> QRectF:
        metrics = QFontMetrics(theme.font(11, tabular=True))
        words = [figure(end) + self.value.unit for end in (low, high)]
        left = max(metrics.horizontalAdvance(text) for text in words) + theme.px(8)
        below = metrics.height() + theme.px(6)
        right = theme.px(16)
        top = metrics.height() / 2 + 1
        return QRectF(left, top, self.width() - left - right, self.height() - below - top)

    def _paint_frame(self, painter: QPainter, area: QRectF, low: int, high: int) -> None:
        look = theme.current()
        font = theme.font(11, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for end in dict.fromkeys((high, 0, low)):
            y = _y(end, area, low, high)
            painter.setPen(QPen(look.color("axis" if end == 0 else "grid"), 1))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(look.color("text3"))
            box = QRectF(0, y - metrics.height() / 2, area.left() - theme.px(6), metrics.height())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(right), figure(end) + self.value.unit)
        days = len(self.value.values) - 1
        for day, words in self.value.ticks:
            x = area.left() + area.width() * day / days
            painter.setPen(QPen(look.color("axis"), 1))
            painter.drawLine(QLineF(x, area.bottom(), x, area.bottom() + theme.px(3)))
            painter.setPen(look.color("text3"))
            wide = metrics.horizontalAdvance(words)
            start = min(max(x - wide / 2, 0), self.width() - wide - 1)
            painter.drawText(QPointF(start, self.height() - metrics.descent() - 1), words)


def _y(value: float, area: QRectF, low: int, high: int) -> float:
    return area.bottom() - area.height() * (value - low) / (high - low)


def _steps(values: Sequence[int], area: QRectF, low: int, high: int) -> QPolygonF:
    """A value holds until the next day's takes its place."""
    line = QPolygonF()
    days = len(values) - 1
    for day, value in enumerate(values):
        x, y = area.left() + area.width() * day / days, _y(value, area, low, high)
        if day and values[day - 1] != value:
            line.append(QPointF(x, _y(values[day - 1], area, low, high)))
        if day in (0, days) or values[day - 1] != value:
            line.append(QPointF(x, y))
    return line
