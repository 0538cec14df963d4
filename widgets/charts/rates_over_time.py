"""Conversion by band over time as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from models.evaluation.figures import percent
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import Cell, LegendEntry, Table
from widgets.charts.rates_over_time_value import RatesOverTimeValue, period_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.rates_over_time_drawing import RatesOverTimeDrawing


class RatesOverTime(ChartCanvas[RatesOverTimeValue]):
    """A line for each band with the interval of each period; hollow where few converted."""

    title = "Conversion by band over time"

    def present(self, value: RatesOverTimeValue | None) -> None:
        """Show periods; never emits."""
        self.show_value(value if value is not None and value.times.periods else None)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> RatesOverTimeDrawing:
        from widgets.charts.rates_over_time_drawing import (  # lazy: brings Matplotlib
            RatesOverTimeDrawing,
        )

        return RatesOverTimeDrawing(figure, look)

    def table(self) -> Table:
        if self.value is None:
            return [[]]
        times = self.value.times
        heads = [
            f"{name} {what}"
            for name in reversed(times.bands)
            for what in ("leads", "converted", "rate")
        ]
        table: Table = [["Created", "Leads", "Converted", "Rate", *heads]]
        for period in times.periods:
            row: list[Cell] = [period.name]
            for point in (period.all, *reversed(period.bands)):
                tally = point.tally
                row += [tally.known, tally.converted, percent(tally.rate)]
            table.append(row)
        return table

    def sentence(self) -> str:
        if self.value is None:
            return ""
        times = self.value.times
        ends = dict.fromkeys((times.periods[0], times.periods[-1]))
        return " ".join(f"{period_words(times, period)}." for period in ends)

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("line", "text", "95\u202f% interval"),
            LegendEntry("hollow", "text3", "30 or fewer converted"),
        )

    def hint_at(self, x: float, _y: float) -> str:
        if self.value is None:
            return ""
        from widgets.charts.rates_over_time_drawing import (  # lazy: brings Matplotlib
            RatesOverTimeDrawing,
        )

        drawing = self.drawing()
        assert isinstance(drawing, RatesOverTimeDrawing)
        place = drawing.place_at(x)
        if place is None:
            return ""
        return period_words(self.value.times, self.value.times.periods[place])

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(140))
