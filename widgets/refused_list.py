"""What was refused, one under another, each with a button that brings it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING


class RefusedList(QWidget):
    """`welcomed(words)`: it may be proposed again."""

    welcomed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        spaced(self._column, 4, margins=(0, 0, 0, 0))

    def present(self, words: tuple[str, ...]) -> None:
        """Show these; never emits."""
        if words == self._words:
            return
        self._words = words
        while self._column.count():
            item = self._column.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in words:
            self._column.addWidget(self._line(one))

    def _line(self, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        spaced(row, 6, margins=(0, RING, RING, RING))
        row.addWidget(Label(words, "text2", size=12, wrap=True), 1)
        back = QPushButton("Bring back")
        theme.set_kind(back, "", small=True)
        back.setAccessibleName(f"Bring back {words}")
        back.clicked.connect(lambda _on=False: self.welcomed.emit(words))
        row.addWidget(back)
        return line
