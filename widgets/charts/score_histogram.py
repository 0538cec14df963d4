"""The score histogram as a widget: thresholds are moved on it by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

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
    range_words,
)
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.score_range import BarRange, paint_range, score_words
from widgets.taking.taking import Offer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.histogram_drawing import HistogramDrawing


class ScoreHistogram(FlaggedChart[HistogramValue]):
    """Leads by score and outcome, the saved version behind them, the thresholds over them.

    `scores_asked(low, high)`: the user chose the leads of these scores, by a click on a bar, by
    drawing over several, or by arrow keys and Enter.
    """

    scores_asked = Signal(int, int)

    title = "Score of all leads"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: BarRange | None = None
        self._drawing_bars = False

    def present(
        self,
        now: Evaluation | None,
        saved: Evaluation | None = None,
        saved_name: str = "",
        *,
        live: bool = False,
        chosen: NDArray[np.int64] | None = None,
    ) -> None:
        """Show an evaluation, with the saved version's behind it; never emits.

        `live`: in the middle of a gesture: the axes stay as they are if they can. `chosen`: the
        histogram of the chosen leads.
        """
        if now is not None and chosen is not None and chosen.shape != now.histogram.shape:
            chosen = None  # of a scale that was another one
        value = None if now is None else HistogramValue(now, saved, saved_name, chosen)
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

    # Choosing bars ------------------------------------------------------------------------

    def bar_at(self, x: float, y: float) -> int | None:
        """The bar under a point, in pixels at 100 %; None outside of the plot."""
        if self.value is None or not self.value.now.all.leads:
            return None
        drawing = self._histogram()
        if not drawing.plot.contains(QPointF(x, y)):
            return None
        return self.value.bins.index_of(drawing.score_at(x))

    def offers(self) -> Sequence[Offer]:
        if self.value is None or not self.value.now.all.leads:
            return ()
        bars = self._bars or BarRange(0, len(self.value.bins) - 1)
        low, high = bars.scores(self.value.bins)
        return [(f"Choose the leads of {score_words(low, high)}", lambda: self._ask(bars))]

    def _ask(self, bars: BarRange) -> None:
        assert self.value is not None
        self.scores_asked.emit(*bars.scores(self.value.bins))

    def _go_to(self, bars: BarRange | None) -> None:
        self._bars = bars
        if self.value is not None and bars is not None:
            self.setAccessibleName(range_words(self.value, *bars.scores(self.value.bins)))
        else:
            self.setAccessibleName(self.title)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self.unit()
        on_flag = self.value is not None and self.flag_at(at.x(), at.y()) is not None
        bar = None if on_flag else self.bar_at(at.x(), at.y())
        if bar is not None and event.button() == Qt.MouseButton.RightButton:
            if self._bars is None or not self._bars.first <= bar <= self._bars.last:
                self._go_to(BarRange(bar, bar))
        elif bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drawing_bars = True
            self._go_to(BarRange(bar, bar))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._drawing_bars or self._bars is None or self.value is None:
            super().mouseMoveEvent(event)
            return
        at = event.position() / self.unit()
        end = self.value.bins.index_of(self._histogram().score_at(at.x()))
        if end != self._bars.end:
            self._go_to(BarRange(self._bars.start, end))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._drawing_bars:
            super().mouseReleaseEvent(event)
            return
        self._drawing_bars = False
        bars, self._bars = self._bars, None
        self._go_to(None)
        if bars is not None and self.value is not None:
            self._ask(bars.within(len(self.value.bins)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._choose_by_key(event):
            return
        super().keyPressEvent(event)

    def _choose_by_key(self, event: QKeyEvent) -> bool:
        """Arrows go from bar to bar where no threshold has the focus; Enter chooses."""
        if self.value is None or self.focus_is_inside() or self.table_is_shown():
            return False
        if not self.value.now.all.leads:
            return False
        bars = len(self.value.bins)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bars is not None:
            self._ask(self._bars.within(bars))
            return True
        if event.key() == Qt.Key.Key_Escape and self._bars is not None:
            self._drawing_bars = False
            self._go_to(None)
            return True
        begin = self._bars or BarRange(-1, -1)
        after = begin.moved(event, bars)
        if after is None:
            return False
        self._go_to(after if self._bars is not None else BarRange(after.end, after.end))
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu takes the keys for a while; the bars that it is about stay.
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._bars is not None:
            self._go_to(None)

    def paint_over(self, painter: QPainter) -> None:
        if self._bars is not None and self.value is not None:
            drawing, bins = self._histogram(), self.value.bins
            bars = self._bars.within(len(bins))
            edges = [float(bins.edges[bars.first]), float(bins.edges[bars.last + 1])]
            low, high = drawing.ends
            ends = [drawing.x_of(min(max(edge, low), high)) for edge in edges]
            paint_range(painter, drawing.plot, ends)
        super().paint_over(painter)

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
