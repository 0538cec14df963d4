"""Conversion by score as a widget: a dot for each range of scores, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from models.evaluation.figures import leads, percent
from widgets import theme
from widgets.charts.choosable import ChoosableChart
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.score_rates_value import ScoreRatesValue, range_words, score_rates_table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.score_rates_drawing import ScoreRatesDrawing


class ScoreRates(ChoosableChart[ScoreRatesValue]):
    """A good score converts more with every range; dots with long bars rest on few leads."""

    title = "Conversion by score"

    def present(self, value: ScoreRatesValue | None) -> None:
        """Show ranges; never emits."""
        self.show_value(value if value is not None and value.rows else None)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> ScoreRatesDrawing:
        from widgets.charts.score_rates_drawing import ScoreRatesDrawing  # lazy: brings Matplotlib

        return ScoreRatesDrawing(figure, look)

    def table(self) -> Table:
        return score_rates_table(self.value)

    def sentence(self) -> str:
        if self.value is None:
            return ""
        told = [row for row in self.value.rows if row.rate is not None]
        if not told:
            return "No outcome is known."
        low, high = told[0], told[-1]
        return (
            f"From {percent(low.tally.rate)} at a score of {low.name} to "
            f"{percent(high.tally.rate)} at {high.name}; of all {percent(self.value.all_rate)}."
            + self._chosen_words()
        )

    def _chosen_words(self) -> str:
        some = None if self.value is None else self.value.chosen
        if some is None:
            return ""
        return f" {leads(sum(row.tally.known for row in some))} of them are chosen."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        found = [
            LegendEntry("line", "accent", "rate, 95\u202f% interval"),
            LegendEntry("dotted", "axis", "all leads"),
        ]
        if self.value.before:
            found.append(LegendEntry("dashed", "ghost", self.value.before_name))
        if self.value.chosen is not None:
            found.append(LegendEntry("ring", "accent", "chosen"))
        return tuple(found)

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    def _rates(self) -> ScoreRatesDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, ScoreRatesDrawing)
        return drawing

    def bars(self) -> range:
        return range(0 if self.value is None else len(self.value.rows))

    def bar_at(self, x: float, y: float) -> int | None:
        return self._rates().place_at(x, y)

    def bar_name(self, place: int) -> str:
        return "" if self.value is None else f"score {self.value.rows[place].name}"

    def bar_words(self, place: int) -> str:
        return "" if self.value is None else range_words(self.value, place)

    def bar_ends(self, place: int) -> tuple[float, float]:
        plot = self.plot_box()
        width = plot.width() / max(len(self.bars()), 1)
        return plot.left() + place * width, plot.left() + (place + 1) * width

    def plot_box(self) -> QRectF:
        return self._rates().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(140))
