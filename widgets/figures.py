"""The few figures that matter, in a row: each with its name and its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets import theme


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
        self._compact = self._stale = False
        self._widths: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.observer().changed.connect(self._restyle)

    def present(self, figures: Sequence[KeyFigure], *, stale: bool = False) -> None:
        """Show figures; `stale`: they are the old ones, greyed until the new ones are there."""
        if len(figures) != len(self._figures):
            self._widths = []
        self._figures, self._stale = tuple(figures), stale
        self.setAccessibleName(
            ". ".join(f"{one.label} {one.figure}, {one.neighbour}" for one in self._figures)
        )
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Smaller figures, for a smaller window."""
        self._compact = compact
        self._restyle()

    def _restyle(self) -> None:
        self._widths = []
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        return theme.font(20 if self._compact else 24, 600), theme.font(12)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(58 if self._compact else 64))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120) * max(len(self._figures), 1), self.sizeHint().height())

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

    def paintEvent(self, _event: QPaintEvent) -> None:
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
            for one, (left, width) in zip(self._figures, self._columns(), strict=True):
                if left <= event.pos().x() < left + width:
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
