"""Models from few rules to many as a widget: each a point that can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from models.evaluation.figures import percent
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.labels import Cell, LegendEntry, Table
from widgets.charts.path_value import KEEPS, PathPoint, PathValue, point_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.path_drawing import PathDrawing

__all__ = ["PathChart", "PathPoint", "PathValue"]

DOT, RING = 2.5, 6.5


class PathChart(ChartCanvas[PathValue]):
    """`picked(place)`: a person chose another model, by a click or with the arrow keys."""

    title = "Ranking by number of lines"

    picked = Signal(int)

    def present(self, value: PathValue | None) -> None:
        """Show models; never emits."""
        self.show_value(value if value is not None and value.points else None)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> PathDrawing:
        from widgets.charts.path_drawing import PathDrawing  # lazy: brings Matplotlib

        return PathDrawing(figure, look)

    def by_size(self) -> PathDrawing:
        """The drawing, by its own type."""
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, PathDrawing)
        return drawing

    def paint_over(self, painter: QPainter) -> None:
        """The ring around the model that is chosen, which moves without a new drawing."""
        value, look = self.value, theme.current()
        if value is None or value.chosen is None or not value.chosen < len(value.points):
            return
        point = value.points[value.chosen]
        at = QPointF(self.by_size().x_of(point.size), self.by_size().y_of(point.value))
        painter.setPen(QPen(look.color("accent"), 2))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(at, RING, RING)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(at, DOT, DOT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the model under the pointer."""
        if self.value is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = self.by_size().place_at(event.position().x() / self.unit())
        if place is not None:
            self._pick(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose the next model, Home and End the first and the last."""
        value = self.value
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if value is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif event.key() in steps and value.chosen is not None:
            self._pick(value.chosen + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self._pick(0)
        elif event.key() == Qt.Key.Key_End:
            self._pick(len(value.points) - 1)
        else:
            super().keyPressEvent(event)

    def _pick(self, place: int) -> None:
        value = self.value
        if value is None or value.chosen is None:
            return
        if 0 <= place < len(value.points) and place != value.chosen:
            self.picked.emit(place)

    def table(self) -> Table:
        value = self.value
        if value is None:
            return [[]]
        table: Table = [["Lines", value.figure, "from", "to", "MQLs that change"]]
        for point in value.points:
            if not point.tested:
                table.append([point.size, value.shown(point.value), "not tested yet", "", ""])
                continue
            moved: Cell = "" if point.moved is None else percent(point.moved, 1)
            shown = [value.shown(one) for one in (point.value, point.low, point.high)]
            table.append([point.size, *shown, moved])
        return table

    def sentence(self) -> str:
        if self.value is None:
            return ""
        told = []
        if self.value.suggested is not None:
            told.append(f"{point_words(self.value, self.value.suggested)}.")
        elif self.value.points:
            told.append(f"So far: {point_words(self.value, len(self.value.points) - 1)}.")
        if self.value.today is not None:
            size, figure = self.value.today
            told.append(f"Today: {size} lines, {self.value.shown(figure)}.")
        return " ".join(told)

    def legend(self) -> tuple[LegendEntry, ...]:
        if self.value is None:
            return ()
        entries = []
        if self.value.tested:
            entries.append(LegendEntry("line", "accent", self.value.bars))
            entries.append(LegendEntry("solid", "sel", "as good as the best"))
        if len(self.value.tested) < len(self.value.points):
            entries.append(LegendEntry("hollow", "accent", "not tested yet: flatters"))
        if self.value.keeps is not None:
            entries.append(LegendEntry("dotted", "text2", f"smallest that {KEEPS}"))
        if any(point.moved is not None for point in self.value.points):
            entries.append(LegendEntry("solid", "ghost", "MQLs that change"))
        return tuple(entries)

    def hint_at(self, x: float, _y: float) -> str:
        place = None if self.value is None else self.by_size().place_at(x)
        return "" if self.value is None or place is None else point_words(self.value, place)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(170))
