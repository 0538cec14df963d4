"""The table of cells as they came, under heads that say what each field was taken for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.exchange.shown import Listed
from models.leads.fields import Kind
from widgets import icons, theme
from widgets.tables.cells import draw_text
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex

LOOKED_AT = 60
"""So many rows say how wide a field would like to be."""


@dataclass(frozen=True)
class FieldHead:
    """What the head of one field shows. `role` is "" for a plain field; `finding` "" for none."""

    name: str
    kind: str
    icon: str
    filled: float
    values: str
    role: str = ""
    finding: str = ""
    grave: bool = False
    right: bool = False
    ignored: bool = False


@dataclass(frozen=True, eq=False)
class FieldRows:
    """The heads and, for visible rows only, `cell(row, column)` and whether it is a misfit.

    `number` tells the number of a row where only some of the rows are shown.
    """

    heads: tuple[FieldHead, ...]
    rows: int
    first: int
    cell: Callable[[int, int], str]
    misfit: Callable[[int, int], bool]
    number: Callable[[int], int] | None = None

    def only(self, rows: Sequence[int]) -> FieldRows:
        """The same fields with these rows alone, which keep their numbers."""
        cell, misfit, first = self.cell, self.misfit, self.first
        return replace(
            self,
            rows=len(rows),
            cell=lambda row, column: cell(int(rows[row]), column),
            misfit=lambda row, column: misfit(int(rows[row]), column),
            number=lambda row: int(rows[row]) + first,
        )


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value: FieldRows | None = None

    def present(self, value: FieldRows | None) -> None:
        before, self.value = self.value, value
        if (
            before is not None
            and value is not None
            and before.rows == value.rows > 0
            and len(before.heads) == len(value.heads)
        ):
            last = len(value.heads) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if before.number is not value.number:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, value.rows - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(value.rows - 1, last))
        else:
            self.beginResetModel()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.value is None else self.value.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.value is None else len(self.value.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or self.value is None:
            return None
        return self.value.cell(index.row(), index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.FontRole and orientation == Qt.Orientation.Vertical:
            return theme.font(12, tabular=True)  # a style sheet takes back what is set
        if self.value is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            number = self.value.number
            return str(section + self.value.first if number is None else number(section))
        return self.value.heads[section].name if section < len(self.value.heads) else None


class _Cells(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.chosen = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = self._model.value
        if value is None:
            return
        look = theme.current()
        rect: QRect = option.rect
        head = value.heads[index.column()]
        misfit = value.misfit(index.row(), index.column())
        if misfit:
            painter.fillRect(rect, look.color("warnbg"))
        elif index.column() == self.chosen:
            painter.fillRect(rect, look.color("sel"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        text = value.cell(index.row(), index.column())
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        tone = "warn" if misfit else "text3" if head.ignored else "text"
        draw_text(painter, inner, text, right=head.right, tone=tone, size=12)


class _Heads(QHeaderView):
    """Name, kind, fill, distinct values or a finding, role: five lines under each other."""

    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.chosen = -1
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(112))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        value = self._model.value
        if value is None or section >= len(value.heads):
            return
        head = value.heads[section]
        look = theme.current()
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.color("sel" if section == self.chosen else "canvas"))
        painter.setPen(look.color("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left, width = rect.left() + look.px(8), rect.width() - look.px(14)
        line = look.px(19)

        def row(number: int) -> QRect:
            return QRect(left, rect.top() + look.px(8) + number * line, width, line)

        name_tone = "text3" if head.ignored else "text"
        draw_text(painter, row(0), head.name, weight=600, tone=name_tone)
        size = look.px(14)
        kind = row(1)
        icons.icon(head.icon, "text3").paint(
            painter, QRect(kind.left(), kind.center().y() - size // 2, size, size)
        )
        draw_text(
            painter, kind.adjusted(size + look.px(4), 0, 0, 0), head.kind, tone="text3", size=12
        )
        fill = row(2)
        bar = QRect(fill.left(), fill.center().y() - look.px(2), look.px(24), look.px(5))
        painter.fillRect(bar, look.color("sunken"))
        share = max(1, round(bar.width() * head.filled)) if head.filled else 0
        painter.fillRect(QRect(bar.left(), bar.top(), share, bar.height()), look.color("axis"))
        percent = f"{head.filled * 100:.0f}\u202f%"
        text = percent if fill.width() < look.px(96) else f"{percent} filled"
        draw_text(painter, fill.adjusted(look.px(30), 0, 0, 0), text, tone="text3", size=11)
        if head.finding:
            tone = "err" if head.grave else "warn"
            place = row(3)
            icons.icon("alert", tone).paint(
                painter, QRect(place.left(), place.center().y() - size // 2, size, size)
            )
            inner = place.adjusted(size + look.px(4), 0, 0, 0)
            draw_text(painter, inner, head.finding, tone=tone, size=11)
        else:
            draw_text(painter, row(3), head.values, tone="text3", size=11)
        self._role(painter, row(4), head)
        painter.restore()

    def _role(self, painter: QPainter, rect: QRect, head: FieldHead) -> None:
        look = theme.current()
        if not head.role or head.ignored:
            text = "left out" if head.ignored else "a field"
            draw_text(painter, rect, text, tone="text3", size=11)
            return
        font = theme.font(11, 600)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(
            head.role, Qt.TextElideMode.ElideRight, rect.width() - look.px(12)
        )
        width = metrics.horizontalAdvance(text) + look.px(12)
        chip = QRect(rect.left(), rect.center().y() - look.px(8), width, look.px(18))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(chip, look.px(3), look.px(3))
        painter.setFont(font)
        painter.setPen(look.color("accent"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


class FieldTable(QTableView):
    """The table. Emits `field_chosen` (position of the field)."""

    field_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self._cells = _Cells(self._model, self)
        self._heads = _Heads(self._model, self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._heads)
        self.setAccessibleName("Imported cells by field")
        self.setProperty("framed", "true")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self._least: list[int] = []
        self._wishes: list[int] = []
        self._placing = self._sized_by_hand = False
        self._heads.sectionResized.connect(self._sized)
        self._heads.sectionClicked.connect(self._by_hand)
        self.taking = Taking(self, self.listed)
        self._adopt_scale()
        theme.observer().changed.connect(self._adopt_scale)

    def _adopt_scale(self) -> None:
        numbers = self.verticalHeader()
        numbers.setDefaultSectionSize(theme.px(30))
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._heads.setFixedHeight(theme.px(112))
        value = self._model.value
        if value is not None:
            self._adopt_widths(value)

    def _adopt_widths(self, value: FieldRows) -> None:
        metrics, cells = QFontMetrics(theme.font(13, 600)), QFontMetrics(theme.font(12))
        self._least, self._wishes, self._sized_by_hand = [], [], False
        for position, head in enumerate(value.heads):
            title = metrics.horizontalAdvance(head.name) + theme.px(24)
            texts = (value.cell(row, position) for row in range(min(value.rows, LOOKED_AT)))
            longest = max(map(cells.horizontalAdvance, texts), default=0) + theme.px(20)
            # Of a text that is cut the beginning still tells; of a figure or a day it does not.
            whole = longest if head.right or head.kind == Kind.DATE else 0
            least = max(theme.px(104), min(max(title, whole), theme.px(180)))
            self._least.append(least)
            self._wishes.append(max(least, min(longest, theme.px(320))))
        self._place()

    def _place(self) -> None:
        """Room that is left over goes to the fields whose cells would be cut."""
        if self._sized_by_hand:
            return
        spare = self.viewport().width() - sum(self._least)
        self._placing = True
        wanting = sorted(range(len(self._least)), key=lambda at: self._wishes[at] - self._least[at])
        for done, position in enumerate(wanting):
            least, wish = self._least[position], self._wishes[position]
            more = max(0, min(wish - least, spare // (len(wanting) - done)))
            spare -= more
            self.setColumnWidth(position, least + more)
        self._placing = False

    def _sized(self, _position: int, _before: int, _after: int) -> None:
        self._sized_by_hand = self._sized_by_hand or not self._placing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new room, while no hand has drawn a field wider or narrower."""
        super().resizeEvent(event)
        self._place()

    def present(self, value: FieldRows | None) -> None:
        """Show these fields and rows."""
        before = self._model.value
        self._model.present(value)
        if value is not None and (before is None or len(before.heads) != len(value.heads)):
            self._adopt_widths(value)
        self._heads.viewport().update()

    def listed(self) -> Listed | None:
        """The cells as they were imported, blank ones empty, under the names of their fields."""
        value = self._model.value
        if value is None:
            return None
        columns, cell = range(len(value.heads)), value.cell
        heads = tuple(head.name for head in value.heads)
        return Listed(
            self.accessibleName(),
            heads,
            value.rows,
            lambda row: [cell(row, column) for column in columns],
        )

    def choose(self, position: int) -> None:
        """Mark a field as the chosen one, without telling anybody."""
        self._cells.chosen = self._heads.chosen = position
        self.viewport().update()
        self._heads.viewport().update()

    def reveal(self, position: int, row: int = 0) -> None:
        """Scroll a field, and a row of it, into view."""
        self.scrollTo(self._model.index(row, position))

    def begin_at(self, position: int) -> None:
        """Choose a field, without telling anybody, and let the keys begin there."""
        self.choose(position)
        self.setCurrentIndex(self._model.index(0, position))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which field was chosen by hand or key."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != self._cells.chosen:
            self._by_hand(current.column())

    def _by_hand(self, position: int) -> None:
        self.choose(position)
        self.field_chosen.emit(position)
