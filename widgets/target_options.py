"""The options of a system that a model is handed to: choices of a few words, and texts to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.exchange.targets.target import Choice
from models.problems import LeadbenchError
from widgets import theme
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.flow import FlowLayout
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.spacing import spaced
from widgets.switch import RING

TYPED = 170
"""Pixels at 100 % of a text that is typed."""


class TargetOptions(QWidget):
    """`chosen(key, value)`: a person chose or typed a value; "" is the usual one. `faulty(told)`:
    a text that was typed is none that the system takes; "" again that all are.
    """

    chosen = Signal(str, str)
    faulty = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._faults: dict[str, str] = {}
        self.inputs: dict[str, ChoiceBox | LineEdit] = {}
        self._flow = FlowLayout(self, 4)
        self._flow.setContentsMargins(RING, RING, RING, RING)

    @property
    def fault(self) -> str:
        """What is wrong with a text that was typed; "" where nothing is."""
        return next(filter(None, self._faults.values()), "")

    def present(self, choices: Sequence[Choice], held: Mapping[str, str]) -> None:
        """Show these options with the values that are held; what is typed stays as it is."""
        if tuple(choices) != self._choices:
            self._build(choices)
        for choice in choices:
            shown, value = self.inputs[choice.key], held.get(choice.key, "")
            if isinstance(shown, ChoiceBox):
                shown.present(choice.values, value or choice.values[0][0])
            elif choice.key not in self._faults:
                shown.show_text(value)
        self.setVisible(bool(choices))

    def _build(self, choices: Sequence[Choice]) -> None:
        self._choices, self._faults = tuple(choices), {}
        self.inputs = {}
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for choice in choices:
            made = self._typed(choice) if choice.free else self._picked(choice)
            self.inputs[choice.key] = made
            pair = QWidget()
            row = QHBoxLayout(pair)
            spaced(row, 6, margins=(0, RING, 12, RING))
            row.addWidget(Label(choice.label, "text2", size=12))
            row.addWidget(made)
            self._flow.addWidget(pair)
            pair.show()

    def _picked(self, choice: Choice) -> ChoiceBox:
        box = ChoiceBox(name=choice.label)
        box.picked.connect(lambda value: self.chosen.emit(choice.key, str(value)))
        return box

    def _typed(self, choice: Choice) -> LineEdit:
        line = LineEdit(name=choice.label)
        line.setPlaceholderText(choice.values[0][0])
        line.setFixedWidth(theme.px(TYPED))
        line.written.connect(lambda text, _gesture: self._type(choice, text))
        return line

    def _type(self, choice: Choice, text: str) -> None:
        before, told = self.fault, ""
        if text and choice.check is not None:
            try:
                choice.check(text)
            except LeadbenchError as error:
                told = f"{error.problem.what} {error.problem.remedy}"
        self._faults.pop(choice.key, None)
        if told:
            self._faults[choice.key] = told
        else:
            self.chosen.emit(choice.key, text)
        if self.fault != before:
            self.faulty.emit(self.fault)
