"""A build sheet to work from: a list of lines, with a button at each text that copies it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.exchange.targets.sheet import LEAD_COLUMNS, Copied, Sheet
from widgets import icons, theme
from widgets.build_sheet.lines import Head, LeadRows, Line, lines_of, on_paper, spoken
from widgets.build_sheet.painting import SIDE, Pressed, button_of, height_of, paint_line
from widgets.printing.parts import Part
from widgets.spacing import spaced
from widgets.tables.record_cells import Cell, Toned
from widgets.tables.record_table import RecordTable
from widgets.tables.records import RecordColumn, Records

Index = QModelIndex | QPersistentModelIndex
TOLD = 2500
"""Milliseconds that a button says what it did."""
ROW = 30


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def present(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self.lines[index.row()])
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, view: BuildSheetView, lines: _Lines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, height_of(self._lines.lines[index.row()], width, self._view.high))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # the style would put its padding around the leads

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.row()
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        state = Pressed(row == self._view.over, focused, row == self._view.copied)
        paint_line(painter, option.rect, self._lines.lines[row], state)


class BuildSheetView(QListView):
    """`taken(label)`: a text was copied; `label` says where it goes.

    `over`, `copied`: the rows whose button is under the mouse, and was pressed last; -1 none.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._lines = _Lines(self)
        self._leads: _Leads | None = None
        self.over = self.copied = -1
        self.high = 0
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD)
        self._told.timeout.connect(lambda: self._mark(-1))
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(self, self._lines))
        self.setAccessibleName("Build sheet")
        self.setProperty("framed", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        theme.observer().changed.connect(self._restyle)
        self._restyle()

    # Showing

    def present(self, sheet: Sheet | None) -> None:
        """Show a sheet; who reads it stays where they are, unless it is of another system."""
        if sheet == self._sheet:
            return
        same = sheet is not None and self._sheet is not None and sheet.system == self._sheet.system
        place, row = self.verticalScrollBar().value(), self.currentIndex().row()
        self._sheet = sheet
        self.over = self.copied = -1
        if self._leads is not None:
            self._leads.table.removeEventFilter(self)
            self._leads.hide()
            self._leads.deleteLater()
            self._leads = None
        self._lines.present(() if sheet is None else lines_of(sheet))
        self._put_leads()
        if same and row < len(self._lines.lines):
            self.setCurrentIndex(self._lines.index(row))
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(place)
        else:
            self.scrollToTop()

    def parts(self) -> list[tuple[int, str]]:
        """Where the parts of the sheet begin, with their names."""
        lines = enumerate(self._lines.lines)
        return [(row, line.text) for row, line in lines if isinstance(line, Head)]

    def show_part(self, row: int) -> None:
        """Go to where a part begins."""
        index = self._lines.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def on_paper(self) -> tuple[Part, ...]:
        """The sheet as it is printed."""
        return () if self._sheet is None else on_paper(self._sheet)

    def _put_leads(self) -> None:
        """The table of leads, over the line that keeps its room."""
        found = enumerate(self._lines.lines)
        row, line = next(((r, it) for r, it in found if isinstance(it, LeadRows)), (-1, None))
        if line is None:
            return
        self._leads = _Leads(row, line)
        self._leads.table.installEventFilter(self)
        self._measure()
        self.setIndexWidget(self._lines.index(row), self._leads)

    def _measure(self) -> None:
        if self._leads is not None:
            self.high = self._leads.measured()

    def _restyle(self) -> None:
        self.verticalScrollBar().setSingleStep(theme.px(28))
        self._measure()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard came to the leads: they must be in sight."""
        if event.type() == QEvent.Type.FocusIn and self._leads is not None:
            self.scrollTo(self._lines.index(self._leads.row))
        return super().eventFilter(watched, event)

    # Copying

    def copy(self, row: int) -> bool:
        """Put the text of a line on the clipboard; False where it has none to copy."""
        line = self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None
        if not isinstance(line, Copied):
            return False
        QGuiApplication.clipboard().setText(line.text)
        self._mark(row)
        self._told.start()
        self.taken.emit(line.label)
        return True

    def _mark(self, row: int) -> None:
        for place in {self.copied, row} - {-1}:
            self.update(self._lines.index(place))
        self.copied = row

    def _button_at(self, at: QPoint) -> int:
        """The row whose button is at a point; -1 none."""
        index = self.indexAt(at)
        line = self._lines.lines[index.row()] if index.isValid() else None
        if isinstance(line, Copied) and button_of(line, self.visualRect(index)).contains(at):
            return index.row()
        return -1

    def _look(self, row: int) -> None:
        if row != self.over:
            for place in {self.over, row} - {-1}:
                self.update(self._lines.index(place))
            self.over = row
            pointing = Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(pointing)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A button shows that it can be pressed."""
        super().mouseMoveEvent(event)
        self._look(self._button_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No button is under the mouse."""
        super().leaveEvent(event)
        self._look(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a button copies."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.copy(self._button_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and Ctrl+C copy the text of the line; Ctrl+Down and Ctrl+Up go to the next
        text to copy."""
        keys, row = (
            (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space),
            self.currentIndex().row(),
        )
        with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in keys or event.matches(QKeySequence.StandardKey.Copy):
            self.copy(row)
        elif with_control and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go_on(row, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _go_on(self, row: int, step: int) -> None:
        end = len(self._lines.lines) if step > 0 else -1
        places = range(row + step, end, step)
        found = next((at for at in places if isinstance(self._lines.lines[at], Copied)), None)
        if found is not None:
            self.setCurrentIndex(self._lines.index(found))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy the text that was pressed on."""
        index = self.indexAt(event.pos())
        line = self._lines.lines[index.row()] if index.isValid() else None
        if isinstance(line, Copied):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            words = f"Copy {line.label}".replace("&", "&&")
            menu.addAction(icons.icon("content-copy"), words, lambda: self.copy(index.row()))
            menu.popup(event.globalPos())


class _Leads(QWidget):
    """The table of leads between the margins of the list, over one of its rows."""

    def __init__(self, row: int, line: LeadRows) -> None:
        super().__init__()
        self.row = row
        self._rows = len(line.leads)
        self.table = RecordTable("Leads with expected scores", row=ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.present(_records(line))
        column = QVBoxLayout(self)
        spaced(column, 0, margins=(SIDE, 2, SIDE, 8))
        column.addWidget(self.table)

    def measured(self) -> int:
        """How high the table is with all its rows."""
        bar = self.table.horizontalScrollBar().sizeHint().height()
        return theme.px(30 + ROW * self._rows + 10) + bar + 2 * self.table.frameWidth()


def _records(line: LeadRows) -> Records:
    """The leads as rows: what they must get, then what they tell."""
    lead, score, band = LEAD_COLUMNS
    columns = (
        RecordColumn(lead, width=120),
        RecordColumn(score, width=64, right=True),
        RecordColumn(band, width=90),
        *(RecordColumn(name, width=130) for name in line.fields),
    )

    def cell(column: int, row: int) -> Cell:
        found = line.leads[row]
        if column == 1:
            return Toned(found.score, "text", 600)
        return (found.lead, found.score, found.band, *found.cells)[column]

    return Records(columns, np.arange(len(line.leads)), cell)
