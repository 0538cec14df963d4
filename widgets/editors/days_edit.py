"""A number with its words, which stay together where a line breaks: days, times."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets.editors.value_inputs import MOST_DAYS
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced


class CountEdit(QWidget):
    """`typed(number, gesture)`: a whole number, or None while there is none. `one`, `many`: the
    word behind it; `before`: the words before."""

    typed = Signal(object, int)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str,
        one: str,
        many: str,
        before: str = "",
        least: int = 0,
        most: int = MOST_DAYS,
    ) -> None:
        super().__init__(parent)
        self._one, self._many, self._most = one, many, most
        self.edit = NumberEdit(self, name=name, whole=True, least=least)
        self._word = Label(many, "text2", parent=self)
        row = QHBoxLayout(self)
        spaced(row, 4, margins=(0 if before else 3, 3, 0, 3))  # room for the ring of the focus
        if before:
            row.addWidget(Label(before, "text2", parent=self))
        row.addWidget(self.edit)
        row.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.edit.typed.connect(lambda _, gesture: self.typed.emit(self.number, gesture))

    def present(self, number: int | None) -> None:
        """Show a number."""
        self.edit.present(None if number is None else float(number))
        self._word.present(self._one if number == 1 else self._many)

    @property
    def number(self) -> int | None:
        """What is typed, where it is a number that can be taken."""
        value = self.edit.value
        return None if value is None or value > self._most else int(value)

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        too_many = (self.edit.value or 0) > self._most
        told = f"Type at most {self._most:,} {self._many}." if too_many else ""
        return self.edit.fault or told

    def select_all(self) -> None:
        """What is typed next takes the place of the number."""
        self.edit.selectAll()


class DaysEdit(CountEdit):
    """A number of days."""

    def __init__(self, parent: QWidget | None = None, *, name: str, least: int = 0) -> None:
        super().__init__(parent, name=name, one="day", many="days", least=least)
