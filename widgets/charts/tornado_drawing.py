"""The marks of the tornado: a bar to each side of the line of the result as it is."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from PySide6.QtCore import QRectF

from widgets.charts.drawing import DASHED, DOTTED, Drawing, plain_axes
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.tornado_value import BELOW, Tornado, TornadoRow, fitting
from widgets.charts.waterfall_drawing import bars
from widgets.theme import Theme

GAP = 6.0


class TornadoDrawing(Drawing[Tornado]):
    """Everything stands still: it is worked out when the hand rests."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.set_xticks([])
        self.axes.set_yticks([])
        self.value: Tornado | None = None
        self.rows: tuple[TornadoRow, ...] = ()
        self._marks: list[Artist] = []
        self._span = (0.0, 1.0)
        self._left = self._right = self._names = 80.0

    def show(self, value: Tornado, live: bool) -> bool:
        self.value = value
        self.rows = value.rows[: fitting(len(value.rows), self.height - self.top)]
        for mark in self._marks:
            mark.remove()
        ghosts = [(place, *row.before) for place, row in enumerate(self.rows) if row.before]
        told = [value.now, *(end for _, *ends in ghosts for end in ends)]
        told += [] if value.before is None else [value.before]
        low = min([row.low for row in self.rows] + told)
        high = max([row.high for row in self.rows] + told)
        if high <= low:
            low, high = value.now - 1, value.now + 1
        self._span = low, high
        names = max((text_width(row.label, 12) for row in self.rows), default=0.0)
        self._names = min(names, 0.3 * self.width)
        self._left = self._names + 2 * GAP + self._widest([row.less for row in self.rows])
        self._right = GAP + self._widest([row.more for row in self.rows])
        self.bounds(self.axes, self._left, 0, self._right, BELOW)
        self.axes.set_xlim(low, high)
        self.axes.set_ylim(len(self.rows) - 0.5, -0.5)
        look = self.look
        less = [(place, row.low, value.now) for place, row in enumerate(self.rows)]
        more = [(place, value.now, row.high) for place, row in enumerate(self.rows)]
        grid = LineCollection(
            [[(low, place), (high, place)] for place in range(len(self.rows))],
            colors=look.grid,
            linewidths=1,
            zorder=0,
        )
        now = LineCollection(
            [[(value.now, -0.5), (value.now, len(self.rows) - 0.5)]],
            colors=look.text,
            linewidths=1.25,
            zorder=4,
        )
        self._marks = [
            grid,
            PathPatch(
                bars(less),
                facecolor=look.neg,
                edgecolor=look.surface,
                linewidth=0,
                hatch="/////",
                zorder=3,
                clip_on=False,
            ),
            PathPatch(bars(more), facecolor=look.accent, edgecolor="none", zorder=3),
            now,
            *self._behind(value, ghosts),
            *self._chosen(),
        ]
        for mark in self._marks:
            self.axes.add_artist(mark)
        return True

    def _behind(self, value: Tornado, ghosts: list[tuple[int, float, float]]) -> list[Artist]:
        """The pinned version: its result, and how far each row moved it, dashed."""
        if value.before is None:
            return []
        look = self.look
        frames = PathPatch(
            bars(ghosts), facecolor="none", edgecolor=look.ghost, linewidth=1.25, linestyle=DASHED,
            zorder=4, clip_on=False,
        )  # fmt: skip
        line = LineCollection(
            [[(value.before, -0.5), (value.before, len(self.rows) - 0.5)]], colors=look.ghost,
            linewidths=1, linestyles=[DOTTED], zorder=1,
        )  # fmt: skip
        return [line, frames]

    def _chosen(self) -> list[Artist]:
        """Under the name of a row, which is all of its leads, how many of them are chosen."""
        told = [(place, row) for place, row in enumerate(self.rows) if row.chosen is not None]
        begin, end = self._data(GAP), self._data(self._names + GAP)
        found: list[Artist] = []
        for token, lines in (
            (self.look.line, [((begin, at), (end, at)) for at in self._feet(told)]),
            (
                self.look.accent,
                [
                    ((begin, at), (begin + (end - begin) * (row.chosen or 0) / row.leads, at))
                    for at, (_, row) in zip(self._feet(told), told, strict=True)
                    if row.chosen and row.leads
                ],
            ),
        ):
            if lines:
                found.append(LineCollection(lines, colors=token, linewidths=2.5, clip_on=False))
        return found

    @staticmethod
    def _feet(told: Sequence[tuple[int, TornadoRow]]) -> list[float]:
        return [place + 0.42 for place, _ in told]

    def _data(self, x: float) -> float:
        """The value whose place is so many pixels from the left."""
        low, high = self._span
        width = max(self.width - self._left - self._right, 1.0)
        return low + (x - self._left) / width * (high - low)

    @property
    def room(self) -> QRectF:
        """The room of all rows, in pixels at 100 % from the top left."""
        height = max(self.height - self.top - BELOW, 1.0)
        return QRectF(1.0, self.top, max(self.width - 2, 1.0), height)

    def place_at(self, y: float) -> int | None:
        """The row at a height; None beside all."""
        room = self.room
        if not self.rows or not room.top() <= y < room.bottom():
            return None
        return min(int((y - room.top()) / room.height() * len(self.rows)), len(self.rows) - 1)

    def ends_of(self, place: int) -> tuple[float, float]:
        """Where a row begins and ends, from the top."""
        height = self.room.height() / max(len(self.rows), 1)
        return self.room.top() + place * height, self.room.top() + (place + 1) * height

    def _widest(self, words: Sequence[str]) -> float:
        widest = max((text_width(text, 12) for text in words), default=0.0)
        return min(widest, 0.22 * self.width) + GAP

    def _x(self, value: float) -> float:
        low, high = self._span
        width = max(self.width - self._left - self._right, 1.0)
        return self._left + (value - low) / (high - low) * width

    def labels(self) -> Sequence[Label]:
        if self.value is None or not self.rows:
            return ()
        height = (self.height - self.top - BELOW) / len(self.rows)
        room = 0.22 * self.width
        labels = []
        for place, row in enumerate(self.rows):
            y = self.top + (place + 0.5) * height
            name = elided(row.label, 12, self._names + 1)
            labels.append(Label(self._names + GAP, y, name, "text", 12, across=1.0))
            low, high = row.before or (row.low, row.high)
            if row.less:
                less, x = elided(row.less, 12, room), self._x(min(row.low, low)) - GAP
                labels.append(Label(x, y, less, "text2", 12, across=1.0))
            if row.more:
                more, x = elided(row.more, 12, room), self._x(max(row.high, high)) + GAP
                labels.append(Label(x, y, more, "text2", 12))
        y = self.height - BELOW / 2
        at = min(max(self._x(self.value.now), self._left), self.width - self._right)
        half = text_width(self.value.words, 11, 600) / 2
        at = min(max(at, half), self.width - half)
        labels.append(Label(at, y, self.value.words, "text", 11, 600, 0.5))
        taken = [(at - half, at + half)]
        ends = [
            (end, words, "text3") for end, words in zip(self._span, self.value.ends, strict=True)
        ]
        if self.value.before is not None:
            ends.insert(0, (self.value.before, self.value.before_words, "text2"))
        for end, words, token in ends:
            wide, middle = text_width(words, 11) / 2, self._x(end)
            if all(middle + wide + 8 < low or middle - wide - 8 > high for low, high in taken):
                taken.append((middle - wide, middle + wide))
                labels.append(Label(middle, y, words, token, 11, across=0.5))
        return labels
