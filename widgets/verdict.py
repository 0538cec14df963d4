"""The sentence that a page with a result opens with."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.flowing_text import FlowingText, Run

LINES = 2
"""Lines kept free, so that nothing below moves when a sentence grows."""


class Verdict(FlowingText):
    """First what is so, in the colour of text; then its limits, in that of labels.

    `marked`: with three pixels of accent at the left. `size`: pixels of the letters at 100 %.
    """

    def __init__(
        self, parent: QWidget | None = None, *, size: int = 17, marked: bool = True
    ) -> None:
        self._marked = marked
        super().__init__(size, LINES, 4, 1.45, parent)

    def present(self, first: str, second: str = "") -> None:
        """Show a sentence and its second half; never emits."""
        self.set_runs((Run(first, 500), Run(second, 500, "text2")))

    def indent(self) -> int:
        return theme.px(16) if self._marked else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self._marked and self.text():
            painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.color("accent"))
        self.paint_words(painter)
        painter.end()
