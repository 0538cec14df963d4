"""Axes by threshold: what the charts of the threshold lab draw on."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count
from widgets.charts.by_threshold_value import Ends
from widgets.charts.drawing import Drawing, Value, plain_axes, set_ticks
from widgets.charts.label_paint import text_width
from widgets.charts.scales import score_ticks
from widgets.theme import Theme

LEFT, RIGHT, BOTTOM = 72.0, 14.0, 22.0
"""Charts under each other have the same thresholds under each other."""


class ByThresholdDrawing(Drawing[Value]):
    """One pair of axes, the thresholds along the bottom; `half`: bars stand around their score."""

    half = 0.0
    above = 12.0
    """Room above the plot."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes: Axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self._scores: Ends = (0, 1)

    @property
    def ends(self) -> tuple[float, float]:
        """The scores at the left and the right end of the plot."""
        first, last = self._scores
        return first - self.half, max(last, first + 1) + self.half

    def x_of(self, score: float) -> float:
        """Where a threshold stands."""
        low, high = self.ends
        return self.plot.left() + (score - low) / (high - low) * self.plot.width()

    def score_at(self, x: float) -> float:
        """Which threshold stands there."""
        low, high = self.ends
        return low + (x - self.plot.left()) / max(self.plot.width(), 1.0) * (high - low)

    def lay_out(self, scores: Ends, ticks: list[float], words: list[str]) -> None:
        """Places and ticks of both axes; the limits of the upright one are set by who draws."""
        self._scores = scores
        left = max(LEFT, 12.0 + max((text_width(word, 11) for word in words), default=0.0))
        self.plot = QRectF(
            left,
            self.top + self.above,
            max(self.width - left - RIGHT, 1.0),
            max(self.height - self.top - self.above - BOTTOM, 1.0),
        )
        self.bounds(self.axes, left, self.above, RIGHT, BOTTOM)
        self.axes.set_xlim(*self.ends)
        set_ticks(self.axes.yaxis, ticks, words, self.look)
        room = max(int(self.plot.width() // 48), 2)
        shown = score_ticks(scores[0], scores[1], min(room, 12))
        set_ticks(self.axes.xaxis, shown, [count(score) for score in shown], self.look)
