"""How much of a field is filled, by the month in which leads were created."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal

from models.evaluation.figures import count
from models.evaluation.quality.words import percent
from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.fill_value import FillByMonth
from widgets.charts.labels import LegendEntry, Table
from widgets.taking.taking import Offer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.fill_drawing import FillDrawing


class FillChart(ChoosableChart[FillByMonth]):
    """A bar for each month, from nothing to all leads of it.

    `row_asked(place)`: the leads of a month are wanted; `part_asked(place, filled)`: those of them
    that have a value, or that have none.
    """

    part_asked = Signal(int, object)

    title = "Filled by month"

    def present(self, value: FillByMonth | None) -> None:
        """Show a field; never emits."""
        self.show_value(value)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> FillDrawing:
        from widgets.charts.fill_drawing import FillDrawing  # lazy: brings Matplotlib

        return FillDrawing(figure, look)

    def table(self) -> Table:
        rows: Table = [["Created", "Leads", "Filled", "Share"]]
        if self.value is not None:
            for name, part in zip(self.value.names, self.value.parts, strict=True):
                rows.append([name, part.leads, part.filled, percent(part.share)])
            if self.value.chosen is not None:
                rows[0].append("Chosen")
                for row, number in zip(rows[1:], self.value.chosen, strict=True):
                    row.append(number)
        return rows

    def sentence(self) -> str:
        if self.value is None or not self.value.parts:
            return ""
        first, last = self.value.parts[0], self.value.parts[-1]
        names = self.value.names
        return (
            f"{percent(first.share)} filled of the leads created in {names[0]}, "
            f"{percent(last.share)} of those of {names[-1]}."
        )

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("solid", "axis", "filled"),
            LegendEntry("outlined", "sunken", "blank"),
            *(LegendEntry("hatched", "accent", "chosen"),)[: self.value.chosen is not None],
        )

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing

    def offers(self) -> Sequence[Offer]:
        """Also the leads of the marked month that have a value, and those that have none."""
        value, place = self.value, self.marked
        offers = list(super().offers())
        if value is None or place is None:
            return offers
        part = value.parts[place]
        lines: list[Offer] = [
            (
                f"Choose the {count(number)} of them that {words}",
                partial(self.part_asked.emit, place, filled),
            )
            for number, words, filled in (
                (part.filled, "have a value", True),
                (part.leads - part.filled, "are blank", False),
            )
            if number
        ]
        return [*offers[:1], *lines, *offers[1:]]

    def _fill(self) -> FillDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, FillDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.parts))

    def bar_at(self, x: float, y: float) -> int | None:
        return self._fill().place_at(x, y) if len(self.bars()) else None

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else f"created in {self.value.names[place]}"

    def bar_words(self, place: int) -> str:
        if self.value is None:
            return ""
        part, chosen = self.value.parts[place], self.value.chosen
        more = "" if chosen is None else f"; {count(chosen[place])} chosen"
        return (
            f"{self.value.names[place]}: {count(part.filled)} of {count(part.leads)} filled, "
            f"{percent(part.share)}{more}"
        )

    def bar_ends(self, place: int) -> tuple[float, float]:
        return self._fill().ends_of(place)

    def plot_box(self) -> QRectF:
        return self._fill().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(110))
