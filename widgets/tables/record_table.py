"""A virtual table of whatever can be listed: a permutation over frozen values, painted.

Accounts, the people of one, the lines of a ledger: who presents it says what each cell is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import (
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from models.exchange.shown import Cell as Shown
from models.exchange.shown import Listed, as_figure
from models.leads.wording import one_line
from widgets import theme
from widgets.tables.choosing import choose_silently
from widgets.tables.record_cells import BLANK, TickCell, text_of
from widgets.tables.record_model import Index, RecordModel
from widgets.tables.record_painter import RecordPainter
from widgets.tables.records import Records, with_chosen
from widgets.taking.taking import Taking

_BY_HAND = QHeaderView.ResizeMode.Interactive
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
NARROWEST = 0.6
"""The least part of its width that a column keeps which takes what others leave."""
MEASURED = 40
"""How many rows are measured for the width of a column of figures."""


class RecordTable(QTableView):
    """The table. Emits `sort_asked` (sort key), `record_chosen` and `record_opened` (number).

    `ticked` (number): the box of a record was clicked, or Space pressed on it; who listens presents
    it anew. `nothing`: what stands there while there are no records.
    """

    sort_asked = Signal(str)
    record_chosen = Signal(int)
    record_opened = Signal(int)
    ticked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None, *, row: int = 36) -> None:
        super().__init__(parent)
        self._row = row
        self._fits = self._wraps = False
        self.nothing = ""
        # Qt tells of widths before all of them are what they will be.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit_height)
        self._most: int | None = None
        self._plain: Records | None = None
        self._number: Callable[[int], int | None] | None = None
        self._records = RecordModel(self)
        self.setModel(self._records)
        self._painter = RecordPainter(self._records, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("framed", "true")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._on_header)
        self._doubled = False
        self.doubleClicked.connect(self._double)
        self.taking = Taking(self, self.listed)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row))
        self.horizontalHeader().setFixedHeight(theme.px(30))
        self._adopt_widths()
        self._fit_height()

    def _adopt_widths(self) -> None:
        value, header = self._records.value, self.horizontalHeader()
        letters = QFontMetrics(header.font())
        for place, column in enumerate(() if value is None else value.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretches else _BY_HAND
            header.setSectionResizeMode(place, mode)
            # A title may be the name of a field: it is not cut, and has room for its arrow.
            beside = theme.px(28 if column.sort else 18)
            title = letters.horizontalAdvance(one_line(column.title)) + beside
            self.setColumnWidth(place, max(theme.px(column.width), title))
        header.setMinimumSectionSize(theme.px(44))
        if value is not None:
            self._keep_figures(value)
        self._keep_names()

    def _keep_names(self) -> None:
        """Figures must not squeeze the column that stretches: names stay to be read, and what has
        no room is scrolled to."""
        value, header = self._records.value, self.horizontalHeader()
        if value is None:
            return
        wide = [place for place, column in enumerate(value.columns) if column.stretches]
        others = (at for at in range(len(value.columns)) if at not in wide)
        room = self.viewport().width() - sum(header.sectionSize(at) for at in others)
        for place in wide:
            least = theme.px(value.columns[place].width * NARROWEST)
            tight = room < least * len(wide)
            header.setSectionResizeMode(
                place, _BY_HAND if tight else QHeaderView.ResizeMode.Stretch
            )
            if tight:
                self.setColumnWidth(place, least)

    def _keep_figures(self, value: Records) -> None:
        """Figures are never cut: their columns become wider where they must, and stay so, as
        nothing moves under the hand."""
        rows = range(min(len(value.rows), MEASURED))
        for place, column in enumerate(value.columns):
            if column.right and not column.stretches and not column.late:
                need = self._painter.width(rows, place)
                if need > self.columnWidth(place):
                    self.setColumnWidth(place, need)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names stay to be read."""
        super().resizeEvent(event)
        self._keep_names()
        if self._wraps:
            self._later.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The records, or why there are none."""
        super().paintEvent(event)
        if self.nothing and not self._records.rowCount():
            look, painter = theme.current(), QPainter(self.viewport())
            painter.setFont(theme.font(12))
            painter.setPen(look.color("text2"))
            room = self.viewport().rect().adjusted(look.px(8), look.px(8), -look.px(8), 0)
            painter.drawText(room, int(_WRAPPED.value), self.nothing)
            painter.end()

    def set_row(self, height: int) -> None:
        """Make all rows this high, in pixels at 100 %."""
        self._row = height
        self._fit_height()
        self.verticalHeader().setDefaultSectionSize(theme.px(height))

    def fit_rows(self, most: int | None = None) -> None:
        """Be as high as the rows are, `most` of them, with the bar that scrolls them sideways: it
        must not lie over the last one."""
        self._fits, self._most = True, most
        self.horizontalScrollBar().rangeChanged.connect(lambda *_ends: self._fit_height())
        self._fit_height()

    def wrap_rows(self) -> None:
        """Make each row as high as its texts need, and the table no higher than its rows: for a
        few rows whose sentences are to be read."""
        self._wraps = True
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self._later.start())
        self._fit_height()

    def _fit_height(self) -> None:
        rows, bar = self._records.rowCount(), self.horizontalScrollBar()
        if self._wraps:
            for row in range(rows):
                self.setRowHeight(row, max(theme.px(self._row), self._painter.need(self, row)))
            high = sum(self.rowHeight(row) for row in range(rows))
            self.setMaximumHeight(high + theme.px(30 + 4))
        if not self._fits:
            return
        shown = rows if self._most is None else min(rows, self._most)
        beside = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(theme.px(30 + self._row * shown + 4) + beside)

    def present(self, value: Records | None) -> None:
        """Show these records; the chosen one stays chosen if it is among them; never emits."""
        self._plain = value
        if value is not None and self._number is not None:
            value = with_chosen(value, self._number)
        before, chosen = self._records.value, self.chosen()
        top = self.verticalScrollBar().value()
        selection = self.selectionModel()
        selection.blockSignals(True)
        self._records.present(value)
        selection.blockSignals(False)
        self._fit_height()
        if value is None:
            return
        if before is None or before.columns != value.columns:
            self._adopt_widths()
        else:
            self._keep_figures(value)
        header = self.horizontalHeader()
        places = [i for i, c in enumerate(value.columns) if c.sort and c.sort == value.sort]
        header.setSortIndicatorShown(bool(places))
        if places:
            # Qt draws an ascending order with an arrow that points down.
            order = Qt.SortOrder.AscendingOrder if value.downwards else Qt.SortOrder.DescendingOrder
            header.setSortIndicator(places[0], order)
        if chosen is not None:
            self.choose(chosen, scroll=False)
        self.verticalScrollBar().setValue(top)
        self.viewport().update()

    def chosen(self) -> int | None:
        """The number of the chosen record."""
        value, index = self._records.value, self.currentIndex()
        if value is None or not index.isValid() or index.row() >= len(value.rows):
            return None
        return int(value.rows[index.row()])

    def choose(self, record: int, *, scroll: bool = True) -> None:
        """Make a record the chosen one, without telling anybody."""
        value = self._records.value
        places = [] if value is None else np.flatnonzero(value.rows == record).tolist()
        if not places:
            return
        choose_silently(self, self._records.index(places[0], 0), scroll=scroll)

    def count_chosen(self, number: Callable[[int], int | None] | None) -> None:
        """Say in a last column how many of the chosen leads a record has; None: no column."""
        if number is not None or self._number is not None:
            self._number = number
            self.present(self._plain)

    def choose_leads_by(
        self, words: Callable[[int], str], do: Callable[[int], None], *, opens: bool = True
    ) -> None:
        """A record chooses leads: by Ctrl+Enter and a line of the menu; `words` say which, ""
        none. `opens`: by Enter and a double click, too, which mean nothing else here."""

        def offered() -> str:
            record = self.chosen()
            name = "" if record is None else words(record)
            return f"Choose the leads of {name}" if name else ""

        def choose(record: int | None) -> None:
            if record is not None and words(record):
                do(record)

        self.taking.choose_by(offered, lambda: choose(self.chosen()))
        if opens:
            self.record_opened.connect(choose)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which record was chosen by hand."""
        super().currentChanged(current, previous)
        record = self.chosen()
        if record is not None:
            self.record_chosen.emit(record)

    def _on_header(self, section: int) -> None:
        value = self._records.value
        if value is not None and value.columns[section].sort:
            self.sort_asked.emit(value.columns[section].sort)

    def _open(self) -> None:
        record = self.chosen()
        if record is not None:
            self.record_opened.emit(record)

    def _tick(self, row: int, columns: Iterable[int]) -> bool:
        """Tell that a box in one of these columns was pressed; False where none has one."""
        value = self._records.value
        cells = (self._records.cell(row, column) for column in columns)
        if value is None or not any(isinstance(c, TickCell) and c.on is not None for c in cells):
            return False
        self.ticked.emit(int(value.rows[row]))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the chosen record chooses it again: what followed may be dropped by now."""
        before = QPersistentModelIndex(self.currentIndex())
        super().mousePressEvent(event)
        pressed = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and pressed.isValid() and pressed == before:
            record = self.chosen()
            if record is not None:
                self.record_chosen.emit(record)

    def _double(self) -> None:
        self._doubled = True
        self._open()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt takes the second press for a first one where that showed the records anew."""
        self._doubled = False
        super().mouseDoubleClickEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and not self._doubled and self.indexAt(event.position().toPoint()).isValid():
            self._open()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._tick(index.row(), (index.column(),))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen one, Space ticks its box."""
        value, index = self._records.value, self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif (
            event.key() == Qt.Key.Key_Space
            and value is not None
            and index.isValid()
            and self._tick(index.row(), range(len(value.columns)))
        ):
            event.accept()
        else:
            super().keyPressEvent(event)

    def listed(self) -> Listed | None:
        """All records shown, as the words of their cells; figures at the right as numbers."""
        value = self._records.value
        if value is None:
            return None
        columns, rows, cell = value.columns, value.rows, value.cell

        def row(place: int) -> list[Shown]:
            record = int(rows[place])
            words = [text_of(cell(at, record)) or BLANK for at in range(len(columns))]
            return [
                as_figure(text) if column.right else text
                for column, text in zip(columns, words, strict=True)
            ]

        heads = tuple(column.title for column in columns)
        return Listed(self.accessibleName(), heads, len(rows), row)

    def copy(self) -> None:
        """Put the chosen records with their header on the clipboard; all where none is chosen."""
        self.taking.copy()
