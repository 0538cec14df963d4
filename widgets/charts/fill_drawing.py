"""The marks of a field's fill by month: one bar a month, what is filled of it solid."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PySide6.QtCore import QRectF

from models.signs import NARROW
from widgets.charts.bars import bars_path, hatched
from widgets.charts.drawing import Drawing, plain_axes, set_ticks
from widgets.charts.fill_value import FillByMonth
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 44.0, 8.0, 10.0, 22.0
WIDE = 0.8
TICK = 70.0
"""Room for a month's name."""


class FillDrawing(Drawing[FillByMonth]):
    """Everything stands still: a field is chosen, not dragged."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_ylim(0, 1)
        self._marks: list[Artist] = []
        self._chosen = hatched(self.axes, look.accent, look.accent)
        self._chosen.set_zorder(3)
        self.plot = QRectF()
        self._size = 1

    def place_at(self, x: float, y: float) -> int | None:
        """The month under a point; None beside all."""
        if not self.plot.contains(x, y):
            return None
        return min(int((x - self.plot.left()) / self.plot.width() * self._size), self._size - 1)

    def ends_of(self, place: int) -> tuple[float, float]:
        """Where a month begins and ends, in pixels at 100 %."""
        wide = self.plot.width() / self._size
        left = self.plot.left() + place * wide
        return left, left + wide

    def show(self, value: FillByMonth, live: bool) -> bool:
        self.bounds(self.axes, LEFT, TOP, RIGHT, BOTTOM)
        size = self._size = max(len(value.parts), 1)
        self.plot = QRectF(
            LEFT,
            self.top + TOP,
            max(self.width - LEFT - RIGHT, 1.0),
            max(self.height - self.top - TOP - BOTTOM, 1.0),
        )
        self.axes.set_xlim(-0.5, size - 0.5)
        room = max(self.width - LEFT - RIGHT, 1.0)
        step = max(1, -(-size // max(int(room / TICK), 1)))
        places = list(range(0, len(value.names), step))
        set_ticks(self.axes.xaxis, places, [value.names[place] for place in places], self.look)
        words = [f"0{NARROW}%", f"50{NARROW}%", f"100{NARROW}%"]
        set_ticks(self.axes.yaxis, [0, 0.5, 1], words, self.look)
        for mark in self._marks:
            mark.remove()
        look = self.look
        whole = [float(part.leads > 0) for part in value.parts]
        filled = [part.share or 0.0 for part in value.parts]
        self._marks = [
            _bars(whole, look.sunken, look.axis, 0.8),
            _bars(filled, look.axis, "none", 0),
        ]
        for mark in self._marks:
            self.axes.add_artist(mark)
        self._chosen.set_visible(value.chosen is not None)
        if value.chosen is not None:
            shares = [
                number / max(part.leads, 1)
                for number, part in zip(value.chosen, value.parts, strict=True)
            ]
            edges = np.arange(len(shares) + 1, dtype=np.float64) - 0.5
            self._chosen.set_path(
                bars_path(edges, np.zeros(len(shares)), np.array(shares), (1 - WIDE) / 2)
            )
        return True


def _bars(heights: list[float], face: str, edge: str, width: float) -> PathPatch:
    corners: list[tuple[float, float]] = []
    for place, height in enumerate(heights):
        left, right = place - WIDE / 2, place + WIDE / 2
        corners += [(left, 0), (left, height), (right, height), (right, 0), (left, 0)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(heights)
    return PathPatch(
        Path(corners, codes) if heights else Path([(0, 0)]),
        facecolor=face,
        edgecolor=edge,
        linewidth=width,
        clip_on=False,
    )
