"""Leads by band over the days as a widget."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.evaluation.figures import count, leads, percent
from models.evaluation.replay import Replay
from models.leads.wording import day_words
from widgets import theme
from widgets.charts.by_threshold_value import CHOSEN
from widgets.charts.day_chart import DayChart
from widgets.charts.labels import Cell, LegendEntry, Table
from widgets.taking.taking import Offer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.band_history_drawing import BandHistoryDrawing


class BandHistory(DayChart[Replay]):
    """The bands above the lowest stacked over the days, the MQL threshold as a line.

    `bands_asked(place, first, end)`: the leads of these bands on a day are wanted.
    """

    bands_asked = Signal(int, int, int)

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
        day = day_words(value.day(place))
        return f"{day}: {leads(sum(by_band))}, MQL {count(mql)}{rate}; {bands}" + _chosen(
            value, place
        )

    def table(self) -> Table:
        value = self.value
        if value is None:
            return [[]]
        names = [band.name for band in value.model.bands][::-1]
        table: Table = [["Day", "Leads", "MQL", "MQL converted", "MQL not converted", *names]]
        part = value.part
        if part is not None:
            table[0] += ["Chosen", *(f"{name}, chosen" for name in names)]
        for place, counts in enumerate(value.counts):
            no, yes, unknown = value.mql[place].tolist()
            by_band = counts.sum(axis=1).tolist()
            row: list[Cell] = [
                value.day(place).isoformat(),
                sum(by_band),
                no + yes + unknown,
                yes,
                no,
            ]
            row += by_band[::-1]
            if part is not None:
                some = part[place].sum(axis=1).tolist()
                row += [sum(some), *some[::-1]]
            table.append(row)
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
            *CHOSEN[: value.part is not None],
        )

    def hint_at(self, x: float, y: float) -> str:
        value, drawing = self.value, self._plot()
        if value is None or not drawing.plot.contains(x, y):
            return ""
        gaps = [abs(drawing.x_of(float(day)) - x) for day in value.days]
        return self.place_words(gaps.index(min(gaps)))

    # Choosing leads

    def offers(self) -> Sequence[Offer]:
        """The MQLs of the day, and each of its bands."""
        value, place = self.value, self.place
        if value is None or place is None:
            return ()
        bands = len(value.model.bands)
        parts = [(value.model.mql_band, bands)]
        parts += [(band, band + 1) for band in reversed(range(bands))]
        day = day_words(value.day(place))
        return [
            (
                f"Choose the leads of {band_words(value, first, end)} on {day}",
                partial(self.bands_asked.emit, place, first, end),
            )
            for first, end in parts
            if value.counts[place][first:end].any()
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        value, place = self.value, self.place
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and value is not None and place is not None and not self.table_is_shown():
            self.bands_asked.emit(place, value.model.mql_band, len(value.model.bands))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(140))


def _chosen(value: Replay, place: int) -> str:
    """How many of the leads of a day are chosen, in all and by band."""
    if value.part is None:
        return ""
    some = value.part[place].sum(axis=1).tolist()
    told = zip(value.model.bands, some, strict=True)
    bands = ", ".join(f"{band.name} {count(number)}" for band, number in list(told)[::-1] if number)
    return f"; {count(sum(some))} chosen" + (f": {bands}" if bands else "")


def band_words(value: Replay, first: int, end: int) -> str:
    """Bands by name: all MQLs, or one band."""
    bands = value.model.bands
    if end == len(bands) and first == value.model.mql_band:
        return f"MQL ({bands[first].name} and above)" if end - first > 1 else "MQL"
    return f"band {bands[first].name}"
