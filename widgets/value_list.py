"""The commonest values of a field: how many leads have each, and how those convert, as bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.evaluation.evaluation import TOO_FEW
from models.evaluation.figures import count, percent
from models.exchange.shown import Listed, Table, listed
from models.leads.tally import ValueCount
from widgets import theme
from widgets.taking.taking import Taking

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
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        middle = Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | middle
        above = QRect(rect.left() + px(2), rect.top() + px(3), rect.width() - px(4), px(18))
        small = theme.font(12)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(look.color("text2"))
        figures, name = self._list.figures(value), value.value or "blank"
        room = above.width() - metrics.horizontalAdvance(name) - px(10)
        chosen = self._list.chosen(value)
        if chosen is not None and metrics.horizontalAdvance(figures) > room:
            # The name stays to be read: the bar and the tooltip have the rate.
            figures = f"{count(value.leads)} \u00b7 {count(chosen)} chosen"
        painter.drawText(above, right, figures)
        painter.setPen(look.color("text" if value.value else "text3"))
        room = above.width() - metrics.horizontalAdvance(figures) - px(10)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
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
        if chosen:
            line = QRect(whole.left(), whole.bottom() + px(3), whole.width(), px(2))
            line.setWidth(max(round(whole.width() * chosen / max(value.leads, 1)), px(2)))
            painter.fillRect(line, look.color("accent"))


class ValueList(QListWidget):
    """Rows of values; `rates` False where the values are the outcome itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most, self.rates = 1, True
        self.taking: Taking | None = None
        self._chosen: Mapping[str, int] | None = None
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        theme.observer().changed.connect(self.scheduleDelayedItemsLayout)

    def figures(self, value: ValueCount) -> str:
        """Leads, and the rate of those whose outcome is known; too few say so."""
        words = self._rate_words(value)
        chosen = self.chosen(value)
        return words if chosen is None else f"{words} \u00b7 {count(chosen)} chosen"

    def _rate_words(self, value: ValueCount) -> str:
        words = count(value.leads)
        if not self.rates or not value.known:
            return words
        if value.converted <= TOO_FEW:
            return f"{words} \u00b7 {count(value.converted)} converted: too few"
        return f"{words} \u00b7 {percent(value.converted / value.known)} convert"

    def present(self, values: Sequence[ValueCount], *, rates: bool) -> None:
        """Show values in their order, as bars of one scale."""
        self.clear()
        self.rates, self._chosen = rates, None
        self.most = max((value.leads for value in values), default=1)
        for value in values:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, value.value)
            item.setData(Qt.ItemDataRole.UserRole + 1, value)
            self.addItem(item)
        self._say()

    def _say(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            value = item.data(Qt.ItemDataRole.UserRole + 1)
            if isinstance(value, ValueCount):
                spoken = f"{value.value or 'blank'}: {self.figures(value)}"
                item.setText(spoken)
                item.setToolTip(spoken)

    # Choosing

    def choose_leads_by(self, do: Callable[[str], None]) -> None:
        """A value chooses the leads that have it: by Enter, Ctrl+Enter, a double click and the
        menu, which then can copy and save, too."""

        def value() -> str | None:
            item = self.currentItem()
            return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

        def choose() -> None:
            found = value()
            if found:
                do(found)

        def words() -> str:
            return f"Choose the leads of {value()}" if value() else ""

        self.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.taking = Taking(self, self.listed)
        self.taking.choose_by(words, choose)
        self.itemActivated.connect(lambda _item: choose())

    def listed(self) -> Listed:
        """The values with their leads, those of known outcome and those that converted."""
        heads = ["Value", "Leads", "Known", "Converted"][: 4 if self.rates else 2]
        table: Table = [[*heads, *(["Chosen"] if self._chosen is not None else [])]]
        for row in range(self.count()):
            value = self.item(row).data(Qt.ItemDataRole.UserRole + 1)
            if isinstance(value, ValueCount):
                known = [value.known, value.converted] if self.rates else []
                chosen = self.chosen(value)
                more = [] if chosen is None else [chosen]
                table.append([value.value or "blank", value.leads, *known, *more])
        return listed(self.accessibleName(), table)

    def chosen(self, value: ValueCount) -> int | None:
        """How many of the leads that have a value are chosen; None: nobody chose any."""
        return None if self._chosen is None else self._chosen.get(value.value, 0)

    def show_chosen(self, numbers: Mapping[str, int] | None) -> None:
        """Say at each value how many of its leads are chosen; None: nobody chose any."""
        self._chosen = numbers
        self._say()
        self.viewport().update()
