"""Leads by band over the days as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from models.evaluation.figures import count, leads, percent
from models.evaluation.replay import Replay
from models.leads.wording import day_words
from widgets import theme
from widgets.charts.day_chart import DayChart
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.band_history_drawing import BandHistoryDrawing


class BandHistory(DayChart[Replay]):
    """The bands above the lowest stacked over the days, the MQL threshold as a line."""

    title = "Leads by band over time"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The tones of the bands are mixed for one theme.
        theme.observer().changed.connect(self.legend_changed)

    def present(self, value: Replay | None) -> None:
        """Show a replay; never emits."""
        before = self.value
        self.show_value(value)
        self.legend_changed.emit()
        if value is not None and (self.place is None or before is None or self._beyond(value)):
            self.place = len(value.days) - 1
        self._name()

    def _beyond(self, value: Replay) -> bool:
        return self.place is not None and self.place >= len(value.days)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> BandHistoryDrawing:
        from widgets.charts.band_history_drawing import BandHistoryDrawing  # lazy: Matplotlib

        return BandHistoryDrawing(figure, look)

    def places(self) -> Any:
        return () if self.value is None else self.value.days

    def place_words(self, place: int) -> str:
        value = self.value
        if value is None:
            return ""
        by_band = value.counts[place].sum(axis=1).tolist()
        names = [band.name for band in value.model.bands]
        bands = ", ".join(
            f"{name} {count(number)}"
            for name, number in list(zip(names, by_band, strict=True))[::-1]
        )
        no, yes, _ = value.mql[place].tolist()
        mql = int(value.mql[place].sum())
        rate = f", {percent(yes / (yes + no))} of them convert" if yes + no else ""
        return (
            f"{day_words(value.day(place))}: {leads(sum(by_band))}, MQL {count(mql)}{rate}; {bands}"
        )

    def table(self) -> Table:
        value = self.value
        if value is None:
            return [[]]
        names = [band.name for band in value.model.bands][::-1]
        table: Table = [["Day", "Leads", "MQL", "MQL converted", "MQL not converted", *names]]
        for place, counts in enumerate(value.counts):
            no, yes, unknown = value.mql[place].tolist()
            by_band = counts.sum(axis=1).tolist()
            row = [value.day(place).isoformat(), sum(by_band), no + yes + unknown, yes, no]
            table.append([*row, *by_band[::-1]])
        return table

    def sentence(self) -> str:
        value = self.value
        if value is None:
            return ""
        return f"{self.place_words(0)}. {self.place_words(len(value.days) - 1)}."

    def legend(self) -> tuple[LegendEntry, ...]:
        value = self.value
        if value is None:
            return ()
        bands = value.model.bands
        look = theme.current()
        entries = [
            LegendEntry("solid", look.band_tone(rank, len(bands)), band.name)
            for rank, band in enumerate(reversed(bands[1:]))
        ]
        return (
            *entries,
            LegendEntry("line", "accent", "MQL"),
            LegendEntry("line", "converted", "MQL that convert"),
        )

    def hint_at(self, x: float, y: float) -> str:
        value, drawing = self.value, self._plot()
        if value is None or not drawing.plot.contains(x, y):
            return ""
        gaps = [abs(drawing.x_of(float(day)) - x) for day in value.days]
        return self.place_words(gaps.index(min(gaps)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(140))
