"""The marks of leads by value: one bar a row, its converted part solid."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from models.evaluation.figures import count, percent, too_few
from widgets.charts.drawing import Drawing, plain_axes
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.value_rows import ENDS, ValueRow
from widgets.theme import Theme

THICK = 0.6
Rows = tuple[ValueRow, ...]


class ValueBarsDrawing(Drawing[Rows]):
    """Everything stands still: a field is chosen, not dragged."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_xticks([])
        self.axes.set_yticks([])
        self.axes.spines["left"].set(visible=True, color=look.axis, linewidth=1)
        self.rows: Rows = ()
        self._marks: list[Artist] = []
        self._left = self._right = 80.0

    def show(self, value: Rows, live: bool) -> bool:
        self.rows = value
        widest = max((text_width(row.label, 12) for row in value), default=0.0)
        self._left = min(widest, 0.36 * self.width) + 12
        self._right = max((text_width(words, 12) for words in map(_figures, value)), default=0) + 10
        self.bounds(self.axes, self._left, ENDS / 2, self._right, ENDS / 2)
        self.axes.set_xlim(0, max([row.tally.leads for row in value] + [1]))
        self.axes.set_ylim(len(value) - 0.5, -0.5)
        for mark in self._marks:
            mark.remove()
        look = self.look
        pale = [(row.tally.leads, THICK) for row in value]
        solid = [(row.tally.converted, THICK) for row in value]
        self._marks = [
            _bars(pale, look.notconverted, look.axis, 0.8),
            _bars(solid, look.converted, "none", 0),
        ]
        for mark in self._marks:
            self.axes.add_artist(mark)
        return True

    def labels(self) -> Sequence[Label]:
        if not self.rows:
            return ()
        height = (self.height - self.top - ENDS) / len(self.rows)
        labels = []
        for place, row in enumerate(self.rows):
            y = self.top + ENDS / 2 + (place + 0.5) * height
            tone = "text3" if row.rest else "text"
            name = elided(row.label, 12, self._left - 8)
            labels.append(Label(self._left - 6, y, name, tone, 12, across=1.0))
            labels.append(Label(self.width - 2, y, _figures(row), "text2", 12, across=1.0))
        return labels


def _figures(row: ValueRow) -> str:
    words = count(row.tally.leads)
    if not row.tally.known:
        return words
    if too_few(row.tally):
        return f"{words}, {count(row.tally.converted)} conv."
    return f"{words}, {percent(row.tally.rate)}"


def _bars(sizes: Sequence[tuple[int, float]], face: str, edge: str, width: float) -> PathPatch:
    corners: list[tuple[float, float]] = []
    for row, (length, thick) in enumerate(sizes):
        top, bottom = row - thick / 2, row + thick / 2
        corners += [(0, top), (length, top), (length, bottom), (0, bottom), (0, top)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(sizes)
    return PathPatch(
        Path(corners, codes), facecolor=face, edgecolor=edge, linewidth=width, clip_on=False
    )
