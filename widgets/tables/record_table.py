"""A virtual table of whatever can be listed: a permutation over frozen values, painted.

Accounts, the people of one, the lines of a ledger: who presents it says what each cell is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.evaluation.figures import NONE, decimal, percent
from models.exchange.shown import Cell as Shown
from models.exchange.shown import Listed, as_figure
from models.leads.tally import Tally
from models.leads.wording import figure, one_line
from widgets import theme
from widgets.tables.cells import (
    draw_band_chip,
    draw_rate,
    draw_score,
    draw_span,
    draw_text,
    draw_tick,
    draw_two_lines,
)
from widgets.tables.choosing import choose_silently
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ScoreCell:
    """A score on its track."""

    score: int
    least: int
    most: int


@dataclass(frozen=True)
class BandCell:
    """The chip of a band; `rank` 0 is the highest of `count`."""

    name: str
    rank: int
    count: int


@dataclass(frozen=True)
class Named:
    """A name with its details below."""

    name: str
    details: str = ""


@dataclass(frozen=True)
class Neighboured:
    """A figure with its neighbour below, such as what it changes by."""

    figure: str
    neighbour: str = ""
    tone: str = "text"


@dataclass(frozen=True)
class Toned:
    """A text in a tone and weight of its own."""

    text: str
    tone: str = "text"
    weight: int = 400


@dataclass(frozen=True)
class SpanCell:
    """A difference with its interval as a bar around zero; the cell reaches from -most to most.

    `words`: what is copied and read out, where that is not the interval itself.
    """

    low: float
    value: float
    high: float
    most: float
    words: str = ""


@dataclass(frozen=True)
class TickCell:
    """A box to tick; `on` None: there is nothing to tick."""

    on: bool | None


@dataclass(frozen=True)
class RateCell:
    """A rate as a bar with a tick at the base, dashed where few; the bar's end is `full`."""

    tally: Tally
    base: float | None
    full: float


BLANK = "blank"
"""What an empty cell shows."""

Cell = str | ScoreCell | BandCell | Named | Neighboured | Toned | SpanCell | TickCell | RateCell


def text_of(cell: Cell) -> str:
    """A cell in words, as it is copied and read out."""
    match cell:
        case ScoreCell(score):
            return figure(score)
        case BandCell(name):
            return name
        case Named(name, details):
            return ", ".join(part for part in (name, details) if part)
        case Neighboured(shown, neighbour):
            return f"{shown} ({neighbour})" if neighbour else shown
        case Toned(text):
            return text
        case SpanCell(words=words) if words:
            return words
        case SpanCell(low, _, high):
            return f"{decimal(low, 3)} to {decimal(high, 3)}"
        case RateCell(tally):
            return percent(tally.rate)
        case TickCell(on):
            return "\u2013" if on is None else "yes" if on else "no"
        case str():
            return cell


@dataclass(frozen=True)
class RecordColumn:
    """One column: its header, the sort key that a click asks for ("" none), its width."""

    title: str
    sort: str = ""
    width: int = 100
    right: bool = False
    stretches: bool = False


@dataclass(frozen=True, eq=False)
class Records:
    """All that the table shows. `rows`: shape (shown,), numbers of records in their order.

    `cell(column, record)` is asked for visible rows only.
    """

    columns: tuple[RecordColumn, ...]
    rows: NDArray[np.intp]
    cell: Callable[[int, int], Cell]
    sort: str = ""
    downwards: bool = False


CHOSEN_AT = 1
"""The place of the column that tells how many of the chosen leads a record has; after a column of
boxes it is one more."""


def with_chosen(records: Records, number: Callable[[int], int | None]) -> Records:
    """The records with how many of the chosen leads each has, counted when it is seen.

    None: it counts no leads. The number stands beside the first column, so that it is in sight
    also in a narrow table.
    """
    own = records.columns
    at = CHOSEN_AT + (not own[0].title)
    counted = dict[int, int | None]()

    def cell(column: int, record: int) -> Cell:
        if column != at:
            return records.cell(column - (column > at), record)
        if record not in counted:
            counted[record] = number(record)
        found = counted[record]
        if found is None:
            return Toned(NONE, "text3")
        return Toned(figure(found), "accent" if found else "text3", 600 if found else 400)

    columns = (*own[:at], RecordColumn("Chosen", width=64, right=True), *own[at:])
    return replace(records, columns=columns, cell=cell)


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


