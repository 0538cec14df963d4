"""A number of days with its word, which stay together where a line breaks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.editors.value_inputs import MOST_DAYS
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced


class DaysEdit(QWidget):
    """`typed(days, gesture)`: a number of days, or None while there is none."""

    typed = Signal(object, int)

    def __init__(self, parent: QWidget | None = None, *, name: str, least: int = 0) -> None:
        super().__init__(parent)
        self.edit = NumberEdit(self, name=name, whole=True, least=least)
        self._word = Label("days", "text2", parent=self)
        row = QHBoxLayout(self)
        spaced(row, 4, margins=(0, 0, 0, 0))
        row.addWidget(self.edit)
        row.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.edit.typed.connect(lambda _, gesture: self.typed.emit(self.days, gesture))

    def present(self, days: int | None) -> None:
        """Show a number of days."""
        self.edit.present(None if days is None else float(days))
        self._word.present("day" if days == 1 else "days")

    @property
    def days(self) -> int | None:
        """What is typed, where it is a number of days."""
        value = self.edit.value
        return None if value is None or value > MOST_DAYS else int(value)

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        too_many = (self.edit.value or 0) > MOST_DAYS
        return self.edit.fault or (f"Type at most {MOST_DAYS:,} days." if too_many else "")

    def select_all(self) -> None:
        """What is typed next takes the place of the number."""
        self.edit.selectAll()
