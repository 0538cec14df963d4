"""Systems that a model can be handed to, as cards under headings; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from widgets import theme

Index = QModelIndex | QPersistentModelIndex
HEAD, CARD, GAP = 34, 86, 8
"""Pixels at 100 %: a heading, a card, the room below one."""
LINES = 2
PROOF_TONES = {"verified": "ok", "checked": "accent", "generated": "text2", "sheet": "text2"}


@dataclass(frozen=True)
class TargetCard:
    """A system: what it gives, how far it is proved, and how much of the model fits.

    `head`: the heading that it stands under. `warns`: some of the model does not fit.
    """

    key: str
    name: str
    head: str
    proof: str
    gives: str
    fit: str
    warns: bool = False


class _Cards(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[TargetCard, ...] = ()

    def present(self, cards: Sequence[TargetCard]) -> None:
        if len(cards) != len(self.cards):
            self.beginResetModel()
            self.cards = tuple(cards)
            self.endResetModel()
        elif cards:
            self.cards = tuple(cards)
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name  # typing its first letters finds it
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{card.name}, {card.proof}. {card.gives} {card.fit}."
        return None

    def is_first(self, row: int) -> bool:
        """Whether a heading stands above the card."""
        return row == 0 or self.cards[row].head != self.cards[row - 1].head


class _CardDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, _Cards)
        head = HEAD if model.is_first(index.row()) else 0
        return QSize(theme.px(220), theme.px(head + CARD + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Cards)
        look, card = theme.current(), model.cards[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if model.is_first(index.row()):
            painter.setFont(theme.font(12, 600))
            painter.setPen(look.color("text2"))
            place = QRectF(box.left() + look.px(2), box.top(), box.width(), look.px(HEAD - 6))
            low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, int(low), card.head)
            box.setTop(box.top() + look.px(HEAD))
        box.setHeight(look.px(CARD))
        box.adjust(1.5, 0.5, -1.5, -0.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "sel" if chosen else "hover" if over else "surface"
        painter.setBrush(look.color(ground))
        painter.setPen(QPen(look.color("accent" if chosen else "line"), 1.5 if chosen else 1))
        painter.drawRoundedRect(box, look.px(6), look.px(6))
        inner = box.adjusted(look.px(12), look.px(8), -look.px(12), -look.px(8))
        _paint_card(painter, inner, card)
        painter.restore()


def _paint_card(painter: QPainter, box: QRectF, card: TargetCard) -> None:
    look = theme.current()
    small, bold = theme.font(11, 500), theme.font(13, 600)
    badge = QFontMetricsF(small).horizontalAdvance(card.proof)
    row = QFontMetricsF(bold).height()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    top = QRectF(box.left(), box.top(), box.width(), row)
    painter.setFont(small)
    painter.setPen(look.color(PROOF_TONES.get(card.proof, "text2")))
    painter.drawText(top, int(right), card.proof)
    painter.setFont(bold)
    painter.setPen(look.color("text"))
    room = box.width() - badge - look.px(8)
    name = QFontMetricsF(bold).elidedText(card.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(top, int(left), name)
    plain = theme.font(12)
    line = QFontMetricsF(plain).height()
    painter.setFont(plain)
    painter.setPen(look.color("text2"))
    at = box.top() + row + look.px(2)
    for words in _lines(card.gives, box.width()):
        painter.drawText(QRectF(box.left(), at, box.width(), line), int(left), words)
        at += line
    painter.setFont(theme.font(11, 500))
    painter.setPen(look.color("warn" if card.warns else "text3"))
    low = QRectF(box.left(), box.bottom() - line, box.width(), line)
    fit = QFontMetricsF(painter.font()).elidedText(
        card.fit, Qt.TextElideMode.ElideRight, box.width()
    )
    painter.drawText(low, int(left), fit)


def _lines(text: str, width: float) -> list[str]:
    """The text in at most so many lines; the last one ends in an ellipsis where it must."""
    font = theme.font(12)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    found: list[str] = []
    while len(found) < LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        last = len(found) == LINES - 1
        words = text[start:] if last else text[start : start + line.textLength()]
        found.append(
            QFontMetricsF(font).elidedText(words.strip(), Qt.TextElideMode.ElideRight, width)
        )
    layout.endLayout()
    return found


class TargetList(QListView):
    """`picked(key)`: a person chose another one. `save_asked`: Enter or a double click on one."""

    picked = Signal(str)
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = _Cards()
        self._silent = False
        self.setModel(self._cards)
        self.setItemDelegate(_CardDelegate(self))
        self.setAccessibleName("Systems")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.activated.connect(lambda _index: self.save_asked.emit())
        theme.observer().changed.connect(self._restyle)

    def present(self, cards: Sequence[TargetCard], chosen: str) -> None:
        """Show the cards, one of them chosen; never emits."""
        self._silent = True
        self._cards.present(cards)
        self._silent = False
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Show a card as chosen; never emits."""
        self._silent = True
        row = next((i for i, card in enumerate(self._cards.cards) if card.key == key), -1)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(self._cards.index(row))
        self._silent = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._silent and current.isValid():
            self.picked.emit(self._cards.cards[current.row()].key)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
