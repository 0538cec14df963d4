"""The written table of a decay: up to which age how much is left, each cell to be typed over."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from models.leads.wording import figure
from widgets import theme
from widgets.editors.decay_draft import Row
from widgets.inputs.numbers import read_whole
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Up to day", "Left")
SHOWN_ROWS = 6


class _Rows(QAbstractTableModel):
    typed = Signal(int, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def present(self, rows: tuple[Row, ...]) -> None:
        if len(rows) == len(self.rows):
            changed = rows != self.rows
            self.rows = rows
            if changed and rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        value = row.percent if index.column() else row.to
        if role == Qt.ItemDataRole.DisplayRole:
            if value is None:
                return ""
            return f"{value}\u202f%" if index.column() else figure(value)
        if role == Qt.ItemDataRole.EditRole:
            return "" if value is None else str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            return QFont(theme.font(12, tabular=True))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = self.rows[index.row()]
        read = read_whole(str(value).replace("%", ""))
        after = Row(row.to, read) if index.column() else Row(read, row.percent)
        self.typed.emit(index.row(), after)
        return True


class DecayTable(QTableView):
    """`changed(place, row)`: a person typed over a cell; the row is None where it was taken out."""

    changed = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self._model.typed.connect(self.changed)
        self.setModel(self._model)
        self.setAccessibleName("Decay table: up to which age how much is left")
        self.setToolTip("Type over a cell. Del takes a row out.")
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.taking = Taking(self)
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _adopt(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(24))
        self.updateGeometry()

    def present(self, rows: tuple[Row, ...]) -> None:
        """Show the rows."""
        self._model.present(rows)

    def edit_row(self, place: int) -> None:
        """To the age of a row."""
        index = self._model.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        head = self.horizontalHeader().sizeHint().height()
        return QSize(theme.px(190), head + SHOWN_ROWS * theme.px(24) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and index.isValid() and not editing:
            self.changed.emit(index.row(), None)
        else:
            super().keyPressEvent(event)
