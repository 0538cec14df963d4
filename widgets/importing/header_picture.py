"""The first rows of a file as they are in it; a click says which row holds the names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets import theme
from widgets.tables.cells import draw_text

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class HeadRows:
    """Rows as they are in the file. `names`: the first row of names, from 1; 0: there is none."""

    rows: tuple[tuple[str, ...], ...] = ()
    names: int = 1
    lines: int = 1

    def is_name(self, row: int) -> bool:
        """Whether a row, from 0, holds names."""
        return self.names > 0 and self.names <= row + 1 < self.names + self.lines

    def is_above(self, row: int) -> bool:
        """Whether a row, from 0, stands above the names and is left out."""
        return row + 1 < self.names


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = HeadRows()

    def present(self, value: HeadRows) -> None:
        self.beginResetModel()
        self.value = value
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.value.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else max(map(len, self.value.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        cells = self.value.rows[row]
        return cells[column] if column < len(cells) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "names, " if self.value.is_name(index.row()) else ""
            return f"{said}{self.cell(index.row(), index.column())}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return None


class _Cells(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme.current(), QRect(option.rect)
        names = self._model.value.is_name(index.row())
        above = self._model.value.is_above(index.row())
        if names:
            painter.fillRect(rect, look.color("accentbg"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if names and index.column() == 0:
            mark = QRect(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(mark, look.color("accent"))
        text = self._model.cell(index.row(), index.column())
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        tone = "text3" if above else "text"
        if text:
            draw_text(painter, inner, text, tone=tone, size=12, weight=600 if names else 400)


class HeaderPicture(QTableView):
    """Emits `row_chosen` (number of the row, from 1) for a click or Enter on a row."""

    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self._model, self))
        self.setAccessibleName("The first rows as they are in the file; Enter chooses the names")
        self.setProperty("framed", "true")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().sectionClicked.connect(self._chosen)
        self.clicked.connect(lambda index: self._chosen(index.row()))
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(theme.px(28))
        rows.setFont(theme.font(12, tabular=True))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        metrics = QFontMetrics(theme.font(12, 600))
        for column in range(self._model.columnCount()):
            texts = (self._model.cell(row, column) for row in range(self._model.rowCount()))
            # A title above the table is one long cell that must not push the others away.
            widths = sorted(map(metrics.horizontalAdvance, texts))
            usual = widths[int(len(widths) * 0.8)] if widths else 0
            for row in range(self._model.rowCount()):
                if self._model.value.is_name(row):
                    name = self._model.cell(row, column)
                    usual = max(usual, metrics.horizontalAdvance(name))
            wide = max(theme.px(72), min(usual + theme.px(20), theme.px(220)))
            self.setColumnWidth(column, wide)

    @property
    def value(self) -> HeadRows:
        """What is shown."""
        return self._model.value

    def present(self, value: HeadRows) -> None:
        """Show rows; never emits."""
        if value == self._model.value:
            return
        place = self.currentIndex()
        self._model.present(value)
        self._adopt()
        self._let_titles_flow()
        if place.isValid() and place.row() < len(value.rows):
            self.setCurrentIndex(self._model.index(place.row(), place.column()))

    def _let_titles_flow(self) -> None:
        """A title above the names goes on over the blank cells beside it."""
        self.clearSpans()
        columns = self._model.columnCount()
        for row in filter(self._model.value.is_above, range(self._model.rowCount())):
            filled = [at for at in range(columns) if self._model.cell(row, at)]
            for at, following in zip(filled, [*filled, columns][1:], strict=True):
                if following - at > 1:
                    self.setSpan(row, at, 1, following - at)

    def _chosen(self, row: int) -> None:
        self.row_chosen.emit(row + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the blank key says that the chosen row holds the names."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._chosen(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
