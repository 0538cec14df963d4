"""The marks of conversion by score: dots with their bars, the threshold, the rate of all."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count, percent
from models.evaluation.tallies import Interval
from widgets.charts.drawing import DASHED, DOTTED, Drawing, plain_axes, set_ticks
from widgets.charts.labels import Label
from widgets.charts.score_rates_value import ScoreRatesValue
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 46.0, 20.0, 14.0, 24.0
MORE = 1.5
"""How much higher the axis may become for the end of a bar."""
TICK = 34.0
"""Room for a score."""
BESIDE = 0.22
"""How far the chosen leads stand from all, in ranges."""
Told = Sequence[tuple[int, Interval]]
"""Places of ranges with their rates."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)


class ScoreRatesDrawing(Drawing[ScoreRatesValue]):
    """Everything stands still: the figures come when no hand moves anything."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self.value: ScoreRatesValue | None = None
        self._marks: list[Artist] = []

    def place_at(self, x: float, y: float) -> int | None:
        """The range under a point; None beside all."""
        if self.value is None or not self.plot.contains(x, y):
            return None
        place = int((x - self.plot.left()) / self.plot.width() * len(self.value.rows))
        return min(place, len(self.value.rows) - 1)

    def show(self, value: ScoreRatesValue, live: bool) -> bool:
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
        number = len(value.rows)
        told = [(at, row.rate) for at, row in enumerate(value.rows) if row.rate is not None]
        ghost = [(at, row.rate) for at, row in enumerate(value.before) if row.rate is not None]
        some = [(at, row.rate) for at, row in enumerate(value.chosen or ()) if row.rate is not None]
        # A range of few leads may reach to 100 %: the axis goes as far as a third of its bar, or to
        # its end where that leaves the others their room.
        highest = max((rate.value + (rate.high - rate.value) / 3 for _, rate in told), default=0.1)
        end = max((rate.high for _, rate in told), default=0.1)
        highest = end if end <= MORE * highest else highest
        highest = max([highest, *(rate.value for _, rate in (*ghost, *some))])
        limit = min(1.0, max(highest * 1.08, value.all_rate * 1.5, 0.01))
        self.axes.set_xlim(-0.5, number - 0.5)
        self.axes.set_ylim(0, limit)
        self._ticks(value, limit)
        look = self.look
        axes = self.axes
        marks: list[Artist] = list(
            axes.plot(
                [-0.5, number - 0.5],
                [value.all_rate] * 2,
                color=look.axis,
                linewidth=1.5,
                linestyle=DOTTED,
                zorder=1,
            )
        )
        marks += self._behind(value, ghost, limit)
        edge = self._edge(value, value.threshold)
        if edge is not None:
            marks += axes.plot([edge, edge], [0, limit], color=look.text, linewidth=1.25, zorder=1)
        marks += self._beside(some)
        for at, rate in told:
            marks += axes.plot(
                [at, at], [rate.low, rate.high], color=look.accent, linewidth=2, alpha=0.5,
                solid_capstyle="round", zorder=2,
            )  # fmt: skip
        marks += axes.plot(
            [at for at, _ in told], [rate.value for _, rate in told], color=look.accent,
            linestyle="none", marker="o", markersize=6, markeredgecolor=look.surface,
            markeredgewidth=1, zorder=3, clip_on=False,
        )  # fmt: skip
        self._marks = marks
        return True

    def _behind(self, value: ScoreRatesValue, told: Told, limit: float) -> list[Artist]:
        """The pinned version: its rates and its threshold, dashed."""
        look, marks = self.look, list[Artist]()
        if told:
            marks += self.axes.plot(
                [at for at, _ in told], [rate.value for _, rate in told], color=look.ghost,
                linewidth=1.25, linestyle=DASHED, zorder=1,
            )  # fmt: skip
        before = value.before_threshold
        edge = None if before is None else self._edge(value, before)
        if edge is not None and before != value.threshold:
            marks += self.axes.plot(
                [edge, edge], [0, limit], color=look.ghost, linewidth=1.25, linestyle=DASHED,
                zorder=1,
            )  # fmt: skip
        return marks

    def _beside(self, told: Told) -> list[Artist]:
        """The chosen leads at the right of all: hollow dots with their intervals."""
        look, marks = self.look, list[Artist]()
        for at, rate in told:
            marks += self.axes.plot(
                [at + BESIDE, at + BESIDE], [rate.low, rate.high], color=look.accent, linewidth=1,
                zorder=2,
            )  # fmt: skip
        if told:
            marks += self.axes.plot(
                [at + BESIDE for at, _ in told], [rate.value for _, rate in told],
                linestyle="none", marker="o", markersize=6, markerfacecolor=look.surface,
                markeredgecolor=look.accent, markeredgewidth=1.5, zorder=3, clip_on=False,
            )  # fmt: skip
        return marks

    def _ticks(self, value: ScoreRatesValue, limit: float) -> None:
        step = 1
        while len(value.rows) / step * TICK > self.plot.width() and step < len(value.rows):
            step += 1
        places = list(range(0, len(value.rows), step))
        words = [count(value.rows[at].low) for at in places]
        # A range begins half a step before its dot.
        set_ticks(self.axes.xaxis, [at - 0.5 for at in places], words, self.look)
        wanted = 4 if self.plot.height() > 90 else 2
        rise = next((one for one in STEPS if limit / one <= wanted + 0.999), STEPS[-1])
        rates = [rise * at for at in range(int(limit / rise + 1e-9) + 1)]
        set_ticks(self.axes.yaxis, rates, [percent(rate, 0) for rate in rates], self.look)

    def _edge(self, value: ScoreRatesValue, threshold: int) -> float | None:
        """Where a threshold stands between the ranges."""
        rows = value.rows
        width = rows[0].high - rows[0].low + 1
        at = (threshold - rows[0].low) / width - 0.5
        return at if -0.5 <= at <= len(rows) - 0.5 else None

    def labels(self) -> Sequence[Label]:
        """The name of the threshold above its line."""
        value = self.value
        edge = None if value is None else self._edge(value, value.threshold)
        if value is None or edge is None:
            return ()
        share = (edge + 0.5) / len(value.rows)
        x = self.plot.left() + share * self.plot.width()
        words = f"MQL from {count(value.threshold)}"
        across = 0.0 if share < 0.15 else 1.0 if share > 0.85 else 0.5
        return (Label(x, self.top + 9, words, "text2", 11, 600, across),)
