"""A list for dialogs: rows with a line or two of words, and a short word at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.exchange.shown import Listed, Table, listed
from models.leads.wording import one_line
from widgets import theme
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex

_WORDS = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class RowWords:
    """The words of a row; `side` stands at the right, `muted` rows are past or to come."""

    first: str
    second: str = ""
    side: str = ""
    muted: bool = False


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = index.data(_WORDS)
        if isinstance(words, RowWords) and not words.second:
            return QSize(theme.px(120), theme.px(30))
        if isinstance(words, RowWords):
            return QSize(theme.px(120), theme.px(46))
        hint: QSize = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), theme.px(30)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words = index.data(_WORDS)
        if not isinstance(words, RowWords):
            super().paint(painter, option, index)
            return
        look = theme.current()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        inner = rect.adjusted(look.px(10), 0, -look.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        small = theme.font(12)
        quiet = "text2" if option.state & QStyle.StateFlag.State_Selected else "text3"
        if words.side:
            painter.setFont(small)
            painter.setPen(look.color(quiet))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, words.side)
            wide = QFontMetrics(small).horizontalAdvance(words.side)
            inner.setRight(inner.right() - wide - look.px(12))
        above, below = QRect(inner), QRect(inner)
        if words.second:
            above.setBottom(rect.center().y() + look.px(1))
            above.setTop(rect.top() + look.px(4))
            below.setTop(rect.center().y() + look.px(1))
            below.setBottom(rect.bottom() - look.px(4))
            painter.setFont(small)
            painter.setPen(look.color(quiet))
            painter.drawText(below, middle, _elided(small, words.second, below.width()))
        font = theme.font(13)
        painter.setFont(font)
        painter.setPen(look.color("text3" if words.muted else "text"))
        painter.drawText(above, middle, _elided(font, words.first, above.width()))


def _elided(font: QFont, text: str, room: int) -> str:
    return QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, room)


class Rows(QListWidget):
    """The list, with a line around it and air in its rows. Ticked rows keep Qt's own look."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("framed", "true")
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.taking = Taking(self, self.listed)
        theme.observer().changed.connect(self.scheduleDelayedItemsLayout)

    def add(self, words: RowWords, data: object = None) -> QListWidgetItem:
        """Add a row at the end; `data` is what the row stands for."""
        spoken = ", ".join(part for part in (words.first, words.second, words.side) if part)
        item = QListWidgetItem(spoken)
        item.setToolTip(spoken)
        item.setData(_WORDS, words)
        item.setData(Qt.ItemDataRole.UserRole, data)
        self.addItem(item)
        return item

    def listed(self) -> Listed:
        """The rows as words: a column each for what stands in a row."""
        rows: list[list[str]] = []
        for place in range(self.count()):
            item = self.item(place)
            words = item.data(_WORDS)
            if isinstance(words, RowWords):
                rows.append([words.first, words.second, words.side])
            else:
                rows.append([item.text(), "", ""])
        used = [at for at in range(3) if at == 0 or any(row[at] for row in rows)]
        table: Table = [[(self.accessibleName(), "Details", "State")[at] for at in used]]
        table += [[row[at] for at in used] for row in rows]
        return listed(self.accessibleName(), table)
