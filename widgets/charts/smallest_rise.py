"""What tests of more and more weeks could show, as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize

from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.smallest_rise_value import (
    SmallestRise,
    smallest_rise_sentence,
    smallest_rise_table,
    smallest_rise_words,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.smallest_rise_drawing import SmallestRiseDrawing


class SmallestRiseChart(ChartCanvas[SmallestRise]):
    """A curve that falls with the weeks, the planned weeks, and the rise worth having."""

    title = "Smallest rise that can be shown, by weeks"
    nothing = (
        "Once it is known how many convert today and how many leads come in a week, this shows "
        "what a test of so many weeks can find."
    )

    def present(self, value: SmallestRise | None, *, live: bool = False) -> None:
        """Show a curve; never emits."""
        self.show_value(value, live)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> SmallestRiseDrawing:
        from widgets.charts.smallest_rise_drawing import (  # lazy: brings Matplotlib
            SmallestRiseDrawing,
        )

        return SmallestRiseDrawing(figure, look)

    def table(self) -> Table:
        return [[]] if self.value is None else smallest_rise_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else smallest_rise_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("line", "accent", "smallest rise, points"),
            LegendEntry("dashed", "text", "worth having"),
        )

    def hint_at(self, x: float, y: float) -> str:
        if self.value is None:
            return ""
        from widgets.charts.smallest_rise_drawing import (  # lazy: brings Matplotlib
            SmallestRiseDrawing,
        )

        drawing = self.drawing()
        if not isinstance(drawing, SmallestRiseDrawing):
            return ""
        if not drawing.plot.contains(QPointF(x, y)):
            return ""
        return smallest_rise_words(self.value, drawing.weeks_at(x))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(130))
