"""Leads by the month they were created as a widget: converted so far, expected still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from models.evaluation.guard.cohorts import Cohorts
from models.evaluation.guard.sentence import cohort_label, cohort_words, cohorts_sentence
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import Cell, LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.cohort_drawing import CohortDrawing


class CohortChart(ChartCanvas[Cohorts]):
    """A bar for each month; those after the cut-off stand on grey."""

    title = "Leads by month of creation"

    def present(self, value: Cohorts | None) -> None:
        """Show cohorts; never emits."""
        self.show_value(value)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> CohortDrawing:
        from widgets.charts.cohort_drawing import CohortDrawing  # lazy: brings Matplotlib

        return CohortDrawing(figure, look)

    def table(self) -> Table:
        value = self.value
        if value is None:
            return [[]]
        foretold = any(one.coming is not None for one in value.cohorts)
        header: list[Cell] = ["Created", "Leads", "Converted so far"]
        rows: Table = [[*header, "Expected still to come", "Too young"] if foretold else header]
        for place, one in enumerate(value.cohorts):
            row: list[Cell] = [cohort_label(value, place), one.leads, one.converted]
            if foretold:
                row += [round(one.coming or 0.0, 1), "yes" if one.young else ""]
            rows.append(row)
        return rows

    def sentence(self) -> str:
        return "" if self.value is None else cohorts_sentence(self.value)

    def legend(self) -> tuple[LegendEntry, ...]:
        value = self.value
        if value is None:
            return ()
        entries = [LegendEntry("solid", "converted", "converted so far")]
        if any(one.coming is not None for one in value.cohorts):
            entries.append(LegendEntry("hatched", "converted", "expected still to come"))
        return (*entries, LegendEntry("outlined", "notconverted", "not converted"))

    def hint_at(self, x: float, y: float) -> str:
        value = self.value
        place = None if value is None else self.drawing_of_cohorts().place_at(x, y)
        return "" if value is None or place is None else cohort_words(value, place)

    def drawing_of_cohorts(self) -> CohortDrawing:
        """The drawing as it is on the screen."""
        from widgets.charts.cohort_drawing import CohortDrawing  # lazy: brings Matplotlib

        drawing = self.drawing()
        assert isinstance(drawing, CohortDrawing)
        return drawing

    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), theme.px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(150))
