"""The score histogram as a widget: thresholds are moved on it by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize

from models.evaluation.evaluation import Evaluation
from widgets import theme
from widgets.charts.flagged import FlaggedChart
from widgets.charts.flags import Threshold
from widgets.charts.histogram_value import (
    HistogramValue,
    bin_words,
    histogram_legend,
    histogram_sentence,
    histogram_table,
)
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.histogram_drawing import HistogramDrawing


class ScoreHistogram(FlaggedChart[HistogramValue]):
    """Leads by score and outcome, the saved version behind them, the thresholds over them."""

    title = "Score of all leads"

    def present(
        self,
        now: Evaluation | None,
        saved: Evaluation | None = None,
        saved_name: str = "",
        *,
        live: bool = False,
    ) -> None:
        """Show an evaluation, with the saved version's behind it; never emits.

        `live`: in the middle of a gesture: the axes stay as they are if they can.
        """
        value = None if now is None else HistogramValue(now, saved, saved_name)
        if self._focused is not None and (now is None or self._focused >= len(now.bands)):
            self._focused = None
        self.show_value(value, live or self.held)

    # What it says -------------------------------------------------------------------------

    def new_drawing(self, figure: Figure, look: theme.Theme) -> HistogramDrawing:
        from widgets.charts.histogram_drawing import HistogramDrawing  # lazy: brings Matplotlib

        return HistogramDrawing(figure, look)

    def table(self) -> Table:
        return [[]] if self.value is None else histogram_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else histogram_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        return histogram_legend(self.value)

    def hint_at(self, x: float, y: float) -> str:
        drawing = self._histogram()
        if self.value is None or not drawing.plot.contains(QPointF(x, y)):
            return ""
        return bin_words(self.value, drawing.score_at(x))

    # Thresholds ---------------------------------------------------------------------------

    def by_score(self) -> HistogramDrawing:
        return self._histogram()

    def _histogram(self) -> HistogramDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, HistogramDrawing)
        return drawing

    def thresholds(self) -> list[Threshold]:
        return [] if self.value is None else self.value.thresholds

    def saved_threshold(self, band: int) -> int | None:
        """Where the saved version has the threshold of a band."""
        if self.value is None or self.value.saved is None:
            return None
        bands = self.value.saved.bands
        return bands[band].threshold if len(bands) == len(self.value.now.bands) else None

    def limits(self, band: int) -> tuple[int, int]:
        """The least and the most a threshold can be: bands stay in order and hold a score."""
        assert self.value is not None
        bands = self.value.now.bands
        most = bands[band + 1].threshold - 1 if band + 1 < len(bands) else self.value.now.most
        return bands[band - 1].threshold + 1, most

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(170))
