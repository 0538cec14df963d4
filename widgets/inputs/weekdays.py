"""Seven buttons for the days of the week."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.scoring.words import WEEKDAYS
from widgets import theme


class WeekdayPicker(QWidget):
    """`picked(days)`: the days that are down after a press, 1 for Monday, ascending."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(0)
        self._buttons: list[QPushButton] = []
        for position, day in enumerate(WEEKDAYS):
            button = QPushButton(day[:2], self)
            button.setAccessibleName(day)
            button.setToolTip(day)
            button.setCheckable(True)
            theme.set_kind(button, "segment", small=True)
            button.setProperty("place", {0: "first", 6: "last"}.get(position, ""))
            button.clicked.connect(self._pressed)
            layout.addWidget(button)
            self._buttons.append(button)
        self.setFocusProxy(self._buttons[0])

    def present(self, days: Sequence[int]) -> None:
        """Show which days are down."""
        for day, button in enumerate(self._buttons, start=1):
            if button.isChecked() != (day in days):
                button.setChecked(day in days)

    def _pressed(self) -> None:
        down = [day for day, button in enumerate(self._buttons, start=1) if button.isChecked()]
        self.picked.emit(tuple(down))
