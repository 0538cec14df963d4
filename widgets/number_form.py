"""Numbers to type, under each other, with their names; what was typed is told by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced
from widgets.switch import RING

WIDTH = 84


class NumberForm(QWidget):
    """`typed(key, number)`: a person typed; None is blank. Presenting never emits."""

    typed = Signal(str, object)

    def __init__(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """`entries`: the key, the words with their mnemonic, the full name of each number."""
        super().__init__()
        self.boxes: dict[str, NumberEdit] = {}
        grid = QGridLayout(self)
        spaced(grid, 6, across=8, margins=(RING, RING, RING, RING))
        for place, (key, words, name) in enumerate(entries):
            box = NumberEdit(name=name, width=WIDTH)
            label = Label(words, "text2", size=12)
            label.setBuddy(box)
            grid.addWidget(label, place, 0)
            grid.addWidget(box, place, 1)
            box.typed.connect(partial(self._said, key))
            self.boxes[key] = box
        grid.setColumnStretch(0, 1)

    def _said(self, key: str, value: object, _gesture: int) -> None:
        self.typed.emit(key, value)

    def present(self, values: Mapping[str, float | None]) -> None:
        """Show these numbers."""
        for key, value in values.items():
            self.boxes[key].present(value)
