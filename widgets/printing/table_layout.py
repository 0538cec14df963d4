"""A table on paper: its head on every sheet, no cell cut, columns that do not fit below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF

from models.exchange.shown import Cell, Listed, figure_of
from models.signs import MINUS
from widgets.printing.sheets import (
    LEFT,
    RIGHT,
    Image,
    Letters,
    Line,
    Text,
    height_of,
    must_break,
    width_of,
)

MOST_PRINTED = 500
"""Rows of one table on paper; a file holds more."""
LOOKED_AT = 300
"""So many rows say how wide a column would like to be."""
SIZES = (11, 10, 9)
"""Letters get smaller before columns are put below each other."""
AIR, LEAST, STEP = 12.0, 64.0, 200


class OnSheets(Protocol):
    """The sheets that the table is put onto."""

    width: float
    y: float
    top: float
    bottom: float

    def add(self, item: Text | Line | Image) -> None: ...

    def new_sheet(self) -> None: ...


class TableLayout:
    """Puts one table onto sheets."""

    def __init__(self, paper: OnSheets, table: Listed) -> None:
        self._paper = paper
        shown = min(table.count, MOST_PRINTED)
        self._left_out = table.count - shown
        self._heads = [str(head) for head in table.header]
        cells = [list(table.row(place)) for place in range(shown)]
        self._rows = [[words_of(cell) for cell in row] for row in cells]
        self._cell, self._head = Letters(SIZES[0]), Letters(SIZES[0], 600, "text2")
        looked = cells[:LOOKED_AT]
        self._right = [
            bool(looked) and all(_is_figure(row[at]) for row in looked)
            for at in range(len(self._heads))
        ]

    def put(self) -> Iterator[None]:
        """All blocks of columns, one under the other; a step is some hundred rows."""
        for columns, widths in self._fitting():
            yield from self._block(columns, widths)
        if self._left_out:
            shown = len(self._rows)
            words = f"The first {shown:,} of {shown + self._left_out:,} rows."
            words += " A file that is saved holds all of them."
            self._paper.add(
                Text(QRectF(0, self._paper.y, self._paper.width, 16), words, self._head)
            )
            self._paper.y += 18
        self._paper.y += AIR / 2

    def _fitting(self) -> list[tuple[list[int], list[float]]]:
        blocks = self._blocks()
        for size in SIZES[1:]:
            if len(blocks) == 1:
                break
            self._cell, self._head = Letters(size), Letters(size, 600, "text2")
            blocks = self._blocks()
        return blocks

    def _wishes(self) -> list[float]:
        looked = self._rows[:LOOKED_AT]
        return [
            max(
                [
                    width_of(self._heads[at], self._head),
                    *(width_of(row[at], self._cell) for row in looked),
                ]
            )
            + AIR
            for at in range(len(self._heads))
        ]

    def _blocks(self) -> list[tuple[list[int], list[float]]]:
        """Columns that fit side by side and their widths; later blocks repeat the first column."""
        wishes, room = self._wishes(), self._paper.width
        least = [
            min(wish, room / 2) if self._right[at] else min(wish, max(LEAST, wish / 4))
            for at, wish in enumerate(wishes)
        ]
        blocks: list[list[int]] = [[]]
        used = 0.0
        for at in range(len(wishes)):
            first = blocks[-1]
            if first and used + least[at] > room and len(first) > (1 if len(blocks) > 1 else 0):
                blocks.append([0])
                used = least[0]
            blocks[-1].append(at)
            used += least[at]
        return [(columns, self._widths(columns, wishes, least)) for columns in blocks]

    def _widths(
        self, columns: Sequence[int], wishes: Sequence[float], least: Sequence[float]
    ) -> list[float]:
        """What each would like, as long as there is room; the longest give way first."""
        room = self._paper.width - sum(least[at] for at in columns)
        widths = {at: least[at] for at in columns}
        wanting = sorted(columns, key=lambda at: wishes[at] - least[at])
        for done, at in enumerate(wanting):
            more = max(0.0, min(wishes[at] - least[at], room / (len(wanting) - done)))
            widths[at] += more
            room -= more
        return [widths[at] for at in columns]

    def _block(self, columns: Sequence[int], widths: Sequence[float]) -> Iterator[None]:
        paper = self._paper
        heads = [self._heads[at] for at in columns]
        head_tall = self._height(heads, widths, self._head)
        if paper.y + head_tall + 40 > paper.bottom and paper.y > paper.top:
            paper.new_sheet()
        self._line(columns, widths, heads, self._head, head_tall, "text2")
        for number, row in enumerate(self._rows):
            cells = [row[at] for at in columns]
            tall = self._height(cells, widths, self._cell)
            if paper.y + tall > paper.bottom:
                paper.new_sheet()
                self._line(columns, widths, heads, self._head, head_tall, "text2")
            self._line(columns, widths, cells, self._cell, tall, "grid")
            if number % STEP == STEP - 1:
                yield
        paper.y += AIR

    def _height(self, cells: Sequence[str], widths: Sequence[float], letters: Letters) -> float:
        tall = height_of("Ag", letters, 1_000)
        for words, width in zip(cells, widths, strict=True):
            # Most words fit: only those that might not are measured.
            if len(words) * letters.size * 0.45 > width - AIR:
                room = width - AIR + 1
                broken = must_break(words, letters, room)
                tall = max(tall, height_of(words, letters, room, anywhere=broken))
        most = self._paper.bottom - self._paper.top - 60
        return min(tall, most) + 6

    def _line(
        self,
        columns: Sequence[int],
        widths: Sequence[float],
        cells: Sequence[str],
        letters: Letters,
        tall: float,
        token: str,
    ) -> None:
        paper, left = self._paper, 0.0
        for at, width, words in zip(columns, widths, cells, strict=True):
            if words:
                box = QRectF(left, paper.y + 2, width - AIR + 1, tall - 3)
                side = RIGHT if self._right[at] else LEFT
                broken = must_break(words, letters, box.width())
                paper.add(Text(box, words, letters, side, broken))
            left += width
        paper.y += tall
        paper.add(Line(QRectF(0, paper.y - 0.75, min(left, paper.width), 0.5), token))


def words_of(cell: Cell) -> str:
    """A cell as it is read: numbers grouped, with a true minus sign."""
    if isinstance(cell, str):
        return cell
    text = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.6g}"
    return text.replace("-", MINUS)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell reads as a figure, as far as the side goes where it stands."""
    if not isinstance(cell, str):
        return True
    text = cell.rstrip("%\u202f ")
    return not text or text == "\u2013" or figure_of(text) is not None
