"""The marks of bands over days: areas in the ink ramp, the MQL threshold and what converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count
from models.evaluation.replay import Replay
from models.scoring.answers import EPOCH
from widgets.charts.date_ticks import month_ticks
from widgets.charts.drawing import Drawing, plain_axes, set_ticks
from widgets.charts.labels import Label
from widgets.charts.scales import count_limit, count_ticks
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 48.0, 10.0, 78.0, 24.0
TICK = 90.0
"""Room for a month's name."""
APART = 15.0


class BandHistoryDrawing(Drawing[Replay]):
    """Everything stands still: a replay takes longer than a frame."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self.value: Replay | None = None
        self._marks: list[Artist] = []
        self._ends = (0.0, 1.0)
        self._limit = 1.0

    def x_of(self, day: float) -> float:
        """Where a day stands."""
        low, high = self._ends
        return self.plot.left() + (day - low) / (high - low) * self.plot.width()

    def show(self, value: Replay, live: bool) -> bool:
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
        days = value.days.astype(np.float64)
        low, high = float(days[0]), float(days[-1])
        self._ends = (low, high) if high > low else (low - 0.5, high + 0.5)
        by_band = value.counts.sum(axis=2)[:, 1:][:, ::-1]  # the highest band lies at the bottom
        upto = np.cumsum(by_band, axis=1)
        self._limit = count_limit(float(upto[:, -1].max(initial=0)) if upto.size else 0.0)
        self.axes.set_xlim(*self._ends)
        self.axes.set_ylim(0, self._limit)
        self._set_ticks()
        self._marks = self._areas(value, days, upto) + self._lines(value, days)
        return True

    def _set_ticks(self) -> None:
        first, last = (date.fromordinal(int(end) + EPOCH) for end in self._ends)
        room = max(2, int(self.plot.width() / TICK))
        ticks, words = month_ticks(first, last, room)
        places = [float(day.toordinal() - EPOCH) for day in ticks]
        set_ticks(self.axes.xaxis, places, words, self.look)
        rows = count_ticks(self._limit, 4 if self.plot.height() > 90 else 2)
        set_ticks(self.axes.yaxis, rows, [count(row) for row in rows], self.look)

    def _areas(self, value: Replay, days: np.ndarray, upto: np.ndarray) -> list[Artist]:
        bands = len(value.model.bands)
        marks: list[Artist] = []
        below = np.zeros(len(days))
        for rank in range(bands - 1):
            tone = self.look.band_tone(rank, bands)
            area = self.axes.fill_between(
                days,
                below,
                upto[:, rank],
                facecolor=tone,
                edgecolor=self.look.surface,
                linewidth=0.5,
            )
            marks.append(area)
            if value.part is not None:
                some = value.part[:, bands - 1 - rank].sum(axis=1)
                marks.append(self._chosen(days, below, some, tone))
            below = upto[:, rank]
        return marks

    def _chosen(self, days: np.ndarray, below: np.ndarray, some: np.ndarray, tone: str) -> Artist:
        """The chosen leads of a band, hatched from its lower edge up."""
        area = self.axes.fill_between(
            days,
            below,
            below + some,
            where=some > 0,
            facecolor="none",
            edgecolor=self.look.accent,
            linewidth=1.25,
            hatch="////",
        )
        area.set_hatchcolor(self.look.ink_on(tone))
        return area

    def _lines(self, value: Replay, days: np.ndarray) -> list[Artist]:
        marks: list[Artist] = []
        mql = value.mql
        lines = [(mql.sum(axis=1), self.look.accent)]
        if mql[:, :2].any():
            lines.append((mql[:, 1], self.look.converted))
        for heights, tone in lines:
            for width, colour in ((4.5, self.look.surface), (2.0, tone)):
                marks += self.axes.plot(days, heights, color=colour, linewidth=width)
        return marks

    def labels(self) -> Sequence[Label]:
        """The last counts at the right end, none over another."""
        value = self.value
        if value is None:
            return ()
        no, yes, unknown = value.mql[-1].tolist()
        wanted = [(f"MQL {count(no + yes + unknown)}", no + yes + unknown, "accent")]
        if yes + no:
            wanted.append((f"conv. {count(yes)}", yes, "converted"))
        labels, above = [], -APART
        for words, height, tone in wanted:
            y = self.plot.bottom() - height / self._limit * self.plot.height()
            y = min(max(y, above + APART), self.plot.bottom())
            labels.append(Label(self.plot.right() + 6, y, words, tone, 12, 600))
            above = y
        return labels
