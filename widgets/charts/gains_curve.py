"""The gains curve as a widget: the best leads are chosen on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize

from models.evaluation.evaluation import Evaluation
from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.gains_value import (
    GainsValue,
    gains_legend,
    gains_name,
    gains_sentence,
    gains_table,
    gains_words,
)
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.gains_drawing import GainsDrawing


class GainsCurve(ChoosableChart[GainsValue]):
    """The share of conversions found among the best leads, now and in the saved version.

    `row_asked(place)`: the leads from the top down to the score at this place are wanted; see
    `GainsValue.by_score`.
    """

    title = "Gains"

    def present(
        self,
        now: Evaluation | None,
        saved: Evaluation | None = None,
        saved_name: str = "",
        *,
        live: bool = False,
        now_name: str = "now",
        rival: bool = False,
        chosen: NDArray[np.int64] | None = None,
    ) -> None:
        """Show an evaluation, with the saved version's behind it; never emits. `chosen`: the
        histogram of the chosen leads."""
        if now is not None and chosen is not None and chosen.shape != now.histogram.shape:
            chosen = None  # of a scale that was another one
        value = None
        if now is not None:
            value = GainsValue(now, saved, saved_name, now_name, rival, chosen)
        self.show_value(value, live)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> GainsDrawing:
        from widgets.charts.gains_drawing import GainsDrawing  # lazy: brings Matplotlib

        return GainsDrawing(figure, look)

    def table(self) -> Table:
        return [[]] if self.value is None else gains_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else gains_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        return gains_legend(self.value)

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing: a score is as wide as the share of the leads that have it

    def _gains(self) -> GainsDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, GainsDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.by_score.scores))

    def bar_at(self, x: float, y: float) -> int | None:
        plot, value = self._gains().plot, self.value
        if value is None or not len(self.bars()) or not plot.contains(QPointF(x, y)):
            return None
        best = value.by_score
        rank = (x - plot.left()) / plot.width() * float(best.leads[-1])
        place = int(np.searchsorted(best.leads[1:], rank))
        return min(place, len(best.scores) - 1)

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else gains_name(self.value, place)

    def bar_words(self, place: int) -> str:
        return "" if self.value is None else gains_words(self.value, place)

    def bar_ends(self, place: int) -> tuple[float, float]:
        if self.value is None:
            return 0.0, 0.0
        plot, best = self._gains().plot, self.value.by_score
        first, last = (best.leads[[place, place + 1]] / best.leads[-1]).tolist()
        return plot.left() + first * plot.width(), plot.left() + last * plot.width()

    def marked_ends(self, place: int) -> tuple[float, float]:
        """From the top down to a score."""
        return self.plot_box().left(), self.bar_ends(place)[1]

    def plot_box(self) -> QRectF:
        return self._gains().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(230), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(130))
