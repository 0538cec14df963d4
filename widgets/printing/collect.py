"""The parts of a page, from what it shows: in reading order, each told by its own widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from widgets import theme
from widgets.printing.parts import FigureRow, Heading, Part, Picture, Rows, Words
from widgets.taking.taking import Taking

VERDICT = 14
"""Letters of this size and more are the sentence of the page."""
LONG = 40
"""Rows of a table that comes after everything else."""
LINE = 20
"""Pixels at 100 %: what begins nearer than this is read from left to right."""


def parts_of(page: QWidget) -> list[Part]:
    """All that the page shows and paper can hold; a page that has `on_paper` says it itself."""
    return in_order_of_paper(_without_doubles(_parts(page)))


def in_order_of_paper(parts: Sequence[Part]) -> list[Part]:
    """The sentence first, then the figures, then all else as it is read; long lists come last."""
    first = [part for part in parts if isinstance(part, Words) and part.size >= VERDICT]
    figures = [part for part in parts if isinstance(part, FigureRow)]
    rest = [part for part in parts if part not in first and part not in figures]
    late = [
        place
        for place, part in enumerate(rest)
        if isinstance(part, Rows) and part.table.count > LONG
    ]
    late += [place - 1 for place in late if place and isinstance(rest[place - 1], Heading)]
    early = [part for place, part in enumerate(rest) if place not in late]
    return [*first, *figures, *early, *(rest[place] for place in sorted(late))]


def _parts(widget: QWidget) -> list[Part]:
    told = getattr(widget, "on_paper", None)
    if told is not None:
        parts: Sequence[Part] = told()
        return list(parts)
    if isinstance(widget, QAbstractItemView):
        taking = widget.findChild(Taking)
        found = None if taking is None else taking.listed()
        return [] if found is None else [Heading(found.title), Rows(found)]
    if isinstance(widget, QLabel):
        sentence = widget.wordWrap() and widget.text().strip()
        return [Words(widget.text().strip())] if sentence else []
    found_parts: list[Part] = []
    for child in _in_reading_order(widget):
        found_parts += _parts(child)
    return found_parts


def _in_reading_order(widget: QWidget) -> list[QWidget]:
    children = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisibleTo(widget)
    ]
    line = theme.px(LINE)

    def place(child: QWidget) -> tuple[int, int]:
        at = child.mapTo(widget, QPoint())
        return round(at.y() / line), at.x()

    return sorted(children, key=place)


def _without_doubles(parts: list[Part]) -> list[Part]:
    """A heading that repeats the words before it is left out."""
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Picture) and kept and kept[-1] == Heading(part.title):
            kept.pop()
        if kept and part == kept[-1]:
            continue
        kept.append(part)
    return kept
