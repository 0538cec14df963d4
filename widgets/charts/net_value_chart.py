"""The net value by threshold as a widget: the threshold is moved on it, leads are chosen by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from widgets import theme
from widgets.charts.by_threshold_value import (
    NetValue,
    net_value_legend,
    net_value_sentence,
    net_value_table,
    net_value_words,
)
from widgets.charts.choosable import ChoosableChart
from widgets.charts.flagged import FlaggedChart
from widgets.charts.flags import Threshold
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.net_value_drawing import NetValueDrawing

DOT = 4.0


class NetValueChart(FlaggedChart[NetValue], ChoosableChart[NetValue]):
    """What each threshold is worth; the present one as a flag, others that were found as marks.

    `row_asked(place)`: the leads from the threshold at this place up are wanted.
    """

    # Qt knows the signals of the first parent alone.
    row_asked = Signal(int)

    title = "Net value by threshold"

    def present(self, value: NetValue | None, *, live: bool = False) -> None:
        """Show net values; never emits."""
        self.show_value(value, live or self.held)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> NetValueDrawing:
        from widgets.charts.net_value_drawing import NetValueDrawing  # lazy: brings Matplotlib

        return NetValueDrawing(figure, look)

    def by_score(self) -> NetValueDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, NetValueDrawing)
        return drawing

    def thresholds(self) -> Sequence[Threshold]:
        return () if self.value is None else (self.value.now,)

    def marks(self) -> Sequence[Threshold]:
        return () if self.value is None else self.value.marks

    def limits(self, _band: int) -> tuple[int, int]:
        return (0, 0) if self.value is None else self.value.limits

    def saved_threshold(self, _band: int) -> int | None:
        return None if self.value is None else self.value.saved

    def paint_over(self, painter: QPainter) -> None:
        value, look = self.value, theme.current()
        # The range that is marked goes under dots and flags.
        ChoosableChart.paint_over(self, painter)
        if value is not None:
            drawing = self.by_score()
            for one in (*self.marks(), *self.standing()):
                at = drawing.y_of(value.worth(one))
                painter.setPen(QPen(look.color("surface"), 1.5))
                painter.setBrush(look.color("accent"))
                painter.drawEllipse(QPointF(drawing.x_of(one.value), at), DOT, DOT)
        FlaggedChart.paint_over(self, painter)

    def table(self) -> Table:
        return [[]] if self.value is None else net_value_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else net_value_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        return net_value_legend(self.value)

    def hint_at(self, x: float, y: float) -> str:
        if self.value is None or not self.by_score().plot.contains(QPointF(x, y)):
            return ""
        return net_value_words(self.value, self.by_score().score_at(x))

    # Choosing

    def bars(self) -> range:
        value = self.value
        if value is None:
            return range(0)
        return range(value.place(value.ends[0]), value.place(value.ends[1]) + 1)

    def bar_at(self, x: float, y: float) -> int | None:
        value, drawing = self.value, self.by_score()
        if value is None or not drawing.plot.contains(QPointF(x, y)):
            return None
        return value.place(round(drawing.score_at(x)))

    def bar_name(self, place: int) -> str:
        value = self.value
        return "" if value is None else f"{value.now.name} from {int(value.scores[place])}"

    def bar_words(self, place: int) -> str:
        value = self.value
        return "" if value is None else net_value_words(value, int(value.scores[place]))

    def bar_ends(self, place: int) -> tuple[float, float]:
        value, drawing = self.value, self.by_score()
        if value is None:
            return 0.0, 0.0
        plot, score = drawing.plot, float(value.scores[place])
        ends = drawing.x_of(score - 0.5), drawing.x_of(score + 0.5)
        return max(ends[0], plot.left()), min(ends[1], plot.right())

    def marked_ends(self, place: int) -> tuple[float, float]:
        """From a threshold up: all that it would hand over."""
        value, drawing = self.value, self.by_score()
        if value is None:
            return 0.0, 0.0
        return drawing.x_of(float(value.scores[place])), drawing.plot.right()

    def plot_box(self) -> QRectF:
        return self.by_score().plot

    def _by_key(self, event: QKeyEvent) -> bool:
        """Arrows move the flag that has the focus; without one they go along the curve."""
        return not self.focus_is_inside() and super()._by_key(event)

    def _focus_flag(self, band: int | None) -> None:
        if band is not None:
            self._marked = -1
        super()._focus_flag(band)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(150))
