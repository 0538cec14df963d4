"""The figures of a chart as a table in its place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from models.exchange.shown import clipboard_text, listed
from models.signs import MINUS
from widgets import theme
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Cell, Table
from widgets.taking.taking import Taking

_Index = QModelIndex | QPersistentModelIndex


def cell_text(cell: Cell) -> str:
    """A cell as it is read on the screen."""
    if isinstance(cell, str):
        return cell
    text = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.4g}"
    return text.replace("-", MINUS)


as_clipboard_text = clipboard_text


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.header: list[Cell] = []
        self.rows: Table = []

    def present(self, table: Table) -> None:
        self.beginResetModel()
        self.header, self.rows = (table[0], table[1:]) if table else ([], [])
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = "Left" if isinstance(cell, str) else "Right"
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag[f"Align{side}"]
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.header[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and self.rows:
            return self.data(self.index(0, section), role)
        return None


class TableOverlay(QWidget):
    """Covers the chart that it belongs to; T or Escape closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._rows = _Rows(self)
        self._view = QTableView()
        self._view.setModel(self._rows)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(theme.px(24))
        self._view.horizontalHeader().setHighlightSections(False)
        self._view.setShowGrid(False)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setAccessibleName("Figures of the chart")
        self._view.setProperty("ownFocus", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._view.installEventFilter(self)
        self._listed = listed("Figures", [])
        self.taking = Taking(self._view, lambda: self._listed)

    def present(self, title: str, table: Table) -> None:
        """Show other figures."""
        self._listed = listed(title, table)
        self._rows.present(table)
        for column in range(self._rows.columnCount()):
            texts = [cell_text(row[column]) for row in table]
            widest = max(text_width(text, theme.px(13)) for text in texts)
            self._view.setColumnWidth(column, round(widest) + theme.px(22))

    def eventFilter(self, watched: object, event: object) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape)
            and not event.modifiers()
        ):
            self.closed.emit()
            return True
        return False
