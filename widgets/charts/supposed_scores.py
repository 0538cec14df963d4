"""Leads by score as they are supposed to be, those of today dashed behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSize

from models.evaluation.by_score import ByScore
from models.evaluation.figures import count, expected
from widgets import theme
from widgets.charts.flagged import FlaggedChart
from widgets.charts.flags import Threshold
from widgets.charts.histogram_value import (
    HistogramValue,
    bin_words,
    histogram_legend,
    histogram_table,
)
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.histogram_drawing import HistogramDrawing

NOW = "now"


class SupposedScores(FlaggedChart[HistogramValue]):
    """The histogram of the page Model, of leads that are supposed: nothing on it can be moved."""

    title = "Score as supposed"

    def present(self, supposed: ByScore | None, now: ByScore | None) -> None:
        """Show leads as supposed, and as they are; never emits."""
        self.show_value(None if supposed is None else HistogramValue(supposed, now, NOW))

    def new_drawing(self, figure: Figure, look: theme.Theme) -> HistogramDrawing:
        from widgets.charts.histogram_drawing import HistogramDrawing  # lazy: brings Matplotlib

        return HistogramDrawing(figure, look)

    def by_score(self) -> HistogramDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, HistogramDrawing)
        return drawing

    def thresholds(self) -> Sequence[Threshold]:
        return ()

    def marks(self) -> Sequence[Threshold]:
        if self.value is None:
            return ()
        return [Threshold(-1, one.name, one.value, one.mql) for one in self.value.thresholds]

    def table(self) -> Table:
        return [[]] if self.value is None else histogram_table(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        return histogram_legend(self.value)

    def sentence(self) -> str:
        """Where leads become more, and where fewer."""
        value = self.value
        now = None if value is None else value.same_scale
        if value is None or now is None:
            return ""
        bins = value.bins
        moved = (bins.gather(value.now.histogram) - bins.gather(now.histogram)).sum(axis=1)
        told = []
        for place, more in ((int(np.argmax(moved)), "more"), (int(np.argmin(moved)), "fewer")):
            leads = round(abs(float(moved[place])), 1)
            if leads and (moved[place] > 0) == (more == "more"):
                scores = f"{count(int(bins.first[place]))} to {count(int(bins.last[place]))}"
                told.append(f"{expected(leads)} {more} score {scores}")
        words = " and ".join(told) if told else "no score has more or fewer"
        return f"Leads by score as supposed, against now: {words}."

    def hint_at(self, x: float, y: float) -> str:
        drawing = self.by_score()
        if self.value is None or not drawing.plot.contains(QPointF(x, y)):
            return ""
        return bin_words(self.value, drawing.score_at(x))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(150))
