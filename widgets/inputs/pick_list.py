"""A list that floats under a line of text and offers what fits it; the keys stay with the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.icons import paint_icon

MOST_ROWS = 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Pick:
    """One offer: a text, small columns at its right, a sign or a check box before it."""

    text: str
    notes: tuple[str, ...] = ()
    symbol: str = ""
    checked: bool | None = None
    strong: bool = False


class _Picks(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picks: tuple[Pick, ...] = ()

    def show(self, picks: tuple[Pick, ...]) -> None:
        self.beginResetModel()
        self.picks = picks
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.picks)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            pick = self.picks[index.row()]
            return ", ".join(part for part in (pick.text, *pick.notes) if part)
        return None


def _column() -> int:
    return theme.px(62)


class _PickDelegate(QStyledItemDelegate):
    def __init__(self, model: _Picks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(theme.px(120), theme.px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        look = theme.current()
        pick = self._model.picks[index.row()]
        rect = option.rect
        view = self.parent()
        if isinstance(view, QListView) and view.currentIndex().row() == index.row():
            painter.fillRect(rect, look.color("sel"))
        left = rect.left() + theme.px(10)
        side = theme.px(15)
        box = QRect(left, rect.center().y() - side // 2, side, side)
        if pick.checked is not None:
            _paint_box(painter, box, on=pick.checked)
            left += side + theme.px(8)
        elif pick.symbol:
            paint_icon(painter, pick.symbol, box, "accent" if pick.strong else "text2")
            left += side + theme.px(8)
        right = rect.right() - theme.px(10)
        ink = "accent" if pick.strong else "text"
        painter.setFont(theme.font(13, 500 if pick.strong else 400))
        painter.setPen(look.color(ink))
        for note in reversed(pick.notes):
            spot = QRect(right - _column() + 1, rect.top(), _column(), rect.height())
            painter.drawText(spot, _RIGHT, note)
            right -= _column() + theme.px(6)
        spot = QRect(left, rect.top(), max(0, right - left), rect.height())
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(pick.text, Qt.TextElideMode.ElideRight, spot.width())
        painter.drawText(spot, _LEFT, shown)


def _paint_box(painter: QPainter, box: QRect, *, on: bool) -> None:
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.color("accent" if on else "edge"))
    painter.setBrush(look.color("accent" if on else "surface"))
    painter.drawRoundedRect(box, theme.px(3), theme.px(3))
    painter.restore()
    if on:
        paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), "onaccent")


class _Heads(QWidget):
    """The quiet line above the offers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.setFixedHeight(theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.setFont(theme.font(12))
        painter.setPen(look.color("text2"))
        right = self.width() - theme.px(10)
        for head in reversed(self.heads[1:]):
            spot = QRect(right - _column() + 1, 0, _column(), self.height())
            painter.drawText(spot, _RIGHT, head)
            right -= _column() + theme.px(6)
        spot = QRect(theme.px(10), 0, max(0, right - theme.px(10)), self.height())
        text = QFontMetrics(painter.font()).elidedText(
            self.heads[0], Qt.TextElideMode.ElideRight, spot.width()
        )
        painter.drawText(spot, _LEFT, text)
        painter.setPen(look.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class PickList(QFrame):
    """Offers under a widget of the same window. `picked(position)`: one was clicked."""

    picked = Signal(int)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._model = _Picks(self)
        self._heads = _Heads(self)
        self._view = QListView(self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_PickDelegate(self._model, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName("Offers")
        self._view.clicked.connect(lambda index: self.picked.emit(index.row()))
        self._view.entered.connect(self._view.setCurrentIndex)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._heads)
        layout.addWidget(self._view)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setPen(look.color("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @property
    def position(self) -> int:
        """The offer that Enter would take; -1 for none."""
        return self._view.currentIndex().row()

    def show_under(
        self, picks: Sequence[Pick], heads: tuple[str, ...] = (), *, current: int = -1
    ) -> None:
        """Float under the owner with these offers; without any, vanish."""
        self._model.show(tuple(picks))
        if not picks:
            self.hide()
            return
        self._heads.heads = heads
        self._heads.setFixedHeight(theme.px(26))
        self._heads.setVisible(bool(heads))
        self._heads.update()
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = min(MOST_ROWS, len(picks))
        height = rows * theme.px(28) + (theme.px(26) if heads else 0) + 2
        width = min(max(self._wanted(picks, heads), self._owner.width()), window.width() - 8)
        self.setGeometry(self._spot(window, QSize(width, height)))
        if current >= 0:
            self._view.setCurrentIndex(self._model.index(current))
        self.show()
        self.raise_()

    def _wanted(self, picks: Sequence[Pick], heads: tuple[str, ...]) -> int:
        metrics = QFontMetrics(theme.font(13, 500))
        text = max(metrics.horizontalAdvance(pick.text) for pick in picks[:200])
        if heads:
            text = max(text, QFontMetrics(theme.font(12)).horizontalAdvance(heads[0]))
        columns = max(len(pick.notes) for pick in picks) * (_column() + theme.px(6))
        return min(text, theme.px(320)) + columns + theme.px(60)

    def _spot(self, window: QWidget, size: QSize) -> QRect:
        """Under the owner, or above it where there is no room below."""
        corner = self._owner.mapTo(window, QPoint(0, self._owner.height() + 4))
        x = max(4, min(corner.x(), window.width() - size.width() - 4))
        y = corner.y()
        above = self._owner.mapTo(window, QPoint(0, 0)).y() - size.height() - 4
        if y + size.height() > window.height() and above >= 0:
            y = above
        return QRect(QPoint(x, y), size)

    def move_by(self, step: int) -> None:
        """The next or the previous offer; past the ends nothing is taken."""
        position = max(-1, min(len(self._model.picks) - 1, self.position + step))
        self._view.setCurrentIndex(self._model.index(position))
