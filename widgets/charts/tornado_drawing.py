"""The marks of the tornado: a bar to each side of the line of the result as it is."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from widgets.charts.drawing import DASHED, Drawing, plain_axes
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.tornado_value import BELOW, Tornado, TornadoRow, fitting
from widgets.charts.waterfall_drawing import bars
from widgets.theme import Theme

GAP = 6.0


class TornadoDrawing(Drawing[Tornado]):
    """Everything stands still: it is worked out when the hand rests."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_xticks([])
        self.axes.set_yticks([])
        self.value: Tornado | None = None
        self.rows: tuple[TornadoRow, ...] = ()
        self._marks: list[Artist] = []
        self._span = (0.0, 1.0)
        self._left = self._right = self._names = 80.0

    def show(self, value: Tornado, live: bool) -> bool:
        self.value = value
        self.rows = value.rows[: fitting(len(value.rows), self.height - self.top)]
        for mark in self._marks:
            mark.remove()
        low = min([row.low for row in self.rows] + [value.now])
        high = max([row.high for row in self.rows] + [value.now])
        if high <= low:
            low, high = value.now - 1, value.now + 1
        self._span = low, high
        names = max((text_width(row.label, 12) for row in self.rows), default=0.0)
        self._names = min(names, 0.3 * self.width)
        self._left = self._names + 2 * GAP + self._widest([row.less for row in self.rows])
        self._right = GAP + self._widest([row.more for row in self.rows])
        self.bounds(self.axes, self._left, 0, self._right, BELOW)
        self.axes.set_xlim(low, high)
        self.axes.set_ylim(len(self.rows) - 0.5, -0.5)
        look = self.look
        less = [(place, row.low, value.now) for place, row in enumerate(self.rows)]
        more = [(place, value.now, row.high) for place, row in enumerate(self.rows)]
        grid = LineCollection(
            [[(low, place), (high, place)] for place in range(len(self.rows))],
            colors=look.grid,
            linewidths=1,
            zorder=0,
        )
        now = LineCollection(
            [[(value.now, -0.5), (value.now, len(self.rows) - 0.5)]],
            colors=look.ghost,
            linewidths=1.25,
            linestyles=[DASHED],
            zorder=4,
        )
        self._marks = [
            grid,
            PathPatch(
                bars(less),
                facecolor=look.neg,
                edgecolor=look.surface,
                linewidth=0,
                hatch="/////",
                zorder=3,
                clip_on=False,
            ),
            PathPatch(bars(more), facecolor=look.accent, edgecolor="none", zorder=3),
            now,
        ]
        for mark in self._marks:
            self.axes.add_artist(mark)
        return True

    def _widest(self, words: Sequence[str]) -> float:
        widest = max((text_width(text, 12) for text in words), default=0.0)
        return min(widest, 0.22 * self.width) + GAP

    def _x(self, value: float) -> float:
        low, high = self._span
        width = max(self.width - self._left - self._right, 1.0)
        return self._left + (value - low) / (high - low) * width

    def labels(self) -> Sequence[Label]:
        if self.value is None or not self.rows:
            return ()
        height = (self.height - self.top - BELOW) / len(self.rows)
        room = 0.22 * self.width
        labels = []
        for place, row in enumerate(self.rows):
            y = self.top + (place + 0.5) * height
            name = elided(row.label, 12, self._names + 1)
            labels.append(Label(self._names + GAP, y, name, "text", 12, across=1.0))
            if row.less:
                less = elided(row.less, 12, room)
                labels.append(Label(self._x(row.low) - GAP, y, less, "text2", 12, across=1.0))
            if row.more:
                more = elided(row.more, 12, room)
                labels.append(Label(self._x(row.high) + GAP, y, more, "text2", 12))
        y = self.height - BELOW / 2
        at = min(max(self._x(self.value.now), self._left), self.width - self._right)
        half = text_width(self.value.words, 11, 600) / 2
        at = min(max(at, half), self.width - half)
        labels.append(Label(at, y, self.value.words, "text", 11, 600, 0.5))
        for end, words, across in (
            (self._span[0], self.value.ends[0], 0.5),
            (self._span[1], self.value.ends[1], 0.5),
        ):
            wide = text_width(words, 11) / 2
            if abs(self._x(end) - at) > half + wide + 8:
                labels.append(Label(self._x(end), y, words, "text3", 11, across=across))
        return labels
