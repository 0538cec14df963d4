"""What a result hangs on: how far each rule and each threshold moves it, the widest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.tornado_value import BELOW, LEAST_ROW, ROW, Tornado, TornadoRow, fitting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.tornado_drawing import TornadoDrawing

__all__ = ["Tornado", "TornadoChart", "TornadoRow"]

SHOWN = 12
"""Rows that the chart asks room for."""


class TornadoChart(ChartCanvas[Tornado]):
    """Bars to both sides of the result as it is; what lessens it is hatched."""

    title = "What the result hangs on"

    def present(self, value: Tornado | None) -> None:
        """Show another result; never emits."""
        self.show_value(value if value is not None and value.rows else None)
        self.updateGeometry()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> TornadoDrawing:
        from widgets.charts.tornado_drawing import TornadoDrawing  # lazy: brings Matplotlib

        return TornadoDrawing(figure, look)

    def table(self) -> Table:
        if self.value is None:
            return [["Moved", "Least", "by", "Most", "by"]]
        rows: Table = [["Moved", f"Least {self.value.result}", "by", "Most", "by"]]
        rows += [[row.label, row.low, row.less, row.high, row.more] for row in self.value.rows]
        return rows

    def sentence(self) -> str:
        if self.value is None:
            return ""
        told = [f"{row.label}: {_said(row)}" for row in self.value.rows[:3]]
        return f"{self.value.words} now. Moved most by {'; '.join(told)}."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("hatched", "neg", "less"),
            LegendEntry("solid", "accent", "more"),
        )

    def hint_at(self, x: float, y: float) -> str:
        if self.value is None:
            return ""
        height = self.height() / self.unit()
        shown = fitting(len(self.value.rows), height)
        place = int(y // max((height - BELOW) / shown, 1))
        if not 0 <= place < shown:
            return ""
        row = self.value.rows[place]
        return f"{row.label}: {_said(row)}"

    def sizeHint(self) -> QSize:
        rows = 4 if self.value is None else min(SHOWN, len(self.value.rows))
        return QSize(theme.px(420), theme.px(ROW * rows + BELOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(LEAST_ROW * 4 + BELOW))


def _said(row: TornadoRow) -> str:
    return " and ".join(words for words in (row.less, row.more) if words) or "no change"
