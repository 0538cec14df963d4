"""Charts whose bars choose leads: by a click, by arrows and Enter, by a line of the menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from widgets.charts.canvas import ChartCanvas
from widgets.charts.score_range import paint_range
from widgets.taking.taking import Offer

Value = TypeVar("Value")


class ChoosableChart(ChartCanvas[Value]):
    """`row_asked(place)`: the leads of a bar are wanted. Arrows mark a bar, Escape lets it go."""

    row_asked = Signal(int)
    upright = True
    """Bars stand beside each other; else they lie under each other, the first on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked = -1

    # What a chart says of its bars

    def bars(self) -> range:
        """The places of the bars that are shown, from the left."""
        return range(0)

    def bar_at(self, _x: float, _y: float) -> int | None:
        """The bar under a point, in pixels at 100 %."""
        return None

    def bar_name(self, _place: int) -> str:
        """Which leads a bar has: "score 40 to 44"."""
        return ""

    def bar_words(self, place: int) -> str:
        """What a bar shows."""
        return self.bar_name(place)

    def bar_ends(self, _place: int) -> tuple[float, float]:
        """Where a bar begins and ends, in pixels at 100 %: from the left, lying ones from above."""
        return 0.0, 0.0

    def marked_ends(self, place: int) -> tuple[float, float]:
        """Where the leads of a bar begin and end, if they are more than stand in it."""
        return self.bar_ends(place)

    def plot_box(self) -> QRectF:
        """The room of all bars, in pixels at 100 %."""
        return QRectF()

    # Choosing

    @property
    def marked(self) -> int | None:
        """The bar that the arrows have come to."""
        if self._marked < 0 or self.value is None:
            return None  # with every step of a drag: nothing is counted
        return self._marked if self._marked in self.bars() else None

    def _mark(self, place: int) -> None:
        self._marked = place
        marked = self.marked
        self.setAccessibleName(self.title if marked is None else self.bar_words(marked))
        self.update()

    def offers(self) -> Sequence[Offer]:
        place = self.marked
        if place is None:
            return super().offers()
        line = f"Choose the leads of {self.bar_name(place)}", lambda: self.row_asked.emit(place)
        return (line, *super().offers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self.unit()
        place = None if self.value is None else self.bar_at(at.x(), at.y())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._mark(-1)
            self.row_asked.emit(place)
            return
        if place is not None and event.button() == Qt.MouseButton.RightButton:
            self._mark(place)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.value is None or self.table_is_shown() or not self._by_key(event):
            super().keyPressEvent(event)

    def _by_key(self, event: QKeyEvent) -> bool:
        bars, marked = self.bars(), self.marked
        if not len(bars):
            return False
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if not self.upright:
            back, on = Qt.Key.Key_Up, Qt.Key.Key_Down
        goals = {
            back: bars[-1] if marked is None else marked - 1,
            on: bars[0] if marked is None else marked + 1,
            Qt.Key.Key_Home: bars[0],
            Qt.Key.Key_End: bars[-1],
        }
        goal = goals.get(Qt.Key(event.key()))
        if goal is not None:
            self._mark(min(max(goal, bars[0]), bars[-1]))
        elif marked is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_asked.emit(marked)
        elif marked is not None and event.key() == Qt.Key.Key_Escape:
            self._mark(-1)
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu takes the keys for a while; the bar that it is about stays.
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._marked >= 0:
            self._mark(-1)

    def paint_over(self, painter: QPainter) -> None:
        super().paint_over(painter)
        place = self.marked
        if place is not None:
            plot, (first, last) = self.plot_box(), self.marked_ends(place)
            if not self.upright:
                plot = QRectF(plot.left(), first, plot.width(), last - first)
                first, last = plot.left(), plot.right()
            paint_range(painter, plot, (first, last))
