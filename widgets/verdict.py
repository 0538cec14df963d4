"""The sentence that a page with a result opens with."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets import theme

LINES = 2
"""Lines kept free, so that nothing below moves when a sentence grows."""

MOST_LINES = 4


class Verdict(QWidget):
    """First what is so, in the colour of text; then its limits, in that of labels.

    `marked`: with three pixels of accent at the left. `size`: pixels of the letters at 100 %.
    """

    def __init__(
        self, parent: QWidget | None = None, *, size: int = 17, marked: bool = True
    ) -> None:
        super().__init__(parent)
        self._first = self._second = ""
        self._size, self._marked = size, marked
        self._layout: QTextLayout | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.observer().changed.connect(self._restyle)

    def present(self, first: str, second: str = "") -> None:
        """Show a sentence and its second half; never emits."""
        if (first, second) == (self._first, self._second):
            return
        before = self._lines_for(self.width())
        self._first, self._second = first, second
        self.setAccessibleName(self.text())
        self._layout = None
        if self._lines_for(self.width()) != before:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Both halves."""
        return f"{self._first} {self._second}".strip()

    def set_size(self, size: int) -> None:
        """Another size of letters, for a smaller window."""
        self._size = size
        self._restyle()

    def _restyle(self) -> None:
        self._layout = None
        self.updateGeometry()
        self.update()

    def _left(self) -> int:
        return theme.px(16) if self._marked else 0

    def _line_height(self) -> int:
        return theme.px(self._size * 1.45)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines_for(width) * self._line_height() + theme.px(4)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), self.heightForWidth(self.width() or theme.px(480)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self._line_height() + theme.px(4))

    def _lines_for(self, width: int) -> int:
        layout = self._lay_out(max(width, theme.px(120)))
        return min(max(layout.lineCount(), LINES), MOST_LINES)

    def _lay_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text(), theme.font(self._size, 500))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        tone = QTextCharFormat()
        tone.setForeground(theme.current().color("text2"))
        start = len(self._first)
        if self._second:
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(self.text()) - start
            part.format = tone
            layout.setFormats([part])
        layout.beginLayout()
        height = self._line_height()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width - self._left(), 1))
            line.setPosition(QPointF(0, (layout.lineCount() - 1) * height))
        layout.endLayout()
        return layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self._layout is None:
            self._layout = self._lay_out(self.width())
            room = self.height() // self._line_height()
            self.setToolTip(self.text() if self._layout.lineCount() > room else "")
        if self._marked and self.text():
            painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.color("accent"))
        painter.setPen(look.color("text"))
        metrics = QFontMetrics(self._layout.font())
        top = (self._line_height() - metrics.height()) / 2
        self._layout.draw(painter, QPointF(self._left(), top + look.px(2)))
        painter.end()
