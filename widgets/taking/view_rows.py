"""A table of Qt as a table of words: what its model shows, with its heads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from models.exchange.shown import Cell, Listed, Table, as_figure, listed

_RIGHT = Qt.AlignmentFlag.AlignRight.value


def rows_of_view(view: QAbstractItemView) -> Listed:
    """All rows of a view, copied out of its model; figures at the right become numbers.

    Names of rows that the view shows are the first column.
    """
    model, title = view.model(), view.accessibleName()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    words = Qt.ItemDataRole.DisplayRole
    columns = range(model.columnCount())
    if isinstance(view, QTableView):
        columns_shown = [column for column in columns if not view.isColumnHidden(column)]
        named = not view.verticalHeader().isHidden()
    else:
        columns_shown, named = list(columns), False
    heads: list[Cell] = [_text(model.headerData(column, across, words)) for column in columns_shown]
    table: Table = [(["", *heads] if named else heads) if isinstance(view, QTableView) else [title]]
    for row in range(model.rowCount()):
        cells: list[Cell] = []
        if named:
            cells.append(as_figure(_text(model.headerData(row, down, words))))
        for column in columns_shown:
            index = model.index(row, column)
            text = _text(index.data(words))
            aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
            cells.append(as_figure(text) if _at_right(aligned) else text)
        table.append(cells)
    return listed(title, table)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _at_right(aligned: object) -> bool:
    if aligned is None:
        return False
    number = aligned if isinstance(aligned, int) else getattr(aligned, "value", 0)
    return bool(number & _RIGHT)
