"""Leads by threshold as a widget: how many it would hand over, and how many of them convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from widgets import theme
from widgets.charts.by_threshold_value import Volume, volume_legend, volume_table, volume_words
from widgets.charts.choosable import ChoosableChart
from widgets.charts.flags import CASING, paint_ghost
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.volume_drawing import VolumeDrawing


class VolumeChart(ChoosableChart[Volume]):
    """A bar for each threshold; the present one and those found are lines over the bars.

    `row_asked(place)`: the leads from the threshold at this place up are wanted.
    """

    title = "Leads a week by threshold"

    def present(self, value: Volume | None, *, live: bool = False) -> None:
        """Show volumes; never emits."""
        self.show_value(value, live)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> VolumeDrawing:
        from widgets.charts.volume_drawing import VolumeDrawing  # lazy: brings Matplotlib

        return VolumeDrawing(figure, look)

    def _volume(self) -> VolumeDrawing:
        drawing = self.drawing()
        if TYPE_CHECKING:
            assert isinstance(drawing, VolumeDrawing)
        return drawing

    def paint_under(self, painter: QPainter) -> None:
        value, look = self.value, theme.current()
        if value is None:
            return
        drawing = self._volume()
        top, bottom = drawing.plot.top(), drawing.plot.bottom()
        if value.saved is not None and value.saved != value.now.value:
            paint_ghost(painter, drawing.x_of(value.saved), top, bottom)
        # The bars at these thresholds are what matters most: a casing must not cover them.
        casing = min(CASING, (drawing.x_of(1) - drawing.x_of(0)) / 8)
        for one, width, token in (
            *((mark, 1.25, "flag") for mark in value.marks),
            (value.now, 2.0, "accent"),
        ):
            x = drawing.x_of(one.value)
            for half, tone in ((width / 2 + casing, "surface"), (width / 2, token)):
                painter.fillRect(QRectF(x - half, top, 2 * half, bottom - top), look.color(tone))

    def table(self) -> Table:
        return [[]] if self.value is None else volume_table(self.value)

    def sentence(self) -> str:
        return "" if self.value is None else f"{volume_words(self.value, self.value.now.value)}."

    def legend(self) -> tuple[LegendEntry, ...]:
        return volume_legend(self.value)

    def hint_at(self, x: float, y: float) -> str:
        place = None if self.value is None else self.bar_at(x, y)
        return "" if place is None else self.bar_words(place)

    # Choosing

    def bars(self) -> range:
        value = self.value
        if value is None:
            return range(0)
        first = int(np.searchsorted(value.scores, value.ends[0]))
        return range(first, int(np.searchsorted(value.scores, value.ends[1], side="right")))

    def bar_at(self, x: float, y: float) -> int | None:
        value, drawing = self.value, self._volume()
        if value is None or not drawing.plot.contains(QPointF(x, y)):
            return None
        return value.place(drawing.score_at(x) + 0.5)  # a bar stands around its score

    def bar_name(self, place: int) -> str:
        value = self.value
        return "" if value is None else f"{value.now.name} from {int(value.scores[place])}"

    def bar_words(self, place: int) -> str:
        value = self.value
        return "" if value is None else volume_words(value, int(value.scores[place]))

    def bar_ends(self, place: int) -> tuple[float, float]:
        value, drawing = self.value, self._volume()
        if value is None:
            return 0.0, 0.0
        scores = value.scores
        after = scores[place + 1] if place + 1 < len(scores) else scores[place] + 1
        ends = drawing.x_of(float(scores[place]) - 0.5), drawing.x_of(float(after) - 0.5)
        return max(ends[0], drawing.plot.left()), min(ends[1], drawing.plot.right())

    def plot_box(self) -> QRectF:
        return self._volume().plot

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(120))
