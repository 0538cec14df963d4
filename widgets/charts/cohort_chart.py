"""Leads by the month they were created as a widget: converted so far, expected still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from models.evaluation.figures import count
from models.evaluation.guard.cohorts import Cohorts
from models.evaluation.guard.sentence import cohort_label, cohort_words, cohorts_sentence
from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.labels import Cell, LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.cohort_drawing import CohortDrawing


class CohortChart(ChoosableChart[Cohorts]):
    """A bar for each month; those after the cut-off stand on grey.

    `row_asked(place)`: the leads of a cohort are wanted.
    """

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
        if value.chosen is not None:
            rows[0].append("Chosen")
            for row, number in zip(rows[1:], value.chosen, strict=True):
                row.append(number)
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
        entries.append(LegendEntry("outlined", "notconverted", "not converted"))
        if value.chosen is not None:
            entries.append(LegendEntry("hatched", "accent", "chosen"))
        return tuple(entries)

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.cohorts))

    def bar_at(self, x: float, y: float) -> int | None:
        return self.drawing_of_cohorts().place_at(x, y)

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else f"created in {cohort_label(self.value, place)}"

    def bar_words(self, place: int) -> str:
        if self.value is None:
            return ""
        words, chosen = cohort_words(self.value, place), self.value.chosen
        return words if chosen is None else f"{words}; {count(chosen[place])} chosen"

    def bar_ends(self, place: int) -> tuple[float, float]:
        return self.drawing_of_cohorts().ends_of(place)

    def plot_box(self) -> QRectF:
        return self.drawing_of_cohorts().plot

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
