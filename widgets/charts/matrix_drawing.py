"""The marks of a matrix: a field for each cell, from white to the teal of converted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PySide6.QtCore import QRectF

from models.evaluation.figures import NONE, count, leads, percent
from models.evaluation.matrix_words import few
from models.leads.tally import Tally
from widgets.charts.drawing import DASHED, Drawing, in_points
from widgets.charts.label_paint import elided, text_width
from widgets.charts.labels import Label
from widgets.charts.matrix_value import (
    MatrixValue,
    count_words,
    interval_words,
    range_words,
)
from widgets.theme import DARK, LIGHT, Theme, mixed

LEFT, TOP, RIGHT, BOTTOM = 104.0, 42.0, 92.0, 40.0
GAP = 2.0
LOW = 58.0
"""Below this height a cell has two lines."""


class MatrixDrawing(Drawing[MatrixValue]):
    """All fields move: a drag changes colours and words, the places stay."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        # Red and blue of `look` may be exchanged for the screen; ink is chosen by true colours.
        self._true = DARK if look.dark else LIGHT
        self.value: MatrixValue | None = None
        self._fields: list[Rectangle] = []
        self._shape = (0, 0)
        self._room = (0.0, 0.0, 0.0)

    def show(self, value: MatrixValue, live: bool) -> bool:
        self.value = value
        room = (self.width, self.height, self.top)
        whole = self._shape != value.shape or room != self._room
        if whole:
            self._begin(value.shape)
            self._room = room
        look = self.look
        tallies = [tally for cells in value.matrix.cells for tally in cells]
        for field, tally in zip(self._fields, tallies, strict=True):
            hollow = tally.known > 0 and few(tally)
            field.set_facecolor(look.surface if hollow else self._tone(tally, look))
            field.set_linestyle(DASHED if hollow else "-")
            field.set_edgecolor(look.axis if hollow or not tally.known else look.line)
        return whole

    def _begin(self, shape: tuple[int, int]) -> None:
        for field in self._fields:
            field.remove()
        self._shape = shape
        self._fields = []
        for row in range(shape[0]):
            for column in range(shape[1]):
                box = self.cell(row, column)
                field = Rectangle(
                    (box.left(), self.height - box.bottom()),
                    box.width(),
                    box.height(),
                    linewidth=1,
                    transform=in_points(self.figure),
                )
                self.figure.add_artist(field)
                self._fields.append(field)
        self.moving = list(self._fields)

    def _tone(self, tally: Tally, look: Theme) -> str:
        """The ground of a cell by its rate."""
        if self.value is None or tally.rate is None:
            return look.surface
        return mixed(look.surface, look.converted, min(1.0, tally.rate / self.value.top))

    @property
    def plot(self) -> QRectF:
        """The room of all cells, in pixels at 100 % from the top left."""
        width = max(self.width - LEFT - RIGHT, 1.0)
        height = max(self.height - self.top - TOP - BOTTOM, 1.0)
        return QRectF(LEFT, self.top + TOP, width, height)

    def cell(self, row: int, column: int) -> QRectF:
        """The place of a cell."""
        plot, (rows, columns) = self.plot, self._shape
        width, height = plot.width() / columns, plot.height() / rows
        box = QRectF(plot.left() + column * width, plot.top() + row * height, width, height)
        return box.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell under a point."""
        plot, (rows, columns) = self.plot, self._shape
        if not plot.contains(x, y) or not rows:
            return None
        row = int((y - plot.top()) / plot.height() * rows)
        column = int((x - plot.left()) / plot.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    # Words

    def labels(self) -> Sequence[Label]:
        return () if self.value is None else tuple(self._words(self.value))

    def _words(self, value: MatrixValue) -> Iterator[Label]:
        matrix, plot = value.matrix, self.plot
        grade = matrix.grade
        head = plot.top() - 14
        yield Label(4, plot.top() - 27, "Engagement \u2192", "text2", 11)
        yield Label(4, plot.top() - 12, "Fit \u2193", "text2", 11)
        for column, step in enumerate(grade.engagement):
            box = self.cell(0, column)
            name = elided(step.name, 17, 0.5 * box.width(), 600)
            yield Label(box.left() + 2, head, name, "text", 17, 600)
            left = box.left() + 10 + text_width(name, 17, 600)
            words = range_words(grade.engagement, column, value.engagement)
            if text_width(words, 12) <= box.right() - left:
                yield Label(left, head + 1, words, "text2", 12)
            yield from _sum(matrix.columns[column], box.center().x(), plot.bottom() + 12, 0.5)
        for row, step in enumerate(grade.fit):
            middle = self.cell(row, 0).center().y()
            yield Label(4, middle - 9, elided(step.name, 17, LEFT - 12, 600), "text", 17, 600)
            words = range_words(grade.fit, row, value.fit)
            yield Label(4, middle + 11, elided(words, 12, LEFT - 10), "text2", 12)
            yield from _sum(matrix.rows[row], self.width - 4, middle - 8, 1.0)
        yield Label(self.width - 4, head, "all", "text", 13, 600, 1.0)
        yield Label(4, plot.bottom() + 12, "all", "text", 13, 600)
        yield from _sum(matrix.all, self.width - 4, plot.bottom() + 12, 1.0)
        brevity = self._brevity(value)
        for row, cells in enumerate(matrix.cells):
            for column, tally in enumerate(cells):
                box = self.cell(row, column)
                yield from self._cell(grade.labels[row][column], tally, box, brevity)
                if value.chosen is not None:
                    some = value.chosen[row][column]
                    yield from self._chosen(grade.labels[row][column], tally, box, some)

    def _chosen(self, label: str, tally: Tally, box: QRectF, chosen: int) -> Iterator[Label]:
        """How many of a cell are chosen, at its upper right; shorter where its name is in the way.

        A figure that has no room is in the tooltip and the table.
        """
        hollow = tally.known > 0 and few(tally)
        ground = self._true.surface if hollow else self._tone(tally, self._true)
        room = box.width() - 24 - text_width(label, 13, 600)
        for words in (f"{count(chosen)} chosen", count(chosen)):
            if text_width(words, 12, 600) <= room:
                ink = self._true.ink_on(ground)
                yield Label(box.right() - 8, box.top() + 12, words, ink, 12, 600, 1.0)
                return

    def _counts(self, tally: Tally, box: QRectF) -> Iterator[bool]:
        """Which of the words for the counts of a cell have room, longest first."""
        # In a low cell the rate stands before the counts.
        rate = percent(tally.rate, 0)
        taken = text_width(f"{rate}  ", 12, 600) if box.height() < LOW and rate != NONE else 0.0
        for words in count_words(tally):
            yield taken + text_width(words, 12) <= box.width() - 20

    def _brevity(self, value: MatrixValue) -> dict[int, int]:
        """How short counts must be for all cells to say them alike, by how many forms there are."""
        found: dict[int, int] = {}
        for row, cells in enumerate(value.matrix.cells):
            for column, tally in enumerate(cells):
                fits = [*self._counts(tally, self.cell(row, column)), True]
                forms = len(fits) - 1
                found[forms] = max(found.get(forms, 0), fits.index(True))
        return found

    def _cell(
        self, label: str, tally: Tally, box: QRectF, brevity: dict[int, int]
    ) -> Iterator[Label]:
        hollow = tally.known > 0 and few(tally)
        ground = self._true.surface if hollow else self._tone(tally, self._true)
        ink = self._true.ink_on(ground)
        room, left = box.width() - 20, box.left() + 10
        rate = percent(tally.rate, 0)
        name = f"{label}, few" if hollow else label
        forms = (*count_words(tally), "")
        counts = forms[brevity[len(forms) - 1]]
        lines = _lines(box.height(), name, rate, (counts, interval_words(tally)))
        height = sum(size + 5 for _, size, _ in lines)
        y = box.center().y() - height / 2
        for words, size, weight in lines:
            y += (size + 5) / 2
            # A label may be cut where it is long; figures are left out rather than cut.
            short = elided(words, size, room, weight) if words == name else words
            if text_width(short, size, weight) <= room:
                yield Label(left, y, short, ink, size, weight)
            y += (size + 5) / 2


def _lines(
    height: float, name: str, rate: str, figures: tuple[str, str]
) -> list[tuple[str, float, int]]:
    """The words of a cell with size and weight, as many as its height has room for."""
    counts, interval = figures
    if rate == NONE:
        return [(name, 13.0, 600), (counts, 12.0, 400)]
    if height < LOW:
        return [(name, 12.0, 600), (f"{rate}  {counts}" if counts else rate, 12.0, 600)]
    lines = [(name, 13.0, 600), (rate, 20.0, 600), (counts, 12.0, 400)]
    if height >= 92:
        lines.append((interval, 12.0, 400))
    return lines


def _sum(tally: Tally, x: float, y: float, across: float) -> Iterator[Label]:
    """Rate and leads of a row, a column or all."""
    if tally.rate is not None:
        yield Label(x, y, percent(tally.rate), "text", 13, 600, across)
        y += 17
    yield Label(x, y, leads(tally.leads), "text2", 12, 400, across)
