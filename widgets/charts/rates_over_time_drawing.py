"""The marks of conversion by band over time: a line and whiskers for each band."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.drift.over_time import Point
from models.evaluation.figures import percent, too_few
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import elided
from widgets.charts.labels import Label
from widgets.charts.rates_over_time_value import RatesOverTimeValue
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 46.0, 20.0, 84.0, 24.0
TICK = 76.0
"""Room for the name of a period."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
APART = 15.0
BESIDE = 0.34
"""How far the chosen leads stand from the middle of a period, in periods."""
MARKERS = ("o", "s", "^", "D", "v", "P")
"""So that no band is told by its tone alone; the highest band first."""


class RatesOverTimeDrawing(Drawing[RatesOverTimeValue]):
    """Everything stands still: the figures come when no hand moves anything."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.plot = QRectF()
        self.value: RatesOverTimeValue | None = None
        self._marks: list[Artist] = []
        self._limit = 1.0

    def place_at(self, x: float) -> int | None:
        """The period under a point; None beside all."""
        if self.value is None or not self.plot.left() <= x <= self.plot.right():
            return None
        number = len(self.value.times.periods)
        place = int((x - self.plot.left()) / self.plot.width() * number)
        return min(place, number - 1)

    def show(self, value: RatesOverTimeValue, live: bool) -> bool:
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
        periods = value.times.periods
        rates = [point.rate for period in periods for point in period.bands if point.rate]
        highest = max((rate.value + (rate.high - rate.value) / 3 for rate in rates), default=0.1)
        some = [point.rate.value for point in value.chosen or () if point.rate is not None]
        self._limit = min(1.0, max(max([highest, *some]) * 1.05, 0.01))
        self.axes.set_xlim(-0.5, len(periods) - 0.5)
        self.axes.set_ylim(0, self._limit)
        self._ticks(value)
        self._marks = self._since(value)
        number = len(value.times.bands)
        for rank in range(number - 1, -1, -1):  # the highest band lies on top
            at = number - 1 - rank
            points = [(place, period.bands[at]) for place, period in enumerate(periods)]
            self._marks += self._band(points, rank, number)
        self._marks += self._chosen(value)
        return True

    def _chosen(self, value: RatesOverTimeValue) -> list[Artist]:
        """The chosen leads at the right of each period: hollow dots with their intervals."""
        look, marks = self.look, list[Artist]()
        for place, point in enumerate(value.chosen or ()):
            if point.rate is None:
                continue
            x, rate = place + BESIDE, point.rate
            marks += self.axes.plot([x, x], [rate.low, rate.high], color=look.accent, linewidth=1)
            marks += self.axes.plot(
                [x], [rate.value], marker="o", markersize=6, markerfacecolor=look.surface,
                markeredgecolor=look.accent, markeredgewidth=1.5, linestyle="none", clip_on=False,
            )  # fmt: skip
        return marks

    def _band(self, points: list[tuple[int, Point]], rank: int, number: int) -> list[Artist]:
        told = [(place, point, point.rate) for place, point in points if point.rate is not None]
        # Whiskers of several bands stand beside each other.
        shift = (rank - (number - 1) / 2) * min(0.09, 0.5 / number)
        tone, look, axes = self._tone(rank, number), self.look, self.axes
        marks: list[Artist] = []
        for place, _, rate in told:
            x = place + shift
            marks += axes.plot([x, x], [rate.low, rate.high], color=tone, linewidth=1.25, alpha=0.6)
        places = [place + shift for place, _, _ in told]
        marks += axes.plot(places, [rate.value for _, _, rate in told], color=tone, linewidth=1.5)
        for place, point, rate in told:
            few = too_few(point.tally)
            marks += axes.plot(
                [place + shift], [rate.value], marker=MARKERS[rank % len(MARKERS)], markersize=5.5,
                markerfacecolor=look.surface if few else tone, markeredgecolor=tone,
                markeredgewidth=1.25, linestyle="none", clip_on=False,
            )  # fmt: skip
        return marks

    def _tone(self, rank: int, number: int) -> str:
        """Ink for the highest, paler below, but never as pale as the ramp of filled bands."""
        tones = (self.look.text, self.look.text2, self.look.text3, self.look.axis)
        return tones[min(rank * len(tones) // max(number, 1), len(tones) - 1)]

    def _since(self, value: RatesOverTimeValue) -> list[Artist]:
        edge = self._edge(value)
        if edge is None:
            return []
        line = self.axes.plot(
            [edge, edge], [0, self._limit], color=self.look.text, linewidth=1.25, linestyle=DASHED
        )
        return list(line)

    def _edge(self, value: RatesOverTimeValue) -> float | None:
        """Before the first period that begins on that day or later, or within the one it is in."""
        if value.since is None:
            return None
        starts = [period.start for period in value.times.periods]
        later = [place for place, start in enumerate(starts) if start > value.since]
        place = (later[0] if later else len(starts)) - 1
        if place < 0:
            return None
        into = (value.since - starts[place]).days / (30.4 * value.times.months)
        return place - 0.5 + min(max(into, 0.0), 1.0)

    def _ticks(self, value: RatesOverTimeValue) -> None:
        periods = value.times.periods
        room = max(1, int(self.plot.width() / TICK))
        step = max(1, -(-len(periods) // room))
        places = list(range(0, len(periods), step))
        set_ticks(self.axes.xaxis, places, [periods[at].name for at in places], self.look)
        wanted = 4 if self.plot.height() > 90 else 2
        rise = next((one for one in STEPS if self._limit / one <= wanted + 0.999), STEPS[-1])
        rates = [rise * at for at in range(int(self._limit / rise + 1e-9) + 1)]
        set_ticks(self.axes.yaxis, rates, [percent(rate, 0) for rate in rates], self.look)

    def labels(self) -> Sequence[Label]:
        """The bands at the right end, none over another, and where newer leads begin."""
        value = self.value
        if value is None:
            return ()
        ends = []
        number = len(value.times.bands)
        for at, name in enumerate(value.times.bands):
            told = [period.bands[at].rate for period in value.times.periods]
            last = next((rate.value for rate in reversed(told) if rate is not None), None)
            if last is not None:
                y = self.plot.bottom() - last / self._limit * self.plot.height()
                ends.append((y, name, number - 1 - at))
        labels, above = [], -APART
        for y, name, rank in sorted(ends):
            y = max(y, above + APART)
            labels.append(
                Label(
                    self.plot.right() + 8,
                    y,
                    elided(name, 12, RIGHT - 10),
                    "text" if not rank else "text2",
                    12,
                )
            )
            above = y
        edge = self._edge(value)
        if edge is not None:
            share = (edge + 0.5) / max(len(value.times.periods), 1)
            x = self.plot.left() + share * self.plot.width()
            across = 0.0 if share < 0.15 else 1.0 if share > 0.85 else 0.5
            labels.append(Label(x, self.top + 9, "newer", "text2", 11, 600, across))
        return labels
