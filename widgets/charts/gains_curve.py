"""The gains curve as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize

from models.evaluation.evaluation import Evaluation
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.gains_value import GainsValue, gains_legend, gains_sentence, gains_table
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.gains_drawing import GainsDrawing


class GainsCurve(ChartCanvas[GainsValue]):
    """The share of conversions found among the best leads, now and in the saved version."""

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

    def sizeHint(self) -> QSize:
        return QSize(theme.px(230), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(130))
