"""Paints the cells of a table of records, and tells in full those that had to be cut."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from widgets import theme
from widgets.tables.cells import (
    draw_band_chip,
    draw_rate,
    draw_score,
    draw_span,
    draw_text,
    draw_tick,
    draw_two_lines,
    height_of,
    is_cut,
    width_of,
)
from widgets.tables.record_cells import (
    BandCell,
    Cell,
    Named,
    Neighboured,
    RateCell,
    ScoreCell,
    SpanCell,
    TickCell,
    Toned,
    text_of,
)
from widgets.tables.record_model import Index, RecordModel

# As numbers: an operation on Qt's flags costs more than painting a short text.
_SELECTED = int(QStyle.StateFlag.State_Selected.value)
_HOVERED = int(QStyle.StateFlag.State_MouseOver.value)


class RecordPainter(QStyledItemDelegate):
    """Paints every cell: no roles are asked for, so a repaint costs one call a cell."""

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = self._model.value
        if value is None:
            return
        look, rect, state = theme.current(), option.rect, option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, look.color("sel"))
        elif state & _HOVERED:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        right = value.columns[index.column()].right
        _draw_cell(painter, _inner(rect), self._model.cell(index.row(), index.column()), right)

    def need(self, view: QTableView, row: int) -> int:
        """The height of a row in which no text has to be cut."""
        columns = () if self._model.value is None else self._model.value.columns
        heights = [0]
        for place, column in enumerate(columns):
            cell = self._model.cell(row, place)
            if isinstance(cell, str | Toned) and not column.right:
                weight = cell.weight if isinstance(cell, Toned) else 400
                width = _inner(QRect(0, 0, view.columnWidth(place), 0)).width()
                heights.append(height_of(text_of(cell), width, weight=weight))
        return max(heights) + theme.px(12)

    def width(self, rows: Iterable[int], column: int) -> int:
        """The width in which no text of these rows has to be cut."""
        cells = (self._model.cell(row, column) for row in rows)
        return ceil(max([_width(cell) for cell in cells], default=0)) + theme.px(17)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """What a cell says, where not all of it could be painted; else what the table says."""
        if event.type() == QEvent.Type.ToolTip and self._model.value is not None:
            words = self.left_out(view.visualRect(index), index)
            if words:
                QToolTip.showText(event.globalPos(), words, view.viewport())
                return True
        return bool(super().helpEvent(event, view, option, index))

    def left_out(self, rect: QRect, index: Index) -> str:
        """All that a cell says; "" where it is painted in full."""
        value = self._model.value
        if value is None or not index.isValid():
            return ""
        cell = self._model.cell(index.row(), index.column())
        right = value.columns[index.column()].right
        return text_of(cell) if _is_cut(_inner(rect), cell, right) else ""


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(theme.px(8), 0, -theme.px(8), 0)


def _width(cell: Cell) -> float:
    match cell:
        case Neighboured(shown, neighbour):
            return max(width_of(shown), width_of(neighbour, size=11))
        case Toned(text, _, weight):
            return width_of(text, weight=weight)
        case str() as text:
            return width_of(text)
        case _:
            return 0.0


def _draw_cell(painter: QPainter, inner: QRect, cell: Cell, right: bool) -> None:
    match cell:
        case ScoreCell(score, least, most):
            draw_score(painter, inner, score, least, most)
        case BandCell(name, rank, count):
            draw_band_chip(painter, inner, name, rank, count)
        case Named(name, details):
            draw_two_lines(painter, inner, name, details)
        case Neighboured(shown, neighbour, tone):
            draw_two_lines(painter, inner, shown, neighbour, tone=tone, right=right)
        case Toned(text, tone, weight):
            draw_text(painter, inner, text, tone=tone, weight=weight, right=right, wraps=not right)
        case SpanCell(low, at, high, most):
            draw_span(painter, inner, low / most, at / most, high / most)
        case RateCell(tally, base, full):
            draw_rate(painter, inner, tally, base, full)
        case TickCell(on):
            if on is not None:
                draw_tick(painter, inner, on)
        case str() as text:
            draw_text(painter, inner, text, right=right, wraps=not right)


def _is_cut(inner: QRect, cell: Cell, right: bool) -> bool:
    """Whether the words of a cell do not fit into it."""
    match cell:
        case BandCell(name):
            return is_cut(inner.adjusted(0, 0, -theme.px(12), 0), name, weight=600, size=12)
        case Named(first, second) | Neighboured(first, second) if second:
            upper = is_cut(inner, first, right=right)
            return upper or is_cut(inner, second, right=right, size=11)
        case Named(text) | Neighboured(text):
            return is_cut(inner, text, right=right, wraps=not right)
        case Toned(text, _, weight):
            return is_cut(inner, text, right=right, weight=weight, wraps=not right)
        case str() as text:
            return is_cut(inner, text, right=right, wraps=not right)
        case _:
            return False
