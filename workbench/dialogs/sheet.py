"""The few dialogs: for a name, a note, or what cannot be undone. The main button says its verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.rows import Rows, RowWords


class Sheet(QDialog):
    """A small dialog: a title, a sentence, content, and buttons at the right."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        margin = theme.px(20)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        head = QLabel(title)
        head.setFont(theme.font(15, 600))
        head.setWordWrap(True)
        column.addWidget(head)
        if sentence:
            self._sentence = QLabel(sentence)
            self._sentence.setWordWrap(True)
            column.addWidget(self._sentence)
            theme.observer().changed.connect(self._adopt)
            self._adopt()
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.px(8))
        column.addLayout(self.content)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(8))
        self.buttons.addStretch(1)
        self.cancel = QPushButton("Go back")
        self.cancel.clicked.connect(self.reject)
        self.main = QPushButton(verb)
        theme.set_kind(self.main, "main")
        self.main.setDefault(True)
        self.main.clicked.connect(self.accept)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.main)
        column.addSpacing(theme.px(4))
        column.addLayout(self.buttons)
        self.setMinimumWidth(theme.px(420))

    def _adopt(self) -> None:
        palette = self._sentence.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self._sentence.setPalette(palette)


def ask_name(
    parent: QWidget,
    title: str,
    label: str,
    value: str,
    verb: str,
    then: Callable[[str], object],
    sentence: str = "",
) -> Sheet:
    """Ask for a name that is not blank, and call `then` with it."""
    sheet = Sheet(parent, title, sentence, verb)
    sheet.setObjectName("ask_name")
    caption = QLabel(label)
    box = QLineEdit(value)
    box.setAccessibleName(label)
    caption.setBuddy(box)
    box.selectAll()
    sheet.content.addWidget(caption)
    sheet.content.addWidget(box)

    def typed(text: str) -> None:
        sheet.main.setEnabled(bool(text.strip()))

    box.textChanged.connect(typed)
    typed(value)
    sheet.accepted.connect(lambda: then(box.text().strip()))
    sheet.open()
    box.setFocus()
    return sheet


def ask_note(
    parent: QWidget, title: str, value: str, then: Callable[[str], object], sentence: str = ""
) -> Sheet:
    """Ask for a note of several lines, and call `then` with it."""
    sheet = Sheet(parent, title, sentence, "Keep note")
    sheet.setObjectName("ask_note")
    box = QPlainTextEdit(value)
    box.setAccessibleName(title)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(theme.px(140))
    sheet.content.addWidget(box)
    sheet.accepted.connect(lambda: then(box.toPlainText().strip()))
    sheet.open()
    box.setFocus()
    return sheet


def ask_sure(
    parent: QWidget, title: str, sentence: str, verb: str, then: Callable[[], None]
) -> Sheet:
    """Ask before what cannot be undone, and call `then` if it is wanted."""
    sheet = Sheet(parent, title, sentence, verb)
    sheet.setObjectName("ask_sure")
    sheet.accepted.connect(then)
    sheet.open()
    return sheet


def show_text(parent: QWidget, title: str, text: str) -> Sheet:
    """Show a text to read; one button."""
    sheet = Sheet(parent, title, "", "Close")
    sheet.setObjectName("show_text")
    sheet.cancel.hide()
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    sheet.content.addWidget(label)
    sheet.open()
    return sheet


def show_rows(parent: QWidget, title: str, rows: Sequence[tuple[str, str]]) -> Sheet:
    """Show a list to read, words at the left and at the right; one button."""
    sheet = Sheet(parent, title, "", "Close")
    sheet.setObjectName("show_rows")
    sheet.cancel.hide()
    listed = Rows(title)
    for first, side in rows:
        listed.add(RowWords(first, side=side))
    listed.setMinimumSize(theme.px(420), theme.px(380))
    sheet.content.addWidget(listed)
    sheet.open()
    listed.setFocus()
    return sheet
