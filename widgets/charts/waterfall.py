"""The way of one lead's score as bars, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from models.evaluation.figures import change, count
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import Cell, Table
from widgets.charts.way import BELOW, LEAST_ROW, ROW, Way, WayKind, WayStep, way_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.waterfall_drawing import WaterfallDrawing

__all__ = ["WaterfallChart", "Way", "WayKind", "WayStep", "way_of"]


class WaterfallChart(ChartCanvas[Way]):
    """Bars under each other: what each step adds or takes, and where the score ends."""

    title = "The way of the score"

    def present(self, way: Way | None) -> None:
        """Show the way of a score; never emits."""
        self.show_value(way)
        self.updateGeometry()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> WaterfallDrawing:
        from widgets.charts.waterfall_drawing import WaterfallDrawing  # lazy: brings Matplotlib

        return WaterfallDrawing(figure, look)

    def table(self) -> Table:
        rows: Table = [["Step", "Points", "Sum"]]
        for step in self.value.steps if self.value is not None else ():
            points: Cell = "" if step.kind is WayKind.SCORE else step.points
            rows.append([step.label, points, step.after])
        return rows

    def sentence(self) -> str:
        if self.value is None:
            return ""
        return ", ".join(f"{step.label} {step.figure}" for step in self.value.steps) + "."

    def hint_at(self, x: float, y: float) -> str:
        if self.value is None or not self.value.steps:
            return ""
        rows = len(self.value.steps)
        row = int(y // max((self.height() / self.unit() - BELOW) / rows, 1))
        if row >= rows:
            return ""
        step = self.value.steps[row]
        if step.kind is WayKind.SCORE:
            return f"Score {count(step.after)}"
        return f"{step.label}: {change(step.points)}, {count(step.after)} in all"

    def _rows(self) -> int:
        return len(self.value.steps) if self.value is not None else 4

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(ROW * self._rows() + BELOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(LEAST_ROW * self._rows() + BELOW))
