"""A note of some lines that grows with its text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.inputs.gesture import new_gesture
from widgets.inputs.line_edit import TextEdit

MOST_LINES = 8


class NoteEdit(TextEdit):
    """`typed(text, gesture)`: the text as a person changed it; one visit is one gesture."""

    typed = Signal(str, int)

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._gesture = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        theme.observer().changed.connect(self._fit)
        self._fit()

    def present(self, text: str) -> None:
        """Show a text; writes only what differs, so that the cursor stays."""
        if text != self._text:
            self._text = text
            self.setPlainText(text)

    def _changed(self) -> None:
        self._fit()
        text = self.toPlainText()
        if text != self._text:
            self._text = text
            self.typed.emit(text, self._gesture)

    def _fit(self) -> None:
        # The height of a plain text's document is its number of lines as they are broken now.
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        high = lines * self.fontMetrics().lineSpacing() + theme.px(14)
        if self.maximumHeight() != high:
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._gesture = new_gesture()
        super().focusInEvent(event)
