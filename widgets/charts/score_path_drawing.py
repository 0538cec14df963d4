"""The marks of one lead's score: a line that steps, a dot where something moved."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count
from models.scoring.answers import EPOCH
from widgets.charts.date_ticks import month_ticks
from widgets.charts.drawing import Drawing, plain_axes, set_ticks
from widgets.charts.scales import score_ticks
from widgets.charts.score_path_value import ScorePathValue
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 48.0, 10.0, 20.0, 24.0
TICK = 90.0


class ScorePathDrawing(Drawing[ScorePathValue]):
    """Everything stands still: a lead is chosen, not dragged."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self._marks: list[Artist] = []
        self._ends = (0.0, 1.0)

    def x_of(self, day: float) -> float:
        """Where a day stands."""
        low, high = self._ends
        return self.plot.left() + (day - low) / (high - low) * self.plot.width()

    def show(self, value: ScorePathValue, live: bool) -> bool:
        for mark in self._marks:
            mark.remove()
        self._marks = []
        self.plot = QRectF(
            LEFT,
            self.top + TOP,
            max(self.width - LEFT - RIGHT, 1.0),
            max(self.height - self.top - TOP - BOTTOM, 1.0),
        )
        self.bounds(self.axes, LEFT, TOP, RIGHT, BOTTOM)
        path, look = value.path, self.look
        if not len(path.days):
            return True
        days = path.days.astype(np.float64)
        # A score holds for the whole day.
        self._ends = float(days[0]), float(days[-1]) + 1.0
        span = value.most - value.least
        self.axes.set_xlim(*self._ends)
        self.axes.set_ylim(value.least - 0.02 * span, value.most + 0.05 * span)
        self._set_ticks(value)
        self._marks.append(self.axes.axhline(value.mql, color=look.accent, linewidth=1.5))
        if value.converted is not None and value.shows_conversion:
            line = self.axes.axvline(value.converted, color=look.converted, linewidth=2)
            self._marks.append(line)
        score = self.axes.plot(
            np.append(days, days[-1] + 1.0),
            np.append(path.scores, path.scores[-1]),
            drawstyle="steps-post",
            color=look.text,
            linewidth=2,
            solid_joinstyle="miter",
        )
        steps = list(value.steps)
        dots = self.axes.plot(
            days[steps],
            path.scores[steps],
            linestyle="none",
            marker="o",
            markersize=5,
            markerfacecolor=look.surface,
            markeredgecolor=look.text,
            markeredgewidth=1.25,
            clip_on=False,
        )
        self._marks += [*score, *dots]
        return True

    def _set_ticks(self, value: ScorePathValue) -> None:
        first, last = (date.fromordinal(int(end) + EPOCH) for end in self._ends)
        room = max(2, int(self.plot.width() / TICK))
        ticks, words = month_ticks(first, last, room)
        places = [float(day.toordinal() - EPOCH) for day in ticks]
        set_ticks(self.axes.xaxis, places, words, self.look)
        rows = score_ticks(value.least, value.most, 5 if self.plot.height() > 80 else 2)
        set_ticks(self.axes.yaxis, rows, [count(row) for row in rows], self.look)
