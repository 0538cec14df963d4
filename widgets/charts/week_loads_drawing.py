"""The weeks at a threshold: bars of leads that convert and do not, against what sales can work."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from PySide6.QtCore import QRectF

from models.evaluation.figures import count
from models.evaluation.guard.cohorts import day_of
from models.evaluation.thresholds.words import a_week
from widgets.charts.bars import bars_path, filled, ghost, hatched, outline
from widgets.charts.by_threshold_value import WeekLoads
from widgets.charts.date_ticks import month_ticks
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.scales import FrozenLimit, count_ticks
from widgets.theme import Theme

ABOVE, RIGHT, BOTTOM = 12.0, 14.0, 22.0
MOST_BARS = 160


class WeekLoadsDrawing(Drawing[WeekLoads]):
    """The bars move while a threshold is dragged; the axes stay."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = axes = plain_axes(figure, look)
        axes.grid(axis="y", color=look.grid, linewidth=1)
        axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self._pale = filled(axes, look.notconverted, look.axis)
        self._strong = filled(axes, look.converted)
        self._chosen = (
            hatched(axes, look.accent, look.accent),
            hatched(axes, look.accent, look.surface),
        )
        self._before = ghost(axes, look)
        (self._limit,) = axes.plot([], [], color=look.text, linewidth=1.5, linestyle=DASHED)
        self._limit.set_zorder(5)
        self.moving = [self._pale, self._strong, *self._chosen, self._before, self._limit]
        self.plot = QRectF()
        self.value: WeekLoads | None = None
        self._most = FrozenLimit()
        self._layout: tuple[object, ...] = ()

    def week_at(self, x: float) -> int | None:
        """The week under a point."""
        if self.value is None or not self.plot.left() <= x <= self.plot.right():
            return None
        share = (x - self.plot.left()) / max(self.plot.width(), 1.0)
        return min(int(share * len(self.value.counts)), len(self.value.counts) - 1)

    def show(self, value: WeekLoads, live: bool) -> bool:
        self.value = value
        every, won = value.counts.sum(axis=1), value.counts[:, 1]
        before = value.before
        highest = float(max(every.max(initial=0), 0 if before is None else before.max(initial=0)))
        if value.per_week is not None and value.per_week < 3 * max(highest, 1.0):
            highest = max(highest, value.per_week)
        changed = self._most.fit(highest, live)
        layout = (self.width, self.height, self.top, len(every), value.first, self._most.limit)
        if layout != self._layout:
            self._layout = layout
            self._lay_out(value)
            changed = True
        edges = np.arange(len(every) + 1, dtype=np.float64)
        air = 0.12 if len(every) <= MOST_BARS else 0.0
        self._pale.set_path(bars_path(edges, won, every, air))
        self._strong.set_path(bars_path(edges, np.zeros(len(won)), won, air))
        some = value.chosen
        if some is not None:
            self._chosen[0].set_path(bars_path(edges, won, won + some[:, 0] + some[:, 2], air))
            self._chosen[1].set_path(bars_path(edges, np.zeros(len(won)), some[:, 1], air))
        for patch in self._chosen:
            patch.set_visible(some is not None)
        self._before.set_visible(before is not None)
        if before is not None:
            self._before.set_path(outline(edges, before.astype(np.float64)))
        limit = value.per_week
        shown = [] if limit is None or limit > self._most.limit else [limit, limit]
        self._limit.set_data([0.0, float(len(every))][: len(shown)], shown)
        return changed

    def _lay_out(self, value: WeekLoads) -> None:
        inner = max(self.height - self.top - ABOVE - BOTTOM, 1.0)
        ticks = count_ticks(self._most.limit, max(int(inner / 28), 1))
        words = [count(tick) for tick in ticks]
        left = max(30.0, 12.0 + max(text_width(word, 11) for word in words))
        self.plot = QRectF(left, self.top + ABOVE, max(self.width - left - RIGHT, 1.0), inner)
        self.bounds(self.axes, left, ABOVE, RIGHT, BOTTOM)
        self.axes.set_xlim(0, max(len(value.counts), 1))
        self.axes.set_ylim(0, self._most.limit)
        set_ticks(self.axes.yaxis, [float(tick) for tick in ticks], words, self.look)
        first, last = day_of(value.first), day_of(value.first + 7 * len(value.counts))
        months, names = month_ticks(first, last, max(int(self.plot.width() / 62), 1))
        places = [(month - first).days / 7 for month in months]
        set_ticks(self.axes.xaxis, places, names, self.look)

    def labels(self) -> Sequence[Label]:
        value = self.value
        if value is None or value.per_week is None or value.per_week > self._most.limit:
            return ()
        at = self.plot.bottom() - value.per_week / self._most.limit * self.plot.height()
        words = f"sales can work {a_week(value.per_week)}"
        y = at - 9 if at - 9 > self.plot.top() + 4 else at + 10
        # At the end where the bars are lower, so that it stands on few of them.
        every = value.counts.sum(axis=1)
        share = (text_width(words, 11) + 8) / max(self.plot.width(), 1.0)
        part = max(1, min(len(every), round(share * len(every))))
        if every[:part].max(initial=0) < every[-part:].max(initial=0):
            return (Label(self.plot.left() + 4, y, words, "text", 11, halo=True),)
        return (Label(self.plot.right() - 4, y, words, "text", 11, 400, 1.0, halo=True),)
