"""The least and the most of something, each of which may be left open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced


class LimitsEdit(QWidget):
    """Two whole numbers. `changed(least, most, gesture)`: both fit each other; None is open.

    `fault`: what is wrong with what was typed.
    """

    changed = Signal(object, object, int)
    checked = Signal()

    def __init__(self, parent: QWidget | None = None, *, open_ends: bool = True) -> None:
        super().__init__(parent)
        self._open = open_ends
        self._given: tuple[float | None, float | None] = (None, None)
        self.least = NumberEdit(self, name="Least", whole=True, width=78)
        self.most = NumberEdit(self, name="Most", whole=True, width=78)
        self.fault = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 3, 3)
        spaced(row, 6)
        for edit, words in ((self.least, "at least"), (self.most, "at most")):
            if open_ends:
                edit.setPlaceholderText("no limit")
            row.addWidget(Label(words, "text2", parent=self))
            row.addWidget(edit)
            edit.typed.connect(self._typed)
            edit.textEdited.connect(self._judge)
        row.addStretch(1)
        self.setFocusProxy(self.least)

    def present(self, least: int | None, most: int | None) -> None:
        """Show limits."""
        self._given = (least, most)
        self.least.present(None if least is None else float(least))
        self.most.present(None if most is None else float(most))
        self._judge()

    def _judge(self) -> None:
        low, high = self.least.value, self.most.value
        fault = self.least.fault or self.most.fault
        if not fault and low is not None and high is not None and low > high:
            fault = "The least is larger than the most."
        if not fault and not self._open and (low is None or high is None):
            fault = "Type both ends."
        if fault != self.fault:
            self.fault = fault
            self.checked.emit()

    def _typed(self, _value: object, gesture: int) -> None:
        self._judge()
        low, high = self.least.value, self.most.value
        if not self.fault and (low, high) != self._given:
            self._given = (low, high)
            whole = [None if end is None else int(end) for end in (low, high)]
            self.changed.emit(whole[0], whole[1], gesture)
