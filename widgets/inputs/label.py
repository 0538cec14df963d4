"""Words in a colour of the theme, which follow it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from widgets import theme


class Label(QLabel):
    """Plain text of a size and weight, coloured by a token; `width`: the least, px at 100 %.

    `whole`: words that wrap keep all their lines, also where what is above them wants the room.
    """

    def __init__(
        self,
        text: str = "",
        token: str = "text",
        *,
        size: int = 13,
        weight: int = 400,
        wrap: bool = False,
        width: int = 0,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._token, self._size, self._weight = token, size, weight
        self._width = width
        self._whole = whole
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def present(self, text: str, token: str | None = None) -> None:
        """Show other words; writes only what differs."""
        if text != self.text():
            self.setText(text)
            self._keep_lines()
        if token is not None and token != self._token:
            self._token = token
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_lines()

    def _keep_lines(self) -> None:
        if self._whole:
            self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)

    def _dress(self) -> None:
        self.setFont(theme.font(self._size, self._weight))
        if self._width:
            self.setMinimumWidth(theme.px(self._width))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().color(self._token))
        self.setPalette(palette)
        self._keep_lines()
