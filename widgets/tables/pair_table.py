"""A table of two columns that a person writes: rows added, removed, moved, pasted.

It is the words of titles and the rows of a lookup. `changed(rows, gesture)`: the rows after.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.leads.pasted import pasted_rows
from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex
Pairs = tuple[tuple[str, str], ...]


class _Model(QAbstractTableModel):
    written = Signal(object)

    def __init__(self, heads: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.heads = heads
        self.rows: Pairs = ()

    def present(self, rows: Pairs) -> None:
        if rows == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = rows
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
        cell = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell or "blank"
        if role == Qt.ItemDataRole.EditRole:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().color("text" if cell else "text3")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.heads[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = list(self.rows[index.row()])
        row[index.column()] = str(value).strip()
        rows = list(self.rows)
        rows[index.row()] = (row[0], row[1])
        self.written.emit(tuple(rows))
        return True


class _View(QTableView):
    pasted = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class PairTable(QWidget):
    """The table, and under it what can be done with its rows."""

    changed = Signal(object)

    def __init__(
        self, name: str, heads: tuple[str, str], one: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._one = one
        self._model = _Model(heads, self)
        self._model.written.connect(self._tell)
        self.view = _View(self)
        self.view.setModel(self._model)
        self.view.setAccessibleName(name)
        self.view.setProperty("framed", "true")
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.taking = Taking(self.view)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.pasted.connect(self.paste)
        self.view.removed.connect(self.remove)
        self.add = quiet_button(f"Add {one}", "plus", self)
        self.pasting = quiet_button("Paste from a spreadsheet", "content-paste", self)
        self.up = Tool("arrow-up", f"Move {one} up", self)
        self.down = Tool("arrow-down", f"Move {one} down", self)
        self.delete = Tool("delete", f"Remove {one}", self)
        self.said = Label("", "text2", size=12, wrap=True, parent=self)
        tools = QHBoxLayout()
        spaced(tools, 4, margins=(3, 0, 3, 0))  # room for the ring of the focus
        for widget in (self.add, self.pasting):
            tools.addWidget(widget)
        tools.addStretch(1)
        for tool in (self.up, self.down, self.delete):
            tools.addWidget(tool)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(0, 0, 0, 3))
        column.addWidget(self.view, 1)
        column.addLayout(tools)
        column.addWidget(self.said)
        self.add.clicked.connect(self._add)
        self.pasting.clicked.connect(self.paste)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.delete.clicked.connect(self.remove)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self._model.modelReset.connect(self._enable)
        theme.observer().changed.connect(self._dress)
        self._dress()
        self.said.hide()

    def _dress(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.view.setColumnWidth(1, theme.px(150))
        self.view.setMinimumHeight(theme.px(120))

    def present(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show rows; the chosen one stays."""
        at = self.view.currentIndex()
        row, column = at.row(), max(at.column(), 0)
        self._model.present(tuple(rows))
        if rows and not self.view.currentIndex().isValid():
            self._choose(min(max(row, 0), len(rows) - 1), column)
        self._enable()

    def say(self, text: str, token: str = "text2") -> None:
        """Say what came of the last thing that was done; "" nothing."""
        self.said.present(text, token)
        self.said.setVisible(bool(text))

    @property
    def rows(self) -> Pairs:
        """What is shown."""
        return self._model.rows

    def _choose(self, row: int, column: int = 0) -> None:
        # Whatever keys are held: Ctrl is still down while something is pasted.
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            self._model.index(row, column), flag.ClearAndSelect | flag.Rows
        )

    def _enable(self) -> None:
        row, rows = self.view.currentIndex().row(), len(self.rows)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < rows - 1)
        self.delete.setEnabled(row >= 0)

    def _tell(self, rows: Pairs) -> None:
        if rows != self.rows:
            self.say("")
            self._model.present(rows)
            self.changed.emit(rows)

    def _add(self) -> None:
        """A row under the chosen one, ready to be written."""
        row = self.view.currentIndex().row() + 1
        self._model.present((*self.rows[:row], ("", ""), *self.rows[row:]))
        self._choose(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.edit(self._model.index(row, 0))

    def remove(self) -> None:
        """Take the chosen rows away."""
        gone = {index.row() for index in self.view.selectionModel().selectedRows()}
        if gone:
            first = min(gone)
            self._tell(tuple(row for place, row in enumerate(self.rows) if place not in gone))
            if self.rows:
                self._choose(min(first, len(self.rows) - 1))
            self._enable()

    def _move(self, step: int) -> None:
        row = self.view.currentIndex().row()
        rows = list(self.rows)
        if 0 <= row < len(rows) and 0 <= row + step < len(rows):
            rows.insert(row + step, rows.pop(row))
            self._tell(tuple(rows))
            self._choose(row + step)

    def paste(self) -> None:
        """Add what was copied in a spreadsheet at the end."""
        rows = pasted_rows(QGuiApplication.clipboard().text())
        if not rows:
            self.say("There is no text to paste. Copy two columns in a spreadsheet first.")
            return
        self._tell((*self.rows, *rows))
        self._choose(len(self.rows) - 1)
        many = f"{len(rows):,} {self._one}s were" if len(rows) > 1 else f"1 {self._one} was"
        self.say(f"{many} added at the end.")
