"""Cards: a quiet frame with a title, and for charts the legend at its right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry

WIDE, NARROW = (14, 16, 6), (9, 13, 5)
"""Before a mark of the legend, the mark itself, and from it to its words."""


class Card(QFrame):
    """One surface with a line around it. Widgets beside the title go to `header`."""

    def __init__(
        self, title: str = "", body: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.header = QHBoxLayout()
        self.header.addWidget(self.title)
        self.header.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self.header)
        self._compact = self._whole = False
        if body is not None:
            self.set_body(body)
        theme.observer().changed.connect(self._restyle)
        self._restyle()

    @classmethod
    def of_chart(cls, chart: ChartCanvas[Any]) -> Card:
        """A card around one chart, with the chart's title and legend."""
        card = cls(chart.title, chart)
        legend = Legend()
        card.header.addWidget(legend)
        legend.follow(chart)
        return card

    def set_body(self, body: QWidget) -> None:
        """What the card holds; it gets all the room."""
        self._column.addWidget(body, 1)

    def set_whole(self, body: QWidget) -> None:
        """A body with a heading and margins of its own: the card is only its frame."""
        self._whole = True
        self.title.hide()
        self.set_body(body)
        self._restyle()

    def set_compact(self, compact: bool) -> None:
        """Less air, for a smaller window."""
        self._compact = compact
        self._restyle()

    def _restyle(self) -> None:
        px = theme.px
        side, top = (10, 8) if self._compact else (12, 10)
        if self._whole:
            self._column.setContentsMargins(1, 1, 1, 1)
        else:
            self._column.setContentsMargins(px(side), px(top), px(side), px(side))
        self._column.setSpacing(0 if self._whole else px(4))
        self.header.setSpacing(px(8))
        self.title.setFont(theme.font(13, 600))
        self.title.setMinimumHeight(px(22))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))


class Legend(QWidget):
    """Marks and their meaning, one after the other, ending at the right.

    Where room is short the marks move together, then many entries take a second line; only then
    words are cut.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chart: ChartCanvas[Any] | None = None
        self._folded = False
        theme.observer().changed.connect(self.updateGeometry)

    def follow(self, chart: ChartCanvas[Any]) -> None:
        """Say what the marks of a chart mean, now and when they change."""
        self._chart = chart
        chart.legend_changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        if self._chart is not None:
            self.present(self._chart.legend())

    def present(self, entries: tuple[LegendEntry, ...]) -> None:
        """Show the meaning of marks."""
        self._entries = entries
        self.setAccessibleName(", ".join(f"{one.mark}: {one.text}" for one in entries))
        self._fold()
        self.updateGeometry()
        self.update()

    def _width_of(self, entry: LegendEntry) -> float:
        return QFontMetricsF(theme.font(12)).horizontalAdvance(entry.text)

    def sizeHint(self) -> QSize:
        words = sum(self._width_of(one) + theme.px(sum(WIDE)) for one in self._entries)
        return QSize(round(words) + 2, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(36 if self._folded else 22))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold where the words do not fit."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        need = sum(self._width_of(one) + theme.px(sum(NARROW)) for one in self._entries)
        folded = len(self._entries) > 2 and need > self.width() + 1
        if folded != self._folded:
            self._folded = folded
            self.updateGeometry()

    def _lines(self) -> list[tuple[LegendEntry, ...]]:
        if not self._folded:
            return [self._entries]
        half = (len(self._entries) + 1) // 2
        return [self._entries[:half], self._entries[half:]]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = theme.px
        metrics = QFontMetricsF(theme.font(12))
        painter.setFont(theme.font(12))
        lines = self._lines()
        height = self.height() / len(lines)
        wide = not self._folded and self.sizeHint().width() <= self.width() + 2
        before, size, after = WIDE if wide else NARROW
        for number, line in enumerate(lines):
            wishes = [self._width_of(one) for one in line]
            marks = px(before + size + after) * len(line)
            widths = shared(wishes, self.width() - marks)
            left = max(self.width() - marks - sum(widths), 0.0)
            middle = height * (number + 0.5)
            for entry, room in zip(line, widths, strict=True):
                left += px(before)
                paint_mark(painter, entry, QRectF(left, middle - px(6), px(size), px(12)))
                left += px(size + after)
                text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room + 1)
                painter.setPen(theme.current().color("text2"))
                box = QRectF(left, height * number, room + 2, height)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
                left += room
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self.sizeHint().width() > self.width():
                words = ", ".join(one.text for one in self._entries)
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


def shared(wishes: list[float], room: float) -> list[float]:
    """Widths for words of these lengths: where room is short the longest give way first."""
    widths = list(wishes)
    order = sorted(range(len(wishes)), key=lambda place: wishes[place])
    for done, place in enumerate(order):
        widths[place] = min(wishes[place], max(room, 0.0) / (len(order) - done))
        room -= widths[place]
    return widths


def paint_mark(painter: QPainter, entry: LegendEntry, box: QRectF) -> None:
    """A mark of a legend as the chart draws it."""
    look = theme.current()
    colour = look.color(entry.token)
    if entry.mark in ("line", "dashed", "dotted"):
        pen = QPen(colour, look.px(2) if entry.mark == "line" else 1.25 * look.scale)
        if entry.mark != "line":
            pen.setDashPattern([3, 2] if entry.mark == "dashed" else [1, 2])
        painter.setPen(pen)
        y = round(box.center().y()) + 0.5
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        return
    if entry.mark == "ring":
        painter.setPen(QPen(colour, 1.5 * look.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.center(), 3.5 * look.scale, 3.5 * look.scale)
        return
    inner = box.adjusted(look.px(3), look.px(1), -look.px(1), -look.px(1))
    edged = entry.mark in ("outlined", "hollow")
    painter.setPen(QPen(look.color("axis"), 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if entry.mark == "hollow" else colour)
    painter.drawRect(inner)
    if entry.mark == "hatched":
        painter.fillRect(inner, look.color("surface"))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(inner)
