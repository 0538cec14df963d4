"""What tests of more and more weeks could show: a falling curve with the plan marked on it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count, decimal
from models.evaluation.trials.amounts import points
from models.leads.wording import count_of
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.scales import count_ticks, value_ticks
from widgets.charts.smallest_rise_value import SmallestRise
from widgets.theme import Theme

ABOVE, RIGHT, BOTTOM = 12.0, 16.0, 38.0
HIGHEST = 6.0
"""Times the rise worth having beyond which the curve is cut off: it has no end at few weeks."""


class SmallestRiseDrawing(Drawing[SmallestRise]):
    """Weeks from left to right, points upwards."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = axes = plain_axes(figure, look)
        axes.grid(axis="y", color=look.grid, linewidth=1)
        axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        (self._line,) = axes.plot(
            [], [], color=look.accent, linewidth=2, marker="o", markersize=5, markeredgewidth=0
        )
        (self._wanted,) = axes.plot([], [], color=look.text, linewidth=1.25, linestyle=DASHED)
        (self._plan,) = axes.plot([], [], color=look.accent, linewidth=2)
        self.plot = QRectF()
        self.value: SmallestRise | None = None
        self._most, self._weeks = 1.0, 1.0
        self._drawn: tuple[object, ...] = ()

    def weeks_at(self, x: float) -> float:
        """The weeks under a point."""
        return (x - self.plot.left()) / max(self.plot.width(), 1.0) * self._weeks

    def _x(self, weeks: float) -> float:
        return self.plot.left() + weeks / self._weeks * self.plot.width()

    def _y(self, rise: float) -> float:
        return self.plot.bottom() - min(rise / self._most, 1.0) * self.plot.height()

    def show(self, value: SmallestRise, live: bool) -> bool:
        self.value = value
        key = (value, self.width, self.height, self.top)
        if key == self._drawn:
            return False
        self._drawn = key
        wanted = 100 * value.wanted
        told = [(weeks, 100 * rise) for weeks, rise in value.told]
        highest = max([wanted, *(rise for _, rise in told)])
        self._most = max(min(1.08 * highest, HIGHEST * wanted), 1e-6)
        self._weeks = 1.02 * max([1, *(one.weeks for one in value.curve)])
        inner = max(self.height - self.top - ABOVE - BOTTOM, 1.0)
        ticks = value_ticks(0, self._most, max(int(inner / 32), 2))
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
        words = [decimal(tick, 0 if step >= 1 else 1 if step >= 0.1 else 2) for tick in ticks]
        left = max(30.0, 12.0 + max(text_width(word, 11) for word in words))
        self.plot = QRectF(left, self.top + ABOVE, max(self.width - left - RIGHT, 1.0), inner)
        self.bounds(self.axes, left, ABOVE, RIGHT, BOTTOM)
        self.axes.set_xlim(0, self._weeks)
        self.axes.set_ylim(0, self._most)
        set_ticks(self.axes.yaxis, ticks, words, self.look)
        whole = count_ticks(self._weeks, max(int(self.plot.width() / 48), 2))
        places, names = [float(week) for week in whole], [count(week) for week in whole]
        set_ticks(self.axes.xaxis, places, names, self.look)
        self._line.set_data([weeks for weeks, _ in told], [rise for _, rise in told])
        self._wanted.set_data([0, self._weeks], [wanted, wanted])
        planned = [] if value.planned is None else [value.planned, value.planned]
        self._plan.set_data(planned, [0, self._most][: len(planned)])
        return True

    def labels(self) -> Sequence[Label]:
        value = self.value
        if value is None:
            return ()
        middle = self.plot.center().x()
        found = [Label(middle, self.plot.bottom() + 29, "weeks of leads", "text3", 11, 400, 0.5)]
        at = self._y(100 * value.wanted)
        y = at - 9 if at - 9 > self.plot.top() + 4 else at + 10
        words = f"worth having: {points(value.wanted)}"
        # At the left the curve is far above the line.
        found.append(Label(self.plot.left() + 6, y, words, "text", 11, 400, halo=True))
        if value.planned is not None:
            words = f"{count_of(value.planned, 'week')} planned"
            x, side = self._x(value.planned), 0.0
            if x + 6 + text_width(words, 12) > self.plot.right():
                side = 1.0
            x += 6 if side == 0 else -6
            found.append(Label(x, self.plot.top() + 8, words, "text", 12, 600, side, halo=True))
        return found
