"""The fields of one lead as a form: name and value, editable where a lead is tried out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets import theme
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class FieldValue:
    """A field of the lead. `used`: rules read it. `changed`: differs from the lead it came from."""

    name: str
    text: str
    used: bool = False
    changed: bool = False
    wrong: str = ""


class _Model(QAbstractTableModel):
    typed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: tuple[FieldValue, ...] = ()
        self.editable = False

    def present(self, values: tuple[FieldValue, ...], editable: bool) -> None:
        same = len(values) == len(self.values) and editable == self.editable
        self.values, self.editable = values, editable
        if same and values:
            self.dataChanged.emit(self.index(0, 0), self.index(len(values) - 1, 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.values[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return value.name if index.column() == 0 else value.text or "blank"
        if role == Qt.ItemDataRole.EditRole:
            return value.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return value.wrong or (value.text if index.column() else value.name)
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == 0:
                return theme.current().color("text" if value.used else "text3")
            tone = "warn" if value.wrong else "text" if value.text else "text3"
            return QColor(theme.current().color(tone))
        if role == Qt.ItemDataRole.FontRole:
            bold = value.changed if index.column() else value.used
            return QFont(theme.font(12, 600 if bold else 400))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("Field", "Value")[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.column() == 1:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(self.values[index.row()].name, str(value))
        return True


class FieldForm(QTableView):
    """The form. Emits `typed` (field, text) when a value is changed by hand, `untyped` (field)
    when a changed one is to be what it was: Delete on it."""

    typed = Signal(str, str)
    untyped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._model.typed.connect(self.typed)
        self.setModel(self._model)
        self.setAccessibleName("Fields of the lead")
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.taking = Taking(self)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.setColumnWidth(0, theme.px(150))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes back what was typed into the chosen field."""
        row = self.currentIndex().row()
        here = self._model.editable and 0 <= row < len(self._model.values)
        if here and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._model.values[row].changed:
                self.untyped.emit(self._model.values[row].name)
            return
        super().keyPressEvent(event)

    def present(self, values: tuple[FieldValue, ...], *, editable: bool) -> None:
        """Show the fields of a lead."""
        self._model.present(values, editable)
