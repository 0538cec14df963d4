"""One lead's score over the days as a widget: a step for each change, named when it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize

from models.evaluation.figures import count
from models.evaluation.replay_words import moved_words
from models.leads.wording import day_words
from widgets import theme
from widgets.charts.day_chart import DayChart
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.score_path_value import ScorePathValue

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.score_path_drawing import ScorePathDrawing


class ScorePath(DayChart[ScorePathValue]):
    """The days that can be chosen are those on which something moved."""

    title = "One lead over time"

    def present(self, value: ScorePathValue | None) -> None:
        """Show a lead's path; never emits."""
        self._steps = () if value is None else value.steps
        self.show_value(value)
        self.legend_changed.emit()
        self.place = len(self._steps) - 1 if self._steps else None
        self._name()

    def new_drawing(self, figure: Figure, look: theme.Theme) -> ScorePathDrawing:
        from widgets.charts.score_path_drawing import ScorePathDrawing  # lazy: Matplotlib

        return ScorePathDrawing(figure, look)

    def places(self) -> Any:
        if self.value is None:
            return ()
        return self.value.path.days[list(self._steps)]

    def place_words(self, place: int) -> str:
        if self.value is None:
            return ""
        path, here = self.value.path, self._steps[place]
        now = count(int(path.scores[here]))
        day = day_words(path.day(here))
        if here == 0:
            return f"{day}: begins with {now}. {moved_words(path, here)}"
        before = count(int(path.scores[here - 1]))
        score = f"stays {now}" if before == now else f"{before} to {now}"
        return f"{day}: {score}. {moved_words(path, here)}"

    def table(self) -> Table:
        table: Table = [["Day", "Score", "What moved it"]]
        if self.value is not None:
            path = self.value.path
            for here in self._steps:
                day, score = path.day(here).isoformat(), int(path.scores[here])
                table.append([day, score, moved_words(path, here)])
        return table

    def sentence(self) -> str:
        if self.value is None or not self._steps:
            return ""
        first, last = self.place_words(0), self.place_words(len(self._steps) - 1)
        return f"{len(self._steps)} days with a step. {first}; {last}."

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        entries = [
            LegendEntry("line", "text", "score"),
            LegendEntry("line", "accent", f"MQL {count(self.value.mql)}"),
        ]
        if self.value.shows_conversion:
            entries.append(LegendEntry("line", "converted", "converted"))
        return tuple(entries)

    def hint_at(self, x: float, y: float) -> str:
        drawing = self._plot()
        if self.value is None or not self._steps or not drawing.plot.contains(x, y):
            return ""
        gaps = [abs(drawing.x_of(float(day)) - x) for day in self.places()]
        return self.place_words(gaps.index(min(gaps)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(110))
