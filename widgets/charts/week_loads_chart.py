"""The weeks at a threshold as a widget: how many leads came, and in which weeks it was too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from models.evaluation.figures import count, leads
from models.evaluation.guard.cohorts import day_of
from models.evaluation.thresholds.words import a_week
from models.leads.wording import day_words
from widgets import theme
from widgets.charts.by_threshold_value import CHOSEN, WeekLoads, ghost_legend
from widgets.charts.choosable import ChoosableChart
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.week_loads_drawing import WeekLoadsDrawing


class WeekLoadsChart(ChoosableChart[WeekLoads]):
    """A bar for each week; those above the line are more than sales can work.

    `row_asked(week)`: the leads of a week are wanted.
    """

    title = "Leads by week"
    nothing = "No day of creation is known, so there are no weeks to show."

    def present(self, value: WeekLoads | None, *, live: bool = False) -> None:
        """Show weeks; never emits."""
        self.show_value(value, live)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> WeekLoadsDrawing:
        from widgets.charts.week_loads_drawing import WeekLoadsDrawing  # lazy: brings Matplotlib

        return WeekLoadsDrawing(figure, look)

    def table(self) -> Table:
        rows: Table = [["Week of", "Leads", "Converted", "Not worked"]]
        value = self.value
        if value is None:
            return rows
        for week, (no, yes, unknown) in enumerate(value.counts.tolist()):
            every = no + yes + unknown
            beyond = 0.0 if value.per_week is None else max(0.0, every - value.per_week)
            day = day_words(day_of(value.first + 7 * week))
            rows.append([day, every, yes, round(beyond, 2)])
        if value.before is not None:
            rows[0].append(f"Leads, {value.before_name}")
            for row, number in zip(rows[1:], value.before.tolist(), strict=True):
                row.append(number)
        if value.chosen is not None:
            rows[0].append("Chosen")
            for row, number in zip(rows[1:], value.chosen.sum(axis=1).tolist(), strict=True):
                row.append(number)
        return rows

    def sentence(self) -> str:
        value = self.value
        if value is None:
            return ""
        every = value.counts.sum(axis=1)
        said = f"{leads(int(every.sum()))} in {len(every)} weeks at {count(value.threshold)}"
        if value.per_week is None:
            return f"{said}."
        over = int((every > value.per_week).sum())
        return f"{said}; in {over} more than the {a_week(value.per_week)} that sales can work."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        return (
            LegendEntry("solid", "converted", "convert"),
            LegendEntry("outlined", "notconverted", "do not, or open"),
            *ghost_legend(self.value.before, self.value.before_name),
            *CHOSEN[: self.value.chosen is not None],
        )

    def hint_at(self, x: float, y: float) -> str:
        week = None if self.value is None else self.bar_at(x, y)
        return "" if week is None else self.bar_words(week)

    def _weeks(self) -> WeekLoadsDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, WeekLoadsDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.counts))

    def bar_at(self, x: float, _y: float) -> int | None:
        return self._weeks().week_at(x)

    def bar_name(self, place: int) -> str:
        value = self.value
        return "" if value is None else f"the week of {day_words(day_of(value.first + 7 * place))}"

    def bar_words(self, place: int) -> str:
        if self.value is None:
            return ""
        no, yes, unknown = self.value.counts[place].tolist()
        day = day_words(day_of(self.value.first + 7 * place))
        words = f"Week of {day}: {leads(no + yes + unknown)}, {count(yes)} converted"
        if self.value.before is not None:
            words += f"; {self.value.before_name}: {count(int(self.value.before[place]))}"
        if self.value.chosen is not None:
            words += f"; {count(int(self.value.chosen[place].sum()))} of them chosen"
        return words

    def bar_ends(self, place: int) -> tuple[float, float]:
        plot = self.plot_box()
        width = plot.width() / max(len(self.bars()), 1)
        return plot.left() + place * width, plot.left() + (place + 1) * width

    def plot_box(self) -> QRectF:
        return self._weeks().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(130))
