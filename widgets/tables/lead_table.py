"""The virtual table of all leads: a permutation of rows over frozen values, painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.exchange.shown import Cell, Listed
from models.leads.wording import one_line
from models.signs import signed
from widgets import theme
from widgets.tables.cells import draw_band_chip, draw_reasons, draw_score, draw_text, draw_two_lines
from widgets.tables.choosing import choose_silently
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex

LEAD, SCORE, CHANCE, BAND, GRADE, REASONS, OUTCOME, FIELD = (
    "lead",
    "score",
    "chance",
    "band",
    "grade",
    "reasons",
    "outcome",
    "field",
)


@dataclass(frozen=True)
class Column:
    """One column: what it shows, its header, the sort key that a click asks for ("" none).

    `hint` is told beside the header, where there is more to say.
    """

    shows: str
    title: str
    sort: str = ""
    width: int = 120
    right: bool = False
    hint: str = ""


@dataclass(frozen=True, eq=False)
class LeadRows:
    """All that the table shows. Shapes: `scores`, `bands`, `outcome` (leads,); `rows` (shown,).

    `name(lead)` gives a name and details, `cell(column, lead)` a field's text ("" is blank),
    `reasons(lead)` name and points of the rules that gave most, `chance(lead)` how many such leads
    convert; asked for visible rows only.
    `grades`: the place of each lead's grade among `grade_names`; None: the model has no matrix.
    """

    columns: tuple[Column, ...]
    rows: NDArray[np.intp]
    scores: NDArray[np.integer]
    bands: NDArray[np.integer]
    outcome: NDArray[np.integer]
    band_names: tuple[str, ...]
    least: int
    most: int
    name: Callable[[int], tuple[str, str]]
    cell: Callable[[int, int], str]
    reasons: Callable[[int], Sequence[tuple[str, int]]]
    sort: str = ""
    downwards: bool = False
    grades: NDArray[np.integer] | None = None
    grade_names: tuple[str, ...] = ()
    chance: Callable[[int], str] = lambda _lead: ""

    def grade(self, lead: int) -> str:
        """The grade of a lead; "" without a matrix."""
        return "" if self.grades is None else self.grade_names[int(self.grades[lead])]


OUTCOME_WORDS = ("no", "yes", "open")
BLANK = "blank"


class LeadModel(QAbstractTableModel):
    """Rows of the permutation; only the display role is answered, the delegate paints the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: LeadRows | None = None

    def present(self, value: LeadRows | None) -> None:
        """Show other rows. Columns that stay the same keep their widths."""
        before, self.value = self.value, value
        same = (
            before is not None
            and value is not None
            and before.columns == value.columns
            and len(before.rows) == len(value.rows) > 0
        )
        if same:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The number of leads shown."""
        return 0 if parent.isValid() or self.value is None else len(self.value.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The number of columns."""
        return 0 if parent.isValid() or self.value is None else len(self.value.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role != Qt.ItemDataRole.DisplayRole or self.value is None:
            return None
        return self.text(index.row(), index.column())

    def text(self, row: int, column: int) -> str:
        """A cell in words, as it is shown, copied and read out."""
        value = self.value
        if value is None:
            return ""
        lead = int(value.rows[row])
        shows = value.columns[column].shows
        if shows == LEAD:
            return ", ".join(part for part in value.name(lead) if part)
        if shows == SCORE:
            return f"{int(value.scores[lead])}"
        if shows == CHANCE:
            return value.chance(lead)
        if shows == BAND:
            return value.band_names[int(value.bands[lead])]
        if shows == GRADE:
            return value.grade(lead)
        if shows == OUTCOME:
            return OUTCOME_WORDS[int(value.outcome[lead])]
        if shows == REASONS:
            return "; ".join(f"{name} ({signed(points)})" for name, points in value.reasons(lead))
        return value.cell(column, lead)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles."""
        if self.value is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and section < len(self.value.columns):
            return one_line(self.value.columns[section].title)
        if role == Qt.ItemDataRole.ToolTipRole and section < len(self.value.columns):
            return one_line(self.value.columns[section].hint)
        if role == Qt.ItemDataRole.TextAlignmentRole and section < len(self.value.columns):
            side = (
                Qt.AlignmentFlag.AlignRight
                if self.value.columns[section].right
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


# As numbers: an operation on Qt's flags costs more than painting a short text.
_SELECTED = int(QStyle.StateFlag.State_Selected.value)
_HOVERED = int(QStyle.StateFlag.State_MouseOver.value)


class _Painter(QStyledItemDelegate):
    """Paints every cell: no roles are asked for, so a repaint costs one call a cell."""

    def __init__(self, model: LeadModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = self._model.value
        if value is None:
            return
        look = theme.current()
        rect: QRect = option.rect
        state: int = option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, look.color("sel"))
        elif state & _HOVERED:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        lead = int(value.rows[index.row()])
        column = value.columns[index.column()]
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        if column.shows == LEAD:
            draw_two_lines(painter, inner, *value.name(lead))
        elif column.shows == SCORE:
            draw_score(painter, inner, int(value.scores[lead]), value.least, value.most)
        elif column.shows == CHANCE:
            draw_text(painter, inner, value.chance(lead), right=True)
        elif column.shows == BAND:
            count = len(value.band_names)
            band = int(value.bands[lead])
            draw_band_chip(painter, inner, value.band_names[band], count - 1 - band, count)
        elif column.shows == GRADE:
            draw_text(painter, inner, value.grade(lead), weight=600)
        elif column.shows == REASONS:
            draw_reasons(painter, inner, value.reasons(lead))
        elif column.shows == OUTCOME:
            code = int(value.outcome[lead])
            tone = ("text3", "converted", "text3")[code]
            draw_text(
                painter, inner, OUTCOME_WORDS[code], tone=tone, weight=600 if code == 1 else 400
            )
        else:
            text = value.cell(index.column(), lead)
            draw_text(painter, inner, text, right=column.right)


class LeadTable(QTableView):
    """The table. Emits `sort_asked` (sort key) and `lead_chosen` (row number of the lead)."""

    sort_asked = Signal(str)
    lead_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.none_words = ""
        self._model = LeadModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self._model, self))
        self.setAccessibleName("Leads")
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
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._on_header)
        # A list of leads is saved with what it came from, which the page offers.
        self.taking = Taking(self, self.listed, saved=False)
        self._adopt_scale()
        theme.observer().changed.connect(self._adopt_scale)

    def _adopt_scale(self) -> None:
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(look.px(40))
        self.horizontalHeader().setFixedHeight(look.px(32))
        self._adopt_widths()

    def _adopt_widths(self) -> None:
        value = self._model.value
        if value is not None:
            for position, column in enumerate(value.columns):
                self.setColumnWidth(position, theme.current().px(column.width))

    def say_none(self, words: str) -> None:
        """What stands there while no row is shown."""
        self.none_words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.none_words and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(13))
            painter.setPen(theme.current().color("text2"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), wrapped, self.none_words)

    def present(self, value: LeadRows | None) -> None:
        """Show these rows; the chosen lead stays chosen if it is among them."""
        before = self._model.value
        chosen = self.chosen()
        self._model.present(value)
        if value is None:
            return
        if before is None or before.columns != value.columns:
            self._adopt_widths()
        header = self.horizontalHeader()
        place = next(
            (i for i, c in enumerate(value.columns) if c.sort and c.sort == value.sort), -1
        )
        header.setSortIndicatorShown(place >= 0)
        if place >= 0:
            # Qt draws an ascending order with an arrow that points down.
            order = Qt.SortOrder.AscendingOrder if value.downwards else Qt.SortOrder.DescendingOrder
            header.setSortIndicator(place, order)
        if chosen is not None:
            self.choose(chosen, scroll=False)
        self.viewport().update()

    def chosen(self) -> int | None:
        """The row number of the chosen lead in the project's table."""
        value, index = self._model.value, self.currentIndex()
        if value is None or not index.isValid() or index.row() >= len(value.rows):
            return None
        return int(value.rows[index.row()])

    def choose(self, lead: int, *, scroll: bool = True) -> None:
        """Make a lead the chosen one, without telling anybody."""
        value = self._model.value
        if value is None:
            return
        places = np.flatnonzero(value.rows == lead)
        if not len(places):
            return
        choose_silently(self, self._model.index(int(places[0]), 0), scroll=scroll)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which lead was chosen by hand."""
        super().currentChanged(current, previous)
        lead = self.chosen()
        if lead is not None:
            self.lead_chosen.emit(lead)

    def _on_header(self, section: int) -> None:
        value = self._model.value
        if value is not None and value.columns[section].sort:
            self.sort_asked.emit(value.columns[section].sort)

    def listed(self) -> Listed | None:
        """All leads shown, as the words of their cells; scores as numbers."""
        value = self._model.value
        if value is None:
            return None
        columns, text = value.columns, self._model.text

        def row(place: int) -> list[Cell]:
            words = [text(place, at) or BLANK for at in range(len(columns))]
            return [
                int(value.scores[value.rows[place]]) if column.shows == SCORE else word
                for column, word in zip(columns, words, strict=True)
            ]

        heads = tuple(column.title for column in columns)
        return Listed(self.accessibleName(), heads, len(value.rows), row)

    def copy(self) -> None:
        """Put the chosen leads with their header on the clipboard; all where none is chosen."""
        self.taking.copy()
