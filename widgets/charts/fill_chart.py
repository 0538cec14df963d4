"""How much of a field is filled, by the month in which leads were created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from models.evaluation.figures import count
from models.evaluation.quality.words import percent
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.fill_value import FillByMonth
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.fill_drawing import FillDrawing


class FillChart(ChartCanvas[FillByMonth]):
    """A bar for each month, from nothing to all leads of it."""

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
        )

    def hint_at(self, x: float, y: float) -> str:
        if self.value is None or not self.value.parts:
            return ""
        from widgets.charts.fill_drawing import LEFT, RIGHT  # lazy: brings Matplotlib

        room = max(self.width() / self.unit() - LEFT - RIGHT, 1.0)
        place = int((x - LEFT) / room * len(self.value.parts))
        if not 0 <= place < len(self.value.parts):
            return ""
        part = self.value.parts[place]
        return (
            f"{self.value.names[place]}: {count(part.filled)} of {count(part.leads)} filled, "
            f"{percent(part.share)}"
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(110))
