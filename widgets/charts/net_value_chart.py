"""The net value by threshold as a widget: the threshold is moved on it by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPen

from widgets import theme
from widgets.charts.by_threshold_value import (
    NetValue,
    net_value_legend,
    net_value_sentence,
    net_value_table,
    net_value_words,
)
from widgets.charts.flagged import FlaggedChart
from widgets.charts.flags import Threshold
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.net_value_drawing import NetValueDrawing

DOT = 4.0


class NetValueChart(FlaggedChart[NetValue]):
    """What each threshold is worth; the present one as a flag, others that were found as marks."""

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
        if value is not None:
            drawing = self.by_score()
            for one in (*self.marks(), *self.standing()):
                at = drawing.y_of(value.worth(one))
                painter.setPen(QPen(look.color("surface"), 1.5))
                painter.setBrush(look.color("accent"))
                painter.drawEllipse(QPointF(drawing.x_of(one.value), at), DOT, DOT)
        super().paint_over(painter)

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

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(150))
