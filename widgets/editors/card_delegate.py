"""The delegate that paints every row of the list of rules, and says what each is worth in words."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from models.scoring.words import award_words
from widgets import theme
from widgets.editors.card_painting import HELD, paint_card, paint_figures, places_of
from widgets.editors.card_places import Zone, header_height, row_height
from widgets.editors.evidence import told
from widgets.editors.header_painting import empty_words, paint_header, paint_quiet_row
from widgets.editors.row_state import State
from widgets.editors.rule_rows import EmptyRow, FootRow, HeaderRow, Row, RuleRow, sentence_of
from widgets.inputs.spin_box import SignedSpinBox

AnyIndex = QModelIndex | QPersistentModelIndex
ADD_RULE = "Add a rule"
ADD_GROUP = "Add a group"


class Rows(QAbstractListModel):
    """The rows as Qt's model; what each says to a screen reader."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> list[int] | None:
        """Take other rows: the positions that changed, or None where all are new."""
        before = self.rows
        if [row.key for row in before] != [row.key for row in rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return None
        self.rows = rows
        return [i for i, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self.rows[index.row()])
        return None


def spoken(row: Row) -> str:
    """A row in words."""
    match row:
        case HeaderRow():
            limit = f"limit {row.limit}" if row.limit else "no limit"
            folded = "folded" if row.collapsed else ""
            parts = (f"Group {row.group.name}", row.what, row.decay, limit, row.reaches, folded)
            return ", ".join(part for part in parts if part)
        case RuleRow():
            muted = "muted" if row.rule.muted else ""
            problem = row.problem.sentence() if row.problem is not None else ""
            said = (
                f"{sentence_of(row.rule)}: {award_words(row.rule)}",
                muted,
                HELD[row.hold][1] if row.hold in HELD else "",
                told(row.evidence),
                problem,
            )
            return ". ".join(part for part in said if part)
        case EmptyRow():
            return f"{empty_words(row)} {ADD_RULE}"
        case FootRow():
            return ADD_GROUP


class CardDelegate(QStyledItemDelegate):
    """Paints rows. The list tells it what no style option knows."""

    def __init__(self, rows: Rows, spin: SignedSpinBox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows, self._spin = rows, spin
        self.compact = False
        self.keyboard = False
        self.edited: tuple[str, str] | None = None
        self.hot: tuple[int, Zone | None] = (-1, None)
        self.chosen: tuple[str, str] | None = None
        self.focused = -1
        self.region = QRegion()
        """What is being painted now; rows and parts of rows outside stay as they are."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._rows.rows[index.row()]
        compact = self.compact or theme.current().scale >= 1.5
        match row:
            case RuleRow():
                height = row_height(compact=compact)
            case HeaderRow():
                height = header_height(compact=compact)
            case _:
                height = theme.px(38)
        return QSize(theme.px(300), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        position = index.row()
        row = self._rows.rows[position]
        rect = option.rect
        dirty = self.region.intersected(rect).boundingRect()
        if dirty.isEmpty():
            return
        hot_row, hot = self.hot
        state = State(
            hover=hot_row == position,
            chosen=self.chosen == row.key,
            focus=self.keyboard and self.focused == position,
            compact=self.compact or theme.current().scale >= 1.5,
            edited=self.edited == row.key,
            hot=hot if hot_row == position else None,
        )
        painter.save()
        match row:
            case RuleRow() if places_of(rect, row).evidence.contains(dirty):
                paint_figures(painter, rect, row, state)
            case RuleRow():
                paint_card(painter, rect, row, state, self._spin)
            case HeaderRow():
                paint_header(painter, rect, row, state)
            case EmptyRow():
                paint_quiet_row(painter, rect, empty_words(row), ADD_RULE, state)
            case FootRow():
                paint_quiet_row(painter, rect, "", ADD_GROUP, state)
        painter.restore()
