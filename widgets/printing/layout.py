"""Parts on sheets: sentences, figures, charts beside or under each other, tables over many sheets.

Laid out in steps, so that a window can paint in between; where a step ends nothing is half done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from widgets.printing.parts import FigureRow, Heading, Part, Picture, Rows, Words
from widgets.printing.sheets import LEFT, RIGHT, Image, Letters, Line, Sheet, Text, height_of
from widgets.printing.table_layout import TableLayout

GAP = 12.0
NARROW = 0.62
"""A chart that is narrower than this share of its window stands beside the next one."""
SHAPE = (0.30, 0.62)
"""The least and the most height of a chart by its width."""
DENSITY = 3.2
"""Dots of a chart for one pixel: 300 an inch."""
NOTE = Letters(11, 400, "text3")


@dataclass(frozen=True)
class Frame:
    """What stands on every sheet: above at both sides, below at the left; the number is added."""

    title: str
    day: str
    foot: str


class Paper:
    """Fills sheets of a size, in pixels at 100 % within the margins."""

    def __init__(self, width: float, height: float, frame: Frame) -> None:
        self.width, self.height, self.frame = width, height, frame
        self.sheets: list[Sheet] = [Sheet()]
        self.top = 34.0
        self.bottom = height - 28.0
        self.y = self.top

    def put(self, parts: Sequence[Part]) -> Iterator[int]:
        """Put the parts onto sheets; tells after each how many are done."""
        place = 0
        while place < len(parts):
            part = parts[place]
            after = parts[place + 1] if place + 1 < len(parts) else None
            if isinstance(part, Picture):
                beside = isinstance(after, Picture) and max(part.share, after.share) < NARROW
                row = [part, after] if beside and isinstance(after, Picture) else [part]
                self._pictures(row)
                place += len(row)
            else:
                yield from (place for _ in self._one(part, after))
                place += 1
            yield place
        self._finish()

    def _one(self, part: Part, after: Part | None) -> Iterator[None]:
        match part:
            case Heading(text):
                # A heading stays with what it names.
                self._room(90 if after is not None else 30)
                self.y += GAP / 2
                self._words(text, Letters(13, 600), 4)
            case Words(first, second, size, weight):
                letters = Letters(size, weight)
                self._words(first, letters, 2 if second else GAP / 2)
                if second:
                    self._words(second, Letters(size, weight, "text2"), GAP / 2)
            case FigureRow(figures):
                self._figures(figures)
            case Rows(table):
                yield from TableLayout(self, table).put()
            case _:
                pass

    def new_sheet(self) -> None:
        """Go on on another sheet."""
        self.sheets.append(Sheet())
        self.y = self.top

    def add(self, item: Text | Line | Image) -> None:
        """Put something onto the sheet that is being filled."""
        self.sheets[-1].items.append(item)

    def _room(self, height: float) -> None:
        if self.y + height > self.bottom and self.y > self.top:
            self.new_sheet()

    def _words(self, words: str, letters: Letters, after: float) -> None:
        if not words:
            return
        height = height_of(words, letters, self.width)
        self._room(height)
        self.add(Text(QRectF(0, self.y, self.width, height + 1), words, letters))
        self.y += height + after

    def _figures(self, figures: tuple[tuple[str, str, str], ...]) -> None:
        across = min(len(figures), 5)
        wide = self.width / max(across, 1)
        for first in range(0, len(figures), max(across, 1)):
            row = figures[first : first + across]
            room = wide - 10
            beside = max(height_of(n or " ", NOTE, room) for _, _, n in row)
            named = max(height_of(name, NOTE, room) for name, _, _ in row)
            self._room(named + 26 + beside)
            for place, (name, figure, neighbour) in enumerate(row):
                left = place * wide
                self.add(Text(QRectF(left, self.y, room, named + 1), name, NOTE))
                at = QRectF(left, self.y + named, room, 26)
                self.add(Text(at, figure, Letters(18, 600)))
                at = QRectF(left, self.y + named + 26, room, beside + 1)
                self.add(Text(at, neighbour, Letters(11, 400, "text2")))
            self.y += named + 26 + beside + GAP

    def _pictures(self, row: Sequence[Picture]) -> None:
        wide = (self.width - GAP * (len(row) - 1)) / len(row)
        tall = max(min(max(part.tall, SHAPE[0]), SHAPE[1]) for part in row) * wide
        tall = min(max(tall, 150.0), self.bottom - self.top)
        says = [part.sentence for part in row]
        said = max(height_of(words or " ", NOTE, wide - 8) for words in says)
        said = min(said, 90.0)
        self._room(tall + said + 4)
        for place, part in enumerate(row):
            left = place * (wide + GAP)
            png = part.draw(wide, tall, DENSITY)
            self.add(Image(QRectF(left, self.y, wide, tall), png))
            at = QRectF(left + 4, self.y + tall + 2, wide - 8, said + 1)
            self.add(Text(at, says[place], NOTE))
        self.y += tall + said + GAP

    def _finish(self) -> None:
        """What stands on every sheet."""
        frame, count = self.frame, len(self.sheets)
        for number, sheet in enumerate(self.sheets, start=1):
            head = Letters(12, 600, "text2")
            sheet.items[:0] = [
                Text(QRectF(0, 0, self.width * 0.72, 17), frame.title, head),
                Text(QRectF(self.width * 0.72, 0, self.width * 0.28, 17), frame.day, NOTE, RIGHT),
                Line(QRectF(0, 22, self.width, 0.75)),
                Line(QRectF(0, self.height - 22, self.width, 0.75)),
                Text(QRectF(0, self.height - 17, self.width * 0.8, 16), frame.foot, NOTE, LEFT),
                Text(
                    QRectF(self.width * 0.8, self.height - 17, self.width * 0.2, 16),
                    f"{number} of {count}",
                    NOTE,
                    RIGHT,
                ),
            ]
