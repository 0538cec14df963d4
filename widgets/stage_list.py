"""The stages of deals: what each means, won, lost or still open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.evaluation.figures import count
from models.leads.text import cleaned_key
from widgets import theme
from widgets.inputs.choice_box import ChoiceBox

OPEN, WON, LOST = "open", "won", "lost"
_WORDS = tuple((state, state) for state in (WON, LOST, OPEN))


@dataclass(frozen=True)
class StageFacts:
    """The values of the stage with their rows, and which of them are won and lost."""

    values: tuple[tuple[str, int], ...] = ()
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def state(self, value: str) -> str:
        """What the value means."""
        found = cleaned_key(value)
        if found in map(cleaned_key, self.won):
            return WON
        return LOST if found in map(cleaned_key, self.lost) else OPEN

    def changed(self, value: str, state: object) -> StageFacts:
        """The same with that value meaning something else."""
        found = cleaned_key(value)
        won = tuple(one for one in self.won if cleaned_key(one) != found)
        lost = tuple(one for one in self.lost if cleaned_key(one) != found)
        if state == WON:
            won = (*won, value)
        elif state == LOST:
            lost = (*lost, value)
        return StageFacts(self.values, won, lost)


class StageList(QWidget):
    """Emits `edited` (StageFacts) for every choice."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = StageFacts()
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self.boxes: list[ChoiceBox] = []
        self._names: list[QLabel] = []
        self._counts: list[QLabel] = []
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _adopt(self) -> None:
        room = theme.px(3)  # for the ring of the focus
        self._grid.setContentsMargins(0, room, room, room)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(4))
        for label in (*self._names, *self._counts):
            label.setFont(theme.font(12))

    def present(self, facts: StageFacts) -> None:
        """Show these values and what they mean."""
        self._facts = facts
        while len(self.boxes) < len(facts.values):
            self._add()
        for place, box in enumerate(self.boxes):
            shown = place < len(facts.values)
            for part in (box, self._names[place], self._counts[place]):
                part.setVisible(shown)
            if shown:
                value, rows = facts.values[place]
                self._names[place].setText(value)
                self._names[place].setToolTip(value)
                self._counts[place].setText(count(rows))
                box.setAccessibleName(f"What {value} means")
                box.present(_WORDS, facts.state(value))

    def _add(self) -> None:
        place = len(self.boxes)
        name, number, box = QLabel(), QLabel(), ChoiceBox(self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (name, number):
            label.setFont(theme.font(12))
        box.picked.connect(lambda state: self._pick(place, state))
        for column, part in enumerate((name, number, box)):
            self._grid.addWidget(part, place, column)
        self.boxes.append(box)
        self._names.append(name)
        self._counts.append(number)

    def _pick(self, place: int, state: object) -> None:
        value = self._facts.values[place][0]
        if state != self._facts.state(value):
            self.edited.emit(self._facts.changed(value, state))
