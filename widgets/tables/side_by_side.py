"""A few leads side by side: a line for each field, a column for each lead, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets import theme
from widgets.icons import paint_icon
from widgets.tables.cells import draw_text
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex

LEAST, MOST_NAME = 150, 170
"""Pixels at 100 %: the least width of a lead, the most of the names of fields."""
KEPT_HEAD = "What is kept"


@dataclass(frozen=True)
class LeadHead:
    """Whose column it is: the lead's id, and in a few words why it is here."""

    title: str
    why: str = ""


@dataclass(frozen=True)
class FieldLine:
    """A field of all the leads. `taken`: the lead whose cell is kept, -1 where nothing is known.

    `other`: leads whose cell says something else than what is kept; it is lost when they become
    one. `differs`: the leads do not all say the same.
    """

    name: str
    cells: tuple[str, ...]
    taken: int = -1
    other: frozenset[int] = frozenset()

    @property
    def differs(self) -> bool:
        """Whether the leads do not all say the same."""
        return bool(self.other) or len(set(self.cells)) > 1

    @property
    def kept(self) -> str:
        """What the lead that is kept says then."""
        return self.cells[self.taken] if self.taken >= 0 else ""


@dataclass(frozen=True)
class SideBySideValue:
    """All that the table shows. `merged`: they become one, so a column tells what is kept."""

    heads: tuple[LeadHead, ...]
    lines: tuple[FieldLine, ...]
    merged: bool = True


class _Model(QAbstractTableModel):
    """The first line says why each lead is here, the others are fields."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value: SideBySideValue | None = None

    def present(self, value: SideBySideValue | None) -> None:
        self.beginResetModel()
        self.value = value
        self.endResetModel()

    @property
    def before(self) -> int:
        """Columns before those of the leads."""
        return int(self.value is not None and self.value.merged)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.value is None else len(self.value.lines) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.value is None else len(self.value.heads) + self.before

    def line(self, row: int) -> FieldLine | None:
        return None if self.value is None or row == 0 else self.value.lines[row - 1]

    def text(self, row: int, column: int) -> str:
        if self.value is None:
            return ""
        lead, line = column - self.before, self.line(row)
        if line is None:
            return "" if lead < 0 else self.value.heads[lead].why
        return line.kept if lead < 0 else line.cells[lead]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        text = self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._in_words(index.row(), index.column(), text)
        return text

    def _in_words(self, row: int, column: int, text: str) -> str:
        line, lead = self.line(row), column - self.before
        if line is None or lead < 0:
            return text
        said = f"{line.name}: {text or 'blank'}"
        if self.before and lead == line.taken:
            return f"{said}, is kept"
        return f"{said}, is lost" if lead in line.other else said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        value = self.value
        if value is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            line = self.line(section)
            return "" if line is None else line.name
        lead = section - self.before
        return KEPT_HEAD if lead < 0 else value.heads[lead].title


class _Cells(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model = theme.current(), option.rect, self._model
        line, lead = model.line(index.row()), index.column() - model.before
        taken = line is not None and bool(model.before) and 0 <= lead == line.taken
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        elif taken:
            painter.fillRect(rect, look.color("accentbg"))
        elif lead < 0:
            painter.fillRect(rect, look.color("canvas"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        text = model.text(index.row(), index.column())
        if line is None:
            if text:
                draw_text(painter, inner, text, tone="text2", size=12)
            return
        lost = bool(model.before) and lead in line.other
        if taken or lost:
            side = look.px(14)
            mark = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_icon(painter, "check" if taken else "close", mark, "accent" if taken else "text2")
        if model.before and lead >= 0:
            inner.setLeft(inner.left() + look.px(20))
        weight = 600 if line.differs and text else 400
        draw_text(painter, inner, text, tone="text2" if lost else "text", weight=weight, size=12)


class SideBySide(QTableView):
    """Shows a group. `lead_chosen(position)`: a cell of a lead was chosen; -1: of none."""

    lead_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self._model, self))
        self.setAccessibleName("Leads of the group side by side")
        self.setProperty("framed", "true")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.taking = Taking(self)
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def present(self, value: SideBySideValue | None) -> None:
        """Show other leads; none of them is chosen."""
        if value == self._model.value:
            return
        self._model.present(value)
        self._adopt()

    @property
    def value(self) -> SideBySideValue | None:
        """What is shown."""
        return self._model.value

    @property
    def chosen(self) -> int:
        """The position of the lead whose cell is chosen; -1: none."""
        index = self.currentIndex()
        return max(index.column() - self._model.before, -1) if index.isValid() else -1

    def _tell(self) -> None:
        self.lead_chosen.emit(self.chosen)

    def _adopt(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.horizontalHeader().setFixedHeight(theme.px(30))
        value = self._model.value
        if value is not None:
            letters = QFontMetrics(self.verticalHeader().font())
            widest = max((letters.horizontalAdvance(line.name) for line in value.lines), default=0)
            self.verticalHeader().setFixedWidth(min(widest + theme.px(20), theme.px(MOST_NAME)))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The leads share the room, as long as each has its least."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = self._model.columnCount()
        if columns:
            width = max(theme.px(LEAST), self.viewport().width() // columns)
            for column in range(columns):
                self.setColumnWidth(column, width)
