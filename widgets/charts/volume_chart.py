"""Leads by threshold as a widget: how many it would hand over, and how many of them convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter

from widgets import theme
from widgets.charts.by_threshold_value import Volume, volume_legend, volume_table, volume_words
from widgets.charts.canvas import ChartCanvas
from widgets.charts.flags import CASING, paint_ghost
from widgets.charts.labels import LegendEntry, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.volume_drawing import VolumeDrawing


class VolumeChart(ChartCanvas[Volume]):
    """A bar for each threshold; the present one and those found are lines over the bars."""

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
        if self.value is None or not self._volume().plot.contains(QPointF(x, y)):
            return ""
        return volume_words(self.value, self._volume().score_at(x))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(120))