_BY_HAND = QHeaderView.ResizeMode.Interactive
# As numbers: an operation on Qt's flags costs more than painting a short text.
_SELECTED = int(QStyle.StateFlag.State_Selected.value)
_HOVERED = int(QStyle.StateFlag.State_MouseOver.value)


class _Painter(QStyledItemDelegate):
    """Paints every cell: no roles are asked for, so a repaint costs one call a cell."""

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = self._model.value
        if value is None:
            return
        look, rect, state = theme.current(), option.rect, option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, look.color("sel"))
        elif state & _HOVERED:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        right = value.columns[index.column()].right
        _draw_cell(painter, inner, self._model.cell(index.row(), index.column()), right)


def _draw_cell(painter: QPainter, inner: QRect, cell: Cell, right: bool) -> None:
    match cell:
        case ScoreCell(score, least, most):
            draw_score(painter, inner, score, least, most)
        case BandCell(name, rank, count):
            draw_band_chip(painter, inner, name, rank, count)
        case Named(name, details):
            draw_two_lines(painter, inner, name, details)
        case Neighboured(shown, neighbour, tone):
            draw_two_lines(painter, inner, shown, neighbour, tone=tone, right=right)
        case Toned(text, tone, weight):
            draw_text(painter, inner, text, tone=tone, weight=weight, right=right)
        case SpanCell(low, at, high, most):
            draw_span(painter, inner, low / most, at / most, high / most)
        case RateCell(tally, base, full):
            draw_rate(painter, inner, tally, base, full)
        case TickCell(on):
            if on is not None:
                draw_tick(painter, inner, on)
        case str() as text:
            draw_text(painter, inner, text, right=right)


class RecordTable(QTableView):
    """The table. Emits `sort_asked` (sort key), `record_chosen` and `record_opened` (number).

    `ticked` (number): the box of a record was clicked, or Space pressed on it; who listens presents
    it anew.
    """

    sort_asked = Signal(str)
    record_chosen = Signal(int)
    record_opened = Signal(int)
    ticked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None, *, row: int = 36) -> None:
        super().__init__(parent)
        self._row = row
        self._fits = False
        self._most: int | None = None
        self._plain: Records | None = None
        self._number: Callable[[int], int | None] | None = None
        self._records = RecordModel(self)
        self.setModel(self._records)
        self.setItemDelegate(_Painter(self._records, self))
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
            # A title may be the name of a field: it is not cut, and has room for the arrow.
            title = letters.horizontalAdvance(one_line(column.title)) + theme.px(28)
            self.setColumnWidth(place, max(theme.px(column.width), title))
        header.setMinimumSectionSize(theme.px(44))
        self._keep_names()

    def _keep_names(self) -> None:
        """The column of the chosen must not squeeze the one that stretches: names stay to be read,
        and what has no room is scrolled to."""
        value, header = self._records.value, self.horizontalHeader()
        if value is None or self._number is None:
            return
        wide = [place for place, column in enumerate(value.columns) if column.stretches]
        others = (at for at in range(len(value.columns)) if at not in wide)
        room = self.viewport().width() - sum(header.sectionSize(at) for at in others)
        for place in wide:
            least = theme.px(value.columns[place].width * 5 // 6)
            tight = room < least * len(wide)
            header.setSectionResizeMode(
                place, _BY_HAND if tight else QHeaderView.ResizeMode.Stretch
            )
            if tight:
                self.setColumnWidth(place, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names stay to be read."""
        super().resizeEvent(event)
        self._keep_names()

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

    def _fit_height(self) -> None:
        if not self._fits:
            return
        rows, bar = self._records.rowCount(), self.horizontalScrollBar()
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
