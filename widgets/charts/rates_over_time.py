"""Conversion by band over time as a widget."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal

from models.evaluation.figures import percent
from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.labels import Cell, LegendEntry, Table
from widgets.charts.rates_over_time_value import RatesOverTimeValue, period_words, place_words
from widgets.taking.taking import Offer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.rates_over_time_drawing import RatesOverTimeDrawing


class RatesOverTime(ChoosableChart[RatesOverTimeValue]):
    """A line for each band with the interval of each period; hollow where few converted.

    `row_asked(place)`: the leads of a period are wanted; `band_asked(place, band)`: of one band.
    """

    band_asked = Signal(int, int)

    title = "Conversion by band over time"
    nothing = "No lead with a day of creation has a known outcome."

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
        if self.value.chosen is not None:
            table[0] += ["Chosen", "Chosen converted"]
            for row, point in zip(table[1:], self.value.chosen, strict=True):
                row += [point.tally.known, point.tally.converted]
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
            *(LegendEntry("ring", "accent", "chosen"),)[: self.value.chosen is not None],
        )

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing

    def offers(self) -> Sequence[Offer]:
        """Also the leads of each band of the marked period."""
        value, place = self.value, self.marked
        offers = list(super().offers())
        if value is None or place is None:
            return offers
        period = value.times.periods[place]
        lines: list[Offer] = [
            (
                f"Choose the leads of {name}, {self.bar_name(place)}",
                partial(self.band_asked.emit, place, band),
            )
            for band, name in reversed(list(enumerate(value.times.bands)))
            if period.bands[band].tally.known
        ]
        return [*offers[:1], *lines, *offers[1:]]

    def _rates(self) -> RatesOverTimeDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, RatesOverTimeDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.times.periods))

    def bar_at(self, x: float, _y: float) -> int | None:
        return self._rates().place_at(x)

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else f"created {self.value.times.periods[place].name}"

    def bar_words(self, place: int) -> str:
        return "" if self.value is None else place_words(self.value, place)

    def bar_ends(self, place: int) -> tuple[float, float]:
        plot = self.plot_box()
        width = plot.width() / max(len(self.bars()), 1)
        return plot.left() + place * width, plot.left() + (place + 1) * width

    def plot_box(self) -> QRectF:
        return self._rates().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(140))
