"""Leads by threshold: bars of those who convert and those who do not, and what sales can work."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from models.evaluation.figures import count
from models.evaluation.thresholds.words import a_week
from widgets.charts.bars import bars_path, filled, ghost, hatched, outline
from widgets.charts.by_threshold_drawing import ByThresholdDrawing
from widgets.charts.by_threshold_value import Volume
from widgets.charts.drawing import DASHED
from widgets.charts.labels import Label
from widgets.charts.scales import count_limit, count_ticks
from widgets.theme import Theme

MOST_BARS = 120
"""With more there is no air between them."""


class VolumeDrawing(ByThresholdDrawing[Volume]):
    """Everything stands still while a threshold is dragged: Qt paints its line over it."""

    half = 0.5

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self._pale = filled(self.axes, look.notconverted, look.axis)
        self._strong = filled(self.axes, look.converted)
        self._chosen = (
            hatched(self.axes, look.accent, look.accent),
            hatched(self.axes, look.accent, look.surface),
        )
        self._before = ghost(self.axes, look)
        (self._limit,) = self.axes.plot([], [], color=look.text, linewidth=1.5, linestyle=DASHED)
        self.value: Volume | None = None
        self._drawn: tuple[object, ...] = ()
        self._most = 1.0

    def show(self, value: Volume, live: bool) -> bool:
        self.value = value
        key = (*value.same_bars, self.width, self.height, self.top)
        if key == self._drawn:
            return False
        self._drawn = key
        inside = (value.scores >= value.ends[0]) & (value.scores <= value.ends[1])
        scores = value.scores[inside].astype(np.float64)
        won, others = value.converted[inside], value.others[inside]
        highest = float((won + others).max(initial=0))
        before = None if value.before is None else value.before[inside]
        highest = max(highest, 0.0 if before is None else float(before.max(initial=0)))
        if value.per_week is not None and value.per_week < 3 * highest:
            highest = max(highest, value.per_week)
        self._most = count_limit(highest)
        inner = max(self.height - self.top - self.above - 22, 1.0)
        ticks = count_ticks(self._most, max(int(inner / 28), 1))
        self.lay_out(value.ends, [float(tick) for tick in ticks], [count(tick) for tick in ticks])
        self.axes.set_ylim(0, self._most)
        air = 0.12 if len(scores) <= MOST_BARS else 0.0
        edges = np.append(scores, scores[-1] + 1) - 0.5 if len(scores) else scores
        self._pale.set_path(bars_path(edges, won, won + others, air))
        self._strong.set_path(bars_path(edges, np.zeros(len(won)), won, air))
        some = np.zeros((2, len(scores)))
        if value.chosen is not None:
            some = np.stack([part[inside] for part in value.chosen])
        self._chosen[0].set_path(bars_path(edges, won, won + some[1], air))
        self._chosen[1].set_path(bars_path(edges, np.zeros(len(won)), some[0], air))
        for patch in self._chosen:
            patch.set_visible(value.chosen is not None)
        self._before.set_visible(before is not None)
        if before is not None:
            self._before.set_path(outline(edges, before))
        limit = value.per_week
        shown = [] if limit is None or limit > self._most else [limit, limit]
        self._limit.set_data(self.ends[: len(shown)], shown)
        return True

    def labels(self) -> Sequence[Label]:
        value = self.value
        if value is None or value.per_week is None or value.per_week > self._most:
            return ()
        at = self.plot.bottom() - value.per_week / self._most * self.plot.height()
        words = f"sales can work {a_week(value.per_week)} a week"
        y = at - 9 if at - 9 > self.plot.top() + 4 else at + 10
        return (Label(self.plot.right() - 4, y, words, "text", 11, 400, 1.0, halo=True),)
