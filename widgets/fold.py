"""Words that most people need not read, folded under a head that says how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count
from widgets import icons, theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING


class Fold(QWidget):
    """A head with the number of lines; they are shown when it is pressed, and hidden again."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.head = QPushButton()
        theme.set_kind(self.head, "quiet", small=True)
        self.head.setCheckable(True)
        self.head.toggled.connect(lambda _on: self._show())
        self.lines = Label("", "text2", size=12, wrap=True)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(RING, RING, 0, 0))
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.lines)
        self.present(())

    def present(self, lines: Sequence[str], number: int | None = None) -> None:
        """Other lines; whether they are shown stays. None: the whole is hidden.

        `number`: what the head says, None: how many lines there are.
        """
        self.head.setText(f"{self._words}: {count(len(lines) if number is None else number)}")
        self.lines.present("\n".join(lines))
        self.setVisible(bool(lines))
        self._show()

    def _show(self) -> None:
        shown = self.head.isChecked()
        self.head.setIcon(icons.icon("chevron-down" if shown else "chevron-right"))
        self.head.setToolTip("Hide them" if shown else "Show them")
        self.lines.setVisible(shown)
