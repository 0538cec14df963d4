"""The marks of cohorts: a bar for each, from the bottom converted, still to come, not converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from PySide6.QtCore import QRectF

from models.evaluation.figures import count
from models.evaluation.guard.cohorts import Cohorts
from models.leads.wording import MONTHS, day_words
from widgets.charts.bars import bars_path, hatched
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.scales import count_limit, count_ticks
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 48.0, 22.0, 12.0, 24.0
THICK = 0.72
TICK = 64.0
"""Room for the name of a month."""


class CohortDrawing(Drawing[Cohorts]):
    """Everything stands still: cohorts do not change under the hand."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self.value: Cohorts | None = None
        self._marks: list[Artist] = []
        self._chosen = hatched(self.axes, look.accent, look.accent)
        self._chosen.set_zorder(3)

    def ends_of(self, place: int) -> tuple[float, float]:
        """Where a cohort begins and ends, in pixels at 100 %."""
        wide = self.plot.width() / max(0 if self.value is None else len(self.value.cohorts), 1)
        left = self.plot.left() + place * wide
        return left, left + wide

    def place_at(self, x: float, y: float) -> int | None:
        """The cohort under a point; None beside all."""
        if self.value is None or not self.plot.contains(x, y):
            return None
        place = int((x - self.plot.left()) / self.plot.width() * len(self.value.cohorts))
        return min(place, len(self.value.cohorts) - 1)

    def show(self, value: Cohorts, live: bool) -> bool:
        self.value = value
        for mark in self._marks:
            mark.remove()
        self.plot = QRectF(
            LEFT,
            self.top + TOP,
            max(self.width - LEFT - RIGHT, 1.0),
            max(self.height - self.top - TOP - BOTTOM, 1.0),
        )
        self.bounds(self.axes, LEFT, TOP, RIGHT, BOTTOM)
        number = len(value.cohorts)
        limit = count_limit(float(max(one.leads for one in value.cohorts)))
        self.axes.set_xlim(-0.5, number - 0.5)
        self.axes.set_ylim(0, limit)
        self._ticks(value, limit)
        look = self.look
        solid = [(at, 0.0, float(one.converted)) for at, one in enumerate(value.cohorts)]
        more = [
            (at, float(one.converted), min(one.converted + (one.coming or 0.0), one.leads))
            for at, one in enumerate(value.cohorts)
        ]
        pale = [(at, 0.0, float(one.leads)) for at, one in enumerate(value.cohorts)]
        self._marks = [
            *self._young(value, limit),
            _bars(pale, facecolor=look.notconverted, edgecolor=look.axis, linewidth=0.8),
            _bars(
                more,
                facecolor=look.surface,
                edgecolor=look.converted,
                linewidth=0.8,
                hatch="/////",
            ),
            _bars(solid, facecolor=look.converted, linewidth=0),
        ]
        for mark in self._marks:
            self.axes.add_artist(mark)
        self._marks += self._line(value)
        self._chosen.set_visible(value.chosen is not None)
        if value.chosen is not None:
            edges = np.arange(number + 1, dtype=np.float64) - 0.5
            high = np.array(value.chosen)
            self._chosen.set_path(bars_path(edges, np.zeros(number), high, (1 - THICK) / 2))
        return True

    def _ticks(self, value: Cohorts, limit: float) -> None:
        cohorts = value.cohorts
        step = 1
        while len(cohorts) / step * TICK > self.plot.width() and step < len(cohorts):
            step += 1
        places = list(range(0, len(cohorts), step))
        words = [_tick(cohorts[at].start, value.months, at == 0) for at in places]
        set_ticks(self.axes.xaxis, [float(at) for at in places], words, self.look)
        rows = count_ticks(limit, 4 if self.plot.height() > 90 else 2)
        set_ticks(self.axes.yaxis, rows, [count(row) for row in rows], self.look)

    def _young(self, value: Cohorts, limit: float) -> list[Artist]:
        """The ground of what is still open."""
        edge = cut_at(value)
        if edge is None:
            return []
        ground = Rectangle(
            (edge, 0),
            len(value.cohorts) - 0.5 - edge,
            limit,
            facecolor=self.look.sunken,
            edgecolor="none",
            zorder=0,
        )
        return [ground]

    def _line(self, value: Cohorts) -> list[Artist]:
        edge = cut_at(value)
        if edge is None:
            return []
        marks: list[Artist] = []
        for width, tone, style in (
            (4.0, self.look.surface, "-"),
            (1.5, self.look.text, DASHED),
        ):
            marks += self.axes.plot(
                [edge, edge], [0, 1], color=tone, linewidth=width, linestyle=style,
                transform=self.axes.get_xaxis_transform(), zorder=4,
            )  # fmt: skip
        return marks

    def labels(self) -> Sequence[Label]:
        """The day of the cut-off above its line, on the side where it fits."""
        value = self.value
        edge = None if value is None else cut_at(value)
        if value is None or edge is None or value.cut_off is None:
            return ()
        x = self.plot.left() + (edge + 0.5) / len(value.cohorts) * self.plot.width()
        words = f"created after {day_words(value.cut_off)}: too young"
        wide = text_width(words, 12, 600)
        if x + wide + 6 <= self.width:
            return (Label(x, self.top + 9, words, "text2", 12, 600),)
        return (Label(self.plot.right(), self.top + 9, words, "text2", 12, 600, across=1.0),)


def cut_at(value: Cohorts) -> float | None:
    """Where the cut-off stands between the bars, in bars."""
    if value.cut_off is None:
        return None
    cohorts = value.cohorts
    at = max(
        (place for place, one in enumerate(cohorts) if one.start <= value.cut_off), default=None
    )
    if at is None:
        return -0.5
    start = cohorts[at].start
    span = 30.44 * value.months
    if at + 1 < len(cohorts):
        span = (cohorts[at + 1].start - start).days
    return at - 0.5 + min(((value.cut_off - start).days + 1) / span, 1.0)


def _tick(start: date, months: int, first: bool) -> str:
    if months >= 12:
        return str(start.year)
    name = MONTHS[start.month - 1]
    return f"{name} {start.year}" if first or start.month == 1 else name


def _bars(spans: Sequence[tuple[int, float, float]], **style: object) -> PathPatch:
    corners: list[tuple[float, float]] = []
    for at, low, high in spans:
        left, right = at - THICK / 2, at + THICK / 2
        corners += [(left, low), (right, low), (right, high), (left, high), (left, low)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(spans)
    return PathPatch(Path(corners, codes), zorder=2, **style)
