"""The few figures that matter, in a row: each with its name and its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets import theme
from widgets.printing.parts import FigureRow, Part


@dataclass(frozen=True)
class KeyFigure:
    """`neighbour`: what it was, its base or its interval. `hint` explains the name."""

    label: str
    figure: str
    neighbour: str = ""
    hint: str = ""


class KeyFigures(QWidget):
    """Columns parted by lines; they stay where they are while the figures change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[KeyFigure, ...] = ()
        self._compact = self._stale = self._folded = False
        self._widths: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.observer().changed.connect(self._restyle)

    def present(self, figures: Sequence[KeyFigure], *, stale: bool = False) -> None:
        """Show figures; `stale`: they are the old ones, greyed until the new ones are there."""
        if len(figures) != len(self._figures):
            self._widths = []
        self._figures, self._stale = tuple(figures), stale
        self._fold()
        self.setAccessibleName(
            ". ".join(f"{one.label} {one.figure}, {one.neighbour}" for one in self._figures)
        )
        self.update()

    def on_paper(self) -> tuple[Part, ...]:
        """The figures as they are printed."""
        shown = tuple((one.label, one.figure, one.neighbour) for one in self._figures)
        return (FigureRow(shown),) if shown else ()

    def set_compact(self, compact: bool) -> None:
        """Smaller figures, for a smaller window."""
        self._compact = compact
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not all words fit into one row, the figures stand in two."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._columns()
        folded = len(self._figures) > 2 and sum(self._widths) > self.width()
        if folded != self._folded:
            self._folded = folded
            self.updateGeometry()

    def _restyle(self) -> None:
        self._widths = []
        self._fold()
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        large = theme.font(20 if self._compact else 24, 600, tabular=True)
        return large, theme.font(12, tabular=True)

    def sizeHint(self) -> QSize:
        height = 78 if self._folded else 58 if self._compact else 64
        return QSize(theme.px(480), theme.px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), self.sizeHint().height())

    def _columns(self) -> list[tuple[float, float]]:
        """Left and width of each column: what it needs, and an equal share of the rest.

        Needs only grow, so that no column moves while a figure changes.
        """
        big, small = self._fonts()
        large, little = QFontMetricsF(big), QFontMetricsF(small)
        air = theme.px(22)
        needs = [
            max(
                large.horizontalAdvance(one.figure),
                little.horizontalAdvance(one.label),
                little.horizontalAdvance(one.neighbour),
            )
            + air
            for one in self._figures
        ]
        if len(needs) != len(self._widths) or any(
            need > width for need, width in zip(needs, self._widths, strict=True)
        ):
            self._widths = needs
        spare = max(self.width() - sum(self._widths), 0) / max(len(self._widths), 1)
        # Where there is no room for all words, each column keeps its share of the width.
        squeeze = min(self.width() / max(sum(self._widths), 1), 1.0)
        columns, left = [], 0.0
        for width in self._widths:
            columns.append((left, width * squeeze + spare))
            left += width * squeeze + spare
        return columns

    def _places(self) -> list[QRectF]:
        """Where each figure stands."""
        if not self._folded:
            return [QRectF(left, 0, width, self.height()) for left, width in self._columns()]
        across = -(-len(self._figures) // 2)
        width, height = self.width() / across, self.height() / 2
        return [
            QRectF(place % across * width, place // across * height, width, height)
            for place in range(len(self._figures))
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._folded:
            self._paint_folded()
        else:
            self._paint_row()

    def _paint_folded(self) -> None:
        """Name above, and the neighbour beside the figure."""
        look = theme.current()
        large, small = theme.font(16, 600, tabular=True), theme.font(12, tabular=True)
        little = QFontMetricsF(small)
        painter = QPainter(self)
        elide = Qt.TextElideMode.ElideRight
        for one, place in zip(self._figures, self._places(), strict=True):
            left, room = place.left(), place.width() - look.px(10)
            if left:
                line = QRectF(left, place.top() + look.px(2), 1, place.height() - look.px(6))
                painter.fillRect(line, look.color("line"))
                left += look.px(12)
                room -= look.px(12)
            top = place.top() + little.ascent()
            painter.setFont(small)
            painter.setPen(look.color("text3" if self._stale else "text2"))
            painter.drawText(QPointF(left, top), little.elidedText(one.label, elide, room))
            font = _fitting(large, one.figure, room)
            width = QFontMetricsF(font).horizontalAdvance(one.figure) + look.px(6)
            foot = top + look.px(19)
            beside = little.elidedText(one.neighbour, elide, max(room - width, 0))
            painter.drawText(QPointF(left + width, foot), beside)
            painter.setFont(font)
            painter.setPen(look.color("text3" if self._stale else "text"))
            painter.drawText(QPointF(left, foot), one.figure)
        painter.end()

    def _paint_row(self) -> None:
        look = theme.current()
        big, small = self._fonts()
        large, little = QFontMetricsF(big), QFontMetricsF(small)
        painter = QPainter(self)
        top = little.ascent()
        middle = top + look.px(4) + large.capHeight() + look.px(6)
        bottom = middle + look.px(8) + little.ascent()
        for place, (one, (left, width)) in enumerate(
            zip(self._figures, self._columns(), strict=True)
        ):
            if place:
                painter.fillRect(
                    QRectF(left, look.px(2), 1, self.height() - look.px(4)), look.color("line")
                )
                left += look.px(14)
                width -= look.px(14)
            room = width - look.px(8)
            tone = "text3" if self._stale else "text2"
            painter.setFont(small)
            painter.setPen(look.color(tone))
            elide = Qt.TextElideMode.ElideRight
            painter.drawText(QPointF(left, top), little.elidedText(one.label, elide, room))
            painter.drawText(QPointF(left, bottom), little.elidedText(one.neighbour, elide, room))
            painter.setFont(_fitting(big, one.figure, room))
            painter.setPen(look.color("text3" if self._stale else "text"))
            painter.drawText(QPointF(left, middle), one.figure)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for one, place in zip(self._figures, self._places(), strict=True):
                if place.contains(QPointF(event.pos())):
                    whole = f"{one.label}: {one.figure}, {one.neighbour}".rstrip(", ")
                    QToolTip.showText(event.globalPos(), one.hint or whole, self)
            return True
        return super().event(event)


def _fitting(font: QFont, text: str, room: float) -> QFont:
    """A figure is never cut: where there is no room it is written smaller."""
    while QFontMetricsF(font).horizontalAdvance(text) > room and font.pixelSize() > theme.px(12):
        font = QFont(font)
        font.setPixelSize(font.pixelSize() - 1)
    return font
