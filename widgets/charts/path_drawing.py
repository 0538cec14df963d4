"""The marks of models from few rules to many: a line with bars, and below it who would change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PySide6.QtCore import QRectF

from models.evaluation.figures import percent
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.path_value import PathValue
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 52.0, 22.0, 24.0, 42.0
BELOW = 34.0
"""Room for the bars of who would change."""
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
TICK = 26.0
APART = 24.0
"""Room between two labels of one line, so that they are not read as one."""
CLEAR = 10.0
"""A label whose middle is nearer to the line of the ceiling is crossed by it."""
PIECE = 8.0
"""How long a straight piece of a line is, where labels make way for it."""


class PathDrawing(Drawing[PathValue]):
    """Everything stands still; the ring of the chosen model is painted over it."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = plain_axes(figure, look)
        self.axes.grid(axis="y", color=look.grid, linewidth=1)
        self.axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.below = plain_axes(figure, look)
        self.plot = QRectF()
        self.value: PathValue | None = None
        self._marks: list[Artist] = []
        self._ends = (0.0, 1.0, 0.0, 1.0)
        self._told: tuple[object, ...] = ()

    def x_of(self, size: float) -> float:
        """The place of a size, in pixels at 100 %."""
        least, most = self._ends[:2]
        return self.plot.left() + (size - least) / (most - least) * self.plot.width()

    def y_of(self, value: float) -> float:
        """The place of a figure, in pixels at 100 %."""
        low, high = self._ends[2:]
        return self.plot.bottom() - (value - low) / (high - low) * self.plot.height()

    def place_at(self, x: float) -> int | None:
        """The model nearest to a point; None beside all."""
        if self.value is None or not self.plot.left() - 8 <= x <= self.plot.right() + 8:
            return None
        sizes = [point.size for point in self.value.points]
        return min(range(len(sizes)), key=lambda place: abs(self.x_of(sizes[place]) - x))

    def show(self, value: PathValue, live: bool) -> bool:
        self.value = value
        told = (
            value.points, value.suggested, value.keeps, value.today, value.ceiling, self.width,
            self.height,
        )  # fmt: skip
        if told == self._told:
            return False
        self._told = told
        for mark in self._marks:
            mark.remove()
        moved = any(point.moved is not None for point in value.points)
        below = BELOW if moved else 0.0  # at any height: the legend names them
        self.plot = QRectF(
            LEFT,
            self.top + TOP,
            max(self.width - LEFT - RIGHT, 1.0),
            max(self.height - self.top - TOP - BOTTOM - below, 1.0),
        )
        self.bounds(self.axes, LEFT, TOP, RIGHT, BOTTOM + below)
        self._scale(value)
        self._marks = [*self._line(value), *self._bars(value, below)]
        return True

    def _scale(self, value: PathValue) -> None:
        points = value.points
        figures = [end for point in points for end in (point.low, point.high)]
        sizes = [point.size for point in points]
        if value.today is not None:
            sizes.append(value.today[0])
            figures.append(value.today[1])
        if value.ceiling is not None:
            figures.append(value.ceiling)
        low, high = min(figures), max(figures)
        room = max(high - low, 0.01) * 0.08
        ends = min(sizes) - 0.6, max(sizes) + 0.6
        self._ends = (*ends, low - room, high + room)
        self.axes.set_xlim(*ends)
        self.axes.set_ylim(low - room, high + room)
        each = max(1, round(TICK / max(self.plot.width() / (ends[1] - ends[0]), 1e-9) + 0.4))
        shown = [size for size in range(min(sizes), max(sizes) + 1) if size % each == 0 or each < 2]
        set_ticks(self.axes.xaxis, shown, [str(size) for size in shown], self.look)
        wanted = 4 if self.plot.height() > 110 else 2
        span = high - low + 2 * room
        step = next((one for one in STEPS if span / one <= wanted + 0.999), STEPS[-1])
        first = -(-(low - room) // step)
        ticks = [step * (first + at) for at in range(int(span / step) + 1)]
        ticks = [tick for tick in ticks if tick <= high + room]
        decimals = 3 if step < 0.01 else 2 if step < 1 else 0
        set_ticks(self.axes.yaxis, ticks, [f"{tick:.{decimals}f}" for tick in ticks], self.look)

    def _line(self, value: PathValue) -> list[Artist]:
        axes, look = self.axes, self.look
        least, most = self._ends[:2]
        marks: list[Artist] = []
        if value.good is not None:
            low, best = value.good
            marks.append(
                axes.add_patch(
                    Rectangle(
                        (least, low), most - least, best - low,
                        facecolor=look.accent, edgecolor="none", alpha=0.12,
                    )
                )
            )  # fmt: skip
        if value.keeps is not None:
            marks.append(
                axes.axvline(
                    value.points[value.keeps].size, color=look.text2, linewidth=1.25,
                    linestyle=":",
                )
            )  # fmt: skip
        if value.ceiling is not None:
            marks += axes.plot(
                [least, most], [value.ceiling] * 2,
                color=look.text2, linewidth=1.25, linestyle=DASHED,
            )  # fmt: skip
        tested = value.tested
        for point in tested:
            marks += axes.plot(
                [point.size] * 2, [point.low, point.high], color=look.accent, linewidth=1.25,
                alpha=0.6,
            )  # fmt: skip
        marks += axes.plot(
            [point.size for point in tested], [point.value for point in tested],
            color=look.accent, linewidth=1.75, marker="o", markersize=5, clip_on=False,
        )  # fmt: skip
        open_ = [point for point in value.points if not point.tested]
        marks += axes.plot(
            [point.size for point in open_], [point.value for point in open_],
            markeredgecolor=look.accent, markerfacecolor=look.surface, markeredgewidth=1.25,
            linestyle="none", marker="o", markersize=5, clip_on=False,
        )  # fmt: skip
        if value.today is not None:
            marks += axes.plot(
                [value.today[0]], [value.today[1]], marker="D", markersize=6.5,
                markerfacecolor=look.surface, markeredgecolor=look.text, markeredgewidth=1.5,
                linestyle="none", clip_on=False,
            )  # fmt: skip
        return marks

    def _bars(self, value: PathValue, below: float) -> list[Artist]:
        self.below.set_visible(bool(below))
        self.axes.tick_params(axis="x", pad=below + 5)
        if not below:
            return []
        self.bounds(self.below, LEFT, self.height - self.top - BOTTOM - below + 6, RIGHT, BOTTOM)
        self.below.set_xlim(*self._ends[:2])
        self.below.set_xticks([])
        self.below.set_yticks([])
        told = [(point.size, point.moved) for point in value.points if point.moved is not None]
        self.below.set_ylim(0, max(0.05, *(moved for _, moved in told)))
        bars = self.below.bar(
            [size for size, _ in told], [moved for _, moved in told], width=0.5,
            color=self.look.ghost, linewidth=0,
        )  # fmt: skip
        return list(bars)

    def labels(self) -> Sequence[Label]:
        """What the line is at the chosen model, where today is, and what the grounds mean."""
        value = self.value
        if value is None:
            return ()
        labels = [
            Label(
                self.plot.center().x(), self.height - 10, "number of lines", "text2", 11, 400, 0.5
            )
        ]
        labels += self._of_points(value)
        told = [point.moved for point in value.points if point.moved is not None]
        if told and self.below.get_visible():
            y = self.height - BOTTOM - BELOW + 12
            labels.append(
                Label(self.plot.left() - 8, y + 10, percent(max(told), 0), "text3", 11, 400, 1.0)
            )
        return labels

    def _of_points(self, value: PathValue) -> list[Label]:
        """No label stands on another: of the places that are right for it the first free one."""
        labels: list[Label] = []
        plot = self.plot
        if value.chosen is not None:
            point = value.points[value.chosen]
            words = f"{point.words}: {value.shown(point.value)}"
            x = self._inside(self.x_of(point.size), text_width(words, 12, 600) / 2)
            high, low = self.y_of(point.high) - 12, self.y_of(point.low) + 14
            places = [(x, max(high, self.top + 8), 0.5), (x, low, 0.5)]
            if value.ceiling is not None:
                line = self.y_of(value.ceiling)
                places.sort(key=lambda place: abs(place[1] - line) < CLEAR)
            labels.append(_free(words, "text", 12, 600, places, labels))
        if value.ceiling is not None:
            words = f"best possible without points {value.shown(value.ceiling)}"
            y = self.y_of(value.ceiling)
            places = [
                (x, at, across)
                for at in (y - 9, y + 11)
                for x, across in ((plot.left() + 2, 0.0), (plot.right(), 1.0))
            ]
            labels.append(_free(words, "text2", 11, 400, places, labels, self._of_marks(value)))
        if value.today is not None:
            size, figure = value.today
            words = f"today, {size} lines"
            half = text_width(words, 11) / 2
            x = self._inside(self.x_of(size), half)
            ys = [self.y_of(figure) + step for step in (15, -15, 29, -29, 43)]
            places = [(x, y, 0.5) for y in ys if plot.top() <= y <= plot.bottom() - 4]
            places.append((self._inside(self.x_of(size) - half - 12, half), ys[0] - 15, 0.5))
            marks = [*self._of_marks(value), *self._of_lines(value)]
            labels.append(_free(words, "text2", 11, 400, places, labels, marks))
        return labels

    def _of_marks(self, value: PathValue) -> list[QRectF]:
        """Where points and the lines of their intervals are drawn."""
        return [
            QRectF(
                self.x_of(point.size) - 5,
                self.y_of(point.high) - 2,
                10,
                self.y_of(point.low) - self.y_of(point.high) + 4,
            )
            for point in value.points
        ]

    def _of_lines(self, value: PathValue) -> list[QRectF]:
        """Where the line through the points and that of the ceiling run, in short pieces."""
        across = np.arange(self.plot.left(), self.plot.right(), PIECE)
        places = [self.x_of(point.size) for point in value.points]
        path = np.interp(across, places, [self.y_of(point.value) for point in value.points])
        pieces = [QRectF(x, y - 2, PIECE, 4) for x, y in zip(across, path, strict=True)]
        if value.ceiling is not None:
            pieces.append(
                QRectF(self.plot.left(), self.y_of(value.ceiling) - 2, self.plot.width(), 4)
            )
        return pieces

    def _inside(self, x: float, half: float) -> float:
        return min(max(x, self.plot.left() + half), self.plot.right() - half)


def _free(
    words: str,
    token: str,
    size: float,
    weight: int,
    places: Sequence[tuple[float, float, float]],
    others: Sequence[Label],
    marks: Sequence[QRectF] = (),
) -> Label:
    """The label at the first of the `places` (x, y, across) that no other stands on.

    One that hides none of the `marks` comes before.
    """
    found = [Label(x, y, words, token, size, weight, at, halo=True) for x, y, at in places]
    taken = [_box(label).adjusted(-APART, 0, APART, 0) for label in others]
    free = [one for one in found if not any(_box(one).intersects(box) for box in taken)]
    clear = (one for one in free if not any(_box(one).intersects(mark) for mark in marks))
    return next(clear, free[0] if free else found[0])


def _box(label: Label) -> QRectF:
    width = text_width(label.text, label.size, label.weight)
    height = label.size + 3
    return QRectF(label.x - label.across * width, label.y - height / 2, width, height)
