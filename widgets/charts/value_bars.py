"""Leads by the values of a field, and how many of them converted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from models.evaluation.figures import leads, rate_of
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.value_rows import ENDS, LEAST_ROW, ROW, ValueRow

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.value_bars_drawing import ValueBarsDrawing

__all__ = ["ValueBars", "ValueRow"]


class ValueBars(ChartCanvas[tuple[ValueRow, ...]]):
    """A bar for each value: the leads pale, those of them that converted solid."""

    title = "Leads by value"

    def present(self, rows: Sequence[ValueRow]) -> None:
        """Show rows in their order; never emits."""
        self.show_value(tuple(rows) or None)
        self.updateGeometry()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> ValueBarsDrawing:
        from widgets.charts.value_bars_drawing import ValueBarsDrawing  # lazy: brings Matplotlib

        return ValueBarsDrawing(figure, look)

    def table(self) -> Table:
        rows: Table = [["Value", "Leads", "Converted", "Not converted"]]
        for row in self.value or ():
            tally = row.tally
            rows.append([row.label, tally.leads, tally.converted, tally.not_converted])
        return rows

    def sentence(self) -> str:
        if not self.value:
            return ""
        fullest = max(self.value, key=lambda row: row.tally.leads)
        return f"{len(self.value)} values; most leads have {fullest.label}, {_said(fullest)}."

    def legend(self) -> tuple[LegendEntry, ...]:
        if not self.value:
            return ()
        if not any(row.tally.known for row in self.value):
            return (LegendEntry("outlined", "notconverted", "leads"),)
        return (
            LegendEntry("solid", "converted", "converted"),
            LegendEntry("outlined", "notconverted", "leads"),
        )

    def hint_at(self, x: float, y: float) -> str:
        if not self.value:
            return ""
        height = (self.height() / self.unit() - ENDS) / len(self.value)
        place = int((y - ENDS / 2) // max(height, 1))
        if not 0 <= place < len(self.value):
            return ""
        row = self.value[place]
        return f"{row.label}: {_said(row)}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(ROW * len(self.value or "xxxx") + ENDS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(LEAST_ROW * len(self.value or "xxxx") + ENDS))


def _said(row: ValueRow) -> str:
    words = leads(row.tally.leads)
    return f"{words}, {rate_of(row.tally)}" if row.tally.known else words
