"""The marks of shares then and now: a bar for the newer leads, a dashed outline for the older."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import ceil

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from widgets.charts.drawing import DASHED, Drawing, plain_axes
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.share_pairs_value import ENDS, PairRow, SharePairsValue
from widgets.theme import Theme

THICK = 0.62
LINE = 13.0
"""The least height of a row whose words can be read."""


class SharePairsDrawing(Drawing[SharePairsValue]):
    """Everything stands still: a field is chosen, not dragged."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_xticks([])
        self.axes.set_yticks([])
        self.axes.spines["left"].set(visible=True, color=look.axis, linewidth=1)
        self.value: SharePairsValue | None = None
        self._marks: list[Artist] = []
        self._left = 80.0

    def place_at(self, y: float) -> int | None:
        """The row at a height; None beside all."""
        if self.value is None or not self.value.rows:
            return None
        height = (self.height - self.top - ENDS) / len(self.value.rows)
        place = int((y - self.top - ENDS / 2) // max(height, 1.0))
        return place if 0 <= place < len(self.value.rows) else None

    def show(self, value: SharePairsValue, live: bool) -> bool:
        self.value = value
        rows, look = value.rows, self.look
        widest = max((text_width(row.label, 12) for row in rows), default=0.0)
        self._left = min(widest, 0.34 * self.width) + 12
        right = max((text_width(row.figures, 12) for row in rows), default=0.0) + 10
        self.bounds(self.axes, self._left, ENDS / 2, right, ENDS / 2)
        most = max([*(row.old for row in rows), *(row.new for row in rows), 1e-9])
        self.axes.set_xlim(0, most * 1.01)
        self.axes.set_ylim(len(rows) - 0.5, -0.5)
        for mark in self._marks:
            mark.remove()
        self._marks = []
        if 0 <= value.chosen < len(rows):
            ground = Rectangle(
                (0, value.chosen - 0.5), most * 1.01, 1, facecolor=look.sel, edgecolor="none"
            )
            self._marks.append(ground)
        bars = _boxes([row.new for row in rows])
        self._marks += [
            PathPatch(bars, facecolor=look.notconverted, edgecolor=look.axis, linewidth=0.8),
            PathPatch(
                _boxes([row.old for row in rows]),
                facecolor="none",
                edgecolor=look.ghost,
                linewidth=1.25,
                linestyle=DASHED,
            ),
        ]
        for share, chosen in ((_new_chosen, look.accent), (_old_chosen, look.ghost)):
            lengths = [share(row) for row in rows]
            if any(lengths):
                patch = PathPatch(_boxes(lengths), edgecolor=chosen, linewidth=1.25)
                patch.set(fill=False, hatch="////", hatchcolor=look.accent)
                self._marks.append(patch)
        for mark in self._marks:
            mark.set_clip_on(False)
            self.axes.add_artist(mark)
        return True

    def labels(self) -> Sequence[Label]:
        if self.value is None or not self.value.rows:
            return ()
        height = (self.height - self.top - ENDS) / len(self.value.rows)
        step = max(1, ceil(LINE / max(height, 1.0)))  # words over each other say nothing
        labels = []
        for place, row in islice(enumerate(self.value.rows), 0, None, step):
            y = self.top + ENDS / 2 + (place + 0.5) * height
            name = elided(row.label, 12, self._left - 8)
            tone = "text3" if row.rest else "text"
            labels.append(Label(self._left - 6, y, name, tone, 12, across=1.0))
            labels.append(Label(self.width - 2, y, row.figures, "text2", 12, across=1.0))
        return labels


def _new_chosen(row: PairRow) -> float:
    return row.new * (row.new_chosen or 0) / max(row.new_leads, 1)


def _old_chosen(row: PairRow) -> float:
    # Only where no newer ones are chosen: two hatches over each other cannot be read.
    return 0.0 if row.new_chosen else row.old * (row.old_chosen or 0) / max(row.old_leads, 1)


def _boxes(lengths: Sequence[float]) -> Path:
    """One path for all bars."""
    corners: list[tuple[float, float]] = []
    for place, length in enumerate(lengths):
        low, high = place - THICK / 2, place + THICK / 2
        corners += [(0, low), (length, low), (length, high), (0, high), (0, low)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(lengths)
    return Path(corners, codes) if lengths else Path([(0, 0)])
