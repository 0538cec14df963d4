"""A layout that puts widgets on lines like words, and takes more lines where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from widgets import theme


class FlowLayout(QLayout):
    """Left to right, then the next line; each line as high as its highest widget, centred."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, position: int, widget: QWidget) -> None:
        """Put a widget before the one at a position."""
        self.addWidget(widget)
        self._items.insert(position, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        hints = [item.sizeHint() for item in self._shown()]
        gap = theme.px(self._gap)
        width = sum(hint.width() for hint in hints) + gap * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        left, right = rect.left() + margins.left(), rect.right() - margins.right()
        gap = theme.px(self._gap)
        x, y = left, rect.top() + margins.top()
        line: list[tuple[QLayoutItem, int, QSize]] = []
        bottom = y
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(right - left + 1, item.minimumSize().width())))
            if item.hasHeightForWidth():  # a flow within the flow takes more lines too
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            if line and x + size.width() - 1 > right:
                bottom = self._finish(line, y, move=move)
                x, y, line = left, bottom + gap, []
            line.append((item, x, size))
            x += size.width() + gap
        if line:
            bottom = self._finish(line, y, move=move)
        return bottom - rect.top() + margins.bottom()

    @staticmethod
    def _finish(line: list[tuple[QLayoutItem, int, QSize]], top: int, *, move: bool) -> int:
        height = max(size.height() for _, _, size in line)
        if move:
            for item, x, size in line:
                item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
        return top + height
