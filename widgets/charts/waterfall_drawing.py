"""The marks of the waterfall: bars from sum to sum, taken points hatched, thresholds behind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from models.evaluation.figures import count
from widgets import theme
from widgets.charts.drawing import Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.way import BELOW, Way, WayKind, WayStep
from widgets.theme import Theme

RIGHT = 34.0
THICK = 0.56


class WaterfallDrawing(Drawing[Way]):
    """Everything stands still: a lead is chosen, not dragged."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_yticks([])
        self.way: Way | None = None
        self._marks: list[Artist] = []
        self._ends = (0, 1)
        self._left = 100.0

    def show(self, value: Way, live: bool) -> bool:
        self.way = value
        for mark in self._marks:
            mark.remove()
        self._marks = []
        self._lay_out(value)
        self._draw_lines(value)
        self._draw_bars(value)
        return True

    def _lay_out(self, way: Way) -> None:
        sums = [step.after for step in way.steps] + [0] * (way.least <= 0 <= way.most)
        self._ends = (min(way.least, *sums), max(way.most, *sums, way.least + 1))
        widest = max((text_width(step.label, 12) for step in way.steps), default=0.0)
        self._left = min(widest, 0.46 * self.width) + 14
        self.bounds(self.axes, self._left, 0, RIGHT, BELOW)
        low, high = self._ends
        self.axes.set_xlim(low, high)
        self.axes.set_ylim(len(way.steps) - 0.5, -0.5)
        places = self._places(way)
        set_ticks(self.axes.xaxis, places, [count(place) for place in places], self.look)

    def _places(self, way: Way) -> list[int]:
        """The ends of the scale, and the thresholds that have room for their numbers."""
        width = max(self.width - self._left - RIGHT, 1.0)
        unit = width / max(self._ends[1] - self._ends[0], 1)
        ends = [way.least, way.most]
        places = list(ends)
        for value in sorted(value for _, value in way.thresholds):
            mine = text_width(count(value), 11)
            near = (
                abs(value - other) * unit < (mine + text_width(count(other), 11)) / 2 + 6
                for other in places
            )
            if not any(near):
                places.append(value)
        return sorted(places)

    def _draw_lines(self, way: Way) -> None:
        look, rows = self.look, len(way.steps)
        thresholds = LineCollection(
            [[(value, -0.5), (value, rows - 0.5)] for _, value in way.thresholds],
            colors=look.edge,
            linewidths=1,
            alpha=0.55,
            zorder=1,
        )
        grid = LineCollection(
            [[(self._ends[0], row), (self._ends[1], row)] for row in range(rows)],
            colors=look.grid,
            linewidths=1,
            zorder=0,
        )
        joints = LineCollection(
            [
                [(step.after, row + THICK / 2), (step.after, row + 1 - THICK / 2)]
                for row, step in enumerate(way.steps[:-1])
            ],
            colors=look.axis,
            linewidths=1,
            zorder=2,
        )
        for lines in (grid, thresholds, joints):
            self.axes.add_collection(lines, autolim=False)
            self._marks.append(lines)

    def _draw_bars(self, way: Way) -> None:
        look = self.look
        tones = (
            (WayKind.BASE, look.ghost, False),
            (WayKind.SCORE, look.bands[0], False),
            (WayKind.POINTS, look.accent, False),
            (WayKind.POINTS, look.neg, True),
        )
        for kind, tone, taken in tones:
            boxes = [
                (row, *self._span(step))
                for row, step in enumerate(way.steps)
                if step.kind is kind and (kind is not WayKind.POINTS or (step.points < 0) == taken)
            ]
            if not boxes:
                continue
            patch = PathPatch(
                bars(boxes),
                facecolor=tone,
                edgecolor=look.surface if taken else tone,
                linewidth=0 if taken else 0.5,
                hatch="/////" if taken else None,
                zorder=3,
                clip_on=False,
            )
            self.axes.add_artist(patch)
            self._marks.append(patch)

    def _span(self, step: WayStep) -> tuple[float, float]:
        start = step.after - step.points
        if step.kind is not WayKind.POINTS:
            start = min(max(0, self._ends[0]), self._ends[1])
        return min(start, step.after), max(start, step.after)

    def _x(self, value: float) -> float:
        low, high = self._ends
        width = max(self.width - self._left - RIGHT, 1.0)
        return self._left + (value - low) / max(high - low, 1) * width

    def labels(self) -> Sequence[Label]:
        if self.way is None or not self.way.steps:
            return ()
        row_height = (self.height - self.top - BELOW) / len(self.way.steps)
        labels = []
        for row, step in enumerate(self.way.steps):
            y = self.top + (row + 0.5) * row_height
            last = step.kind is WayKind.SCORE
            weight = 600 if last else 400
            text = elided(step.label, 12, self._left - 12, weight)
            labels.append(Label(self._left - 8, y, text, "text", 12, weight, 1.0))
            labels.append(self._figure(step, y))
        return labels

    def _figure(self, step: WayStep, y: float) -> Label:
        """The number: right of its bar, or inside it where it reaches the edge."""
        right = self._x(self._span(step)[1])
        if right + 4 + text_width(step.figure, 12, 600) <= self.width:
            return Label(right + 4, y, step.figure, "text", 12, 600, halo=True)
        if step.points < 0:
            return Label(right - 6, y, step.figure, "text", 12, 600, 1.0, halo=True)
        # The words are Qt's, in the true colours of the theme.
        look = theme.current()
        fills = {WayKind.BASE: look.ghost, WayKind.SCORE: look.bands[0]}
        ink = look.ink_on(fills.get(step.kind, look.accent))
        return Label(right - 6, y, step.figure, ink, 12, 600, 1.0)


def bars(boxes: Sequence[tuple[int, float, float]]) -> Path:
    """One path of boxes: the row, where it begins and where it ends."""
    corners = np.empty((len(boxes), 5, 2))
    for place, (row, left, right) in enumerate(boxes):
        corners[place, :, 0] = (left, right, right, left, left)
        top, bottom = row - THICK / 2, row + THICK / 2
        corners[place, :, 1] = (top, top, bottom, bottom, top)
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(boxes)
    return Path(corners.reshape(-1, 2), codes)
