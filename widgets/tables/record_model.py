"""Records as Qt asks for them: words of cells, and the titles."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from models.leads.wording import one_line
from widgets.tables.record_cells import Cell, text_of
from widgets.tables.records import Records

Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """Rows of the permutation; only the display role is answered, the delegate paints the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: Records | None = None

    def present(self, value: Records | None) -> None:
        """Show other records."""
        self.beginResetModel()
        self.value = value
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The number of records shown."""
        return 0 if parent.isValid() or self.value is None else len(self.value.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The number of columns."""
        return 0 if parent.isValid() or self.value is None else len(self.value.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole or self.value is None:
            return None
        return text_of(self.cell(index.row(), index.column()))

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a place of the table."""
        value = self.value
        return "" if value is None else value.cell(column, int(value.rows[row]))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles."""
        if self.value is None or orientation != Qt.Orientation.Horizontal:
            return None
        if section >= len(self.value.columns):
            return None
        column = self.value.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            # Qt draws the arrow of the order over the end of a title at the right.
            sorted_by = column.right and column.sort and column.sort == self.value.sort
            title = one_line(column.title)
            return f"{title}\u2003" if sorted_by else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
