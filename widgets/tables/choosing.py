"""Choosing a row of a table from the program, so that nobody takes it for a person's choice."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView


def choose_silently(view: QAbstractItemView, index: QModelIndex, *, scroll: bool) -> None:
    """Make the row of the index the current and only chosen one; no signal tells of it."""
    selection, flags = view.selectionModel(), QItemSelectionModel.SelectionFlag
    selection.blockSignals(True)
    selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
    selection.blockSignals(False)
    if scroll:
        view.scrollTo(index)
