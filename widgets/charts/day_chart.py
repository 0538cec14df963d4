"""What charts over days share: a day is chosen by mouse or arrows and marked by a line."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.charts.canvas import ChartCanvas

Value = TypeVar("Value")


class DayPlot(Protocol):
    """A drawing that knows where its days stand, in pixels at 100 % from the top left."""

    plot: QRectF

    def x_of(self, day: float) -> float:
        """Where a day stands."""
        ...


class DayChart(ChartCanvas[Value]):
    """`chosen(place)`: a person chose one of `places`, by its position."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place: int | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def places(self) -> Any:
        """The days that can be chosen, ascending, as numbers."""
        return ()

    def place_words(self, _place: int) -> str:
        """What is said of a chosen day."""
        return ""

    def choose(self, place: int | None) -> None:
        """Mark a day, without telling anybody."""
        self.place = place
        self._name()
        self.update()

    def _name(self) -> None:
        words = ""
        if self.value is not None and self.place is not None and self.place < len(self.places()):
            words = self.place_words(self.place)
        self.setAccessibleName(f"{self.title}: {words}" if words else self.title)

    def _take(self, place: int) -> None:
        place = min(max(place, 0), len(self.places()) - 1)
        if place >= 0 and place != self.place:
            self.choose(place)
            self.chosen.emit(place)

    def _plot(self) -> DayPlot:
        drawing: Any = self.drawing()
        return drawing  # type: ignore[no-any-return]

    def paint_over(self, painter: QPainter) -> None:
        if self.place is None or self.place >= len(self.places()):
            return
        drawing = self._plot()
        x = drawing.x_of(float(self.places()[self.place]))
        painter.setPen(QPen(theme.current().color("text2"), 1))
        painter.drawLine(QPointF(x, drawing.plot.top()), QPointF(x, drawing.plot.bottom()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        days = self.places()
        if event.button() != Qt.MouseButton.LeftButton or self.value is None or not len(days):
            super().mousePressEvent(event)
            return
        x = event.position().x() / self.unit()
        drawing = self._plot()
        gaps = [abs(drawing.x_of(float(day)) - x) for day in days]
        self._take(gaps.index(min(gaps)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self.places()) if self.value is not None else 0
        here = count if self.place is None else self.place
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        goal = {
            Qt.Key.Key_Left: here - far,
            Qt.Key.Key_Right: here + far,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }.get(Qt.Key(event.key()))
        if goal is None or not count or self.table_is_shown():
            super().keyPressEvent(event)
        else:
            self._take(goal)
