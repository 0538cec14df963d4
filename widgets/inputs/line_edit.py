"""The line of text that the others are made of: one visit is one gesture, and undo goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from widgets.inputs.gesture import new_gesture

_K = QKeySequence.StandardKey


def leaves_undo(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether a key for undo or redo is not the text's own, which has nothing of that kind left.

    A line keeps these keys for itself even then, and the application could not take back what
    was done before the line was entered.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return (event.matches(_K.Undo) and not undo) or (event.matches(_K.Redo) and not redo)


class LineEdit(QLineEdit):
    """`written(text, gesture)`: the text after each key of a person, trimmed."""

    written = Signal(str, int)

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "", small: bool = True
    ) -> None:
        super().__init__(parent)
        self.gesture = 0
        if small:
            self.setProperty("small", "true")
        if name:
            self.setAccessibleName(name)
        self.textEdited.connect(lambda text: self.written.emit(text.strip(), self.gesture))

    def show_text(self, text: str) -> None:
        """Show a text; one that differs only in blanks at its ends stays as it is typed."""
        if text != self.text().strip():
            self.setText(text)
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.gesture = new_gesture()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class TextEdit(QPlainTextEdit):
    """Several lines of text whose undo goes on in the application."""

    def event(self, event: QEvent) -> bool:
        document = self.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        if leaves_undo(event, undo=undo, redo=redo):
            event.ignore()
            return False
        return super().event(event)
