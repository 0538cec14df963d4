"""The commonest values of a field: how many leads have each, and how those convert, as bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.evaluation.evaluation import TOO_FEW
from models.evaluation.figures import count, percent
from models.leads.tally import ValueCount
from widgets import theme

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: ValueList) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(Qt.ItemDataRole.UserRole + 1), ValueCount):
            return QSize(theme.px(120), theme.px(40))
        hint: QSize = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), theme.px(30)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.UserRole + 1)
        if not isinstance(value, ValueCount):
            super().paint(painter, option, index)
            return
        look = theme.current()
        px = look.px
        rect: QRect = option.rect
        middle = Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | middle
        above = QRect(rect.left() + px(2), rect.top() + px(3), rect.width() - px(4), px(18))
        small = theme.font(12)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(look.color("text2"))
        figures = self._list.figures(value)
        painter.drawText(above, right, figures)
        painter.setPen(look.color("text" if value.value else "text3"))
        room = above.width() - metrics.horizontalAdvance(figures) - px(10)
        name = metrics.elidedText(value.value or "blank", Qt.TextElideMode.ElideRight, room)
        painter.drawText(above, middle, name)
        track = QRect(above.left(), above.bottom() + px(3), above.width(), px(6))
        painter.fillRect(track, look.color("sunken"))
        share = value.leads / max(self._list.most, 1)
        whole = QRect(track)
        whole.setWidth(max(round(track.width() * share), 1))
        painter.fillRect(whole, look.color("notconverted"))
        if value.converted and self._list.rates:
            part = QRect(whole)
            part.setWidth(max(round(whole.width() * value.converted / max(value.leads, 1)), 1))
            painter.fillRect(part, look.color("converted"))
        painter.setPen(QPen(look.color("axis"), 1))
        painter.drawRect(whole.adjusted(0, 0, -1, -1))


class ValueList(QListWidget):
    """Rows of values; `rates` False where the values are the outcome itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most, self.rates = 1, True
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        theme.observer().changed.connect(self.scheduleDelayedItemsLayout)

    def figures(self, value: ValueCount) -> str:
        """Leads, and the rate of those whose outcome is known; too few say so."""
        words = count(value.leads)
        if not self.rates or not value.known:
            return words
        if value.converted <= TOO_FEW:
            return f"{words} \u00b7 {count(value.converted)} converted: too few"
        return f"{words} \u00b7 {percent(value.converted / value.known)} convert"

    def present(self, values: Sequence[ValueCount], *, rates: bool) -> None:
        """Show values in their order, as bars of one scale."""
        self.clear()
        self.rates = rates
        self.most = max((value.leads for value in values), default=1)
        for value in values:
            spoken = f"{value.value or 'blank'}: {self.figures(value)}"
            item = QListWidgetItem(spoken)
            item.setToolTip(spoken)
            item.setData(Qt.ItemDataRole.UserRole, value.value)
            item.setData(Qt.ItemDataRole.UserRole + 1, value)
            self.addItem(item)
