"""Choosing bars of a chart by score: by click, by drawing over several, by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from models.evaluation.figures import count
from widgets import theme
from widgets.charts.scales import Bins


@dataclass(frozen=True)
class BarRange:
    """Bars from where the choice began to where it is now; both are places among the bins."""

    start: int
    end: int

    @property
    def first(self) -> int:
        """The bar at the left end."""
        return min(self.start, self.end)

    @property
    def last(self) -> int:
        """The bar at the right end."""
        return max(self.start, self.end)

    def scores(self, bins: Bins) -> tuple[int, int]:
        """The least and the highest score of the bars."""
        return int(bins.first[self.first]), int(bins.last[self.last])

    def moved(self, event: QKeyEvent, bars: int) -> BarRange | None:
        """The range that an arrow key asks for; with Shift the end alone moves."""
        steps = {
            Qt.Key.Key_Left: self.end - 1,
            Qt.Key.Key_Right: self.end + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bars - 1,
        }
        goal = steps.get(Qt.Key(event.key()))
        if goal is None:
            return None
        goal = min(max(goal, 0), bars - 1)
        held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return replace(self, end=goal) if held else BarRange(goal, goal)

    def within(self, bars: int) -> BarRange:
        """The range where there may be fewer bars now."""
        return BarRange(min(self.start, bars - 1), min(self.end, bars - 1))


def score_words(low: int, high: int) -> str:
    """Scores as they are chosen: "score 40 to 44"."""
    return f"score {count(low)}" if low == high else f"score {count(low)} to {count(high)}"


def paint_range(painter: QPainter, plot: QRectF, ends: Sequence[float]) -> None:
    """The bars that would be chosen: a frame over the whole height of the plot."""
    look = theme.current()
    left, right = ends
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tone, width in (("surface", 4.0), ("accent", 2.0)):
        painter.setPen(QPen(look.color(tone), width))
        painter.drawRect(QRectF(left, plot.top() + 1, right - left, plot.height() - 2))
