"""What a result hangs on: how far each rule and each threshold moves it, the widest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.tornado_value import (
    BELOW,
    LEAST_ROW,
    ROW,
    Tornado,
    TornadoRow,
    row_words,
    said,
    tornado_table,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.tornado_drawing import TornadoDrawing

__all__ = ["Tornado", "TornadoChart", "TornadoRow"]

SHOWN = 12
"""Rows that the chart asks room for."""


class TornadoChart(ChoosableChart[Tornado]):
    """Bars to both sides of the result as it is; what lessens it is hatched.

    `row_asked(place)`: the leads that a row is about are wanted.
    """

    upright = False

    title = "What the result hangs on"
    nothing = "No rule and no threshold moves the result alone."

    def present(self, value: Tornado | None) -> None:
        """Show another result; never emits."""
        self.show_value(value if value is not None and value.rows else None)
        self.updateGeometry()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> TornadoDrawing:
        from widgets.charts.tornado_drawing import TornadoDrawing  # lazy: brings Matplotlib

        return TornadoDrawing(figure, look)

    def table(self) -> Table:
        return tornado_table(self.value)

    def sentence(self) -> str:
        if self.value is None:
            return ""
        told = [f"{row.label}: {said(row)}" for row in self.value.rows[:3]]
        return f"{self.value.words} now. Moved most by {'; '.join(told)}."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        found = [LegendEntry("hatched", "neg", "less"), LegendEntry("solid", "accent", "more")]
        if self.value.before is not None:
            found.append(LegendEntry("dashed", "ghost", self.value.before_name))
        if any(row.chosen is not None for row in self.value.rows):
            found.append(LegendEntry("line", "accent", "share that is chosen"))
        return tuple(found)

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing

    def _tornado(self) -> TornadoDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, TornadoDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self._tornado().rows))

    def bar_at(self, _x: float, y: float) -> int | None:
        return self._tornado().place_at(y)

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else self.value.rows[place].label

    def bar_words(self, place: int) -> str:
        return "" if self.value is None else row_words(self.value, place)

    def bar_ends(self, place: int) -> tuple[float, float]:
        return self._tornado().ends_of(place)

    def plot_box(self) -> QRectF:
        return self._tornado().room

    def sizeHint(self) -> QSize:
        rows = 4 if self.value is None else min(SHOWN, len(self.value.rows))
        return QSize(theme.px(420), theme.px(ROW * rows + BELOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(LEAST_ROW * 4 + BELOW))
