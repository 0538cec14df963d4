"""How duplicated leads become one: which is kept, what is filled, and the button that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.leads.duplicates.rule import DuplicateRule, Keep
from widgets import theme
from widgets.icons import icon
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING

KEEPS = tuple((keep, f"the {keep.value}") for keep in Keep)


@dataclass(frozen=True)
class MergeFacts:
    """`action`: what the button says, "" while there is nothing to do. `done`: leads are merged;
    `said`: what was done, or what merging would do; `notes`: what it fills and loses.
    """

    rule: DuplicateRule
    action: str = ""
    said: str = ""
    notes: tuple[str, ...] = ()
    done: bool = False


class MergeBar(QWidget):
    """`edited(rule)`, `merge_asked`, `undo_asked`: what a person wishes."""

    edited = Signal(object)
    merge_asked = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = DuplicateRule()
        self.keep = ChoiceBox(name="Which lead of each group is kept")
        self.keep.picked.connect(self._pick)
        self.fill = QCheckBox("Fill its blanks from the others")
        self.fill.clicked.connect(self._fill)
        self.merge = QPushButton()
        theme.set_kind(self.merge, "main")
        self.merge.clicked.connect(self.merge_asked)
        self.undo = QPushButton(icon("undo"), "Undo the merge")
        self.undo.clicked.connect(self.undo_asked)
        self._said = Label("", weight=600, size=13, wrap=True)
        self._notes = Label("", "text2", size=12, wrap=True)
        choices = QHBoxLayout()
        spaced(choices, 12)
        choices.addWidget(Label("Keep"))
        choices.addWidget(self.keep)
        choices.addWidget(self.fill)
        choices.addWidget(self._said, 1)
        choices.addWidget(self.undo)
        choices.addWidget(self.merge)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(RING, RING, RING, RING))
        column.addLayout(choices)
        column.addWidget(self._notes)

    def present(self, facts: MergeFacts) -> None:
        """Show a rule and what it does."""
        self._rule = facts.rule
        self.keep.present(KEEPS, facts.rule.keep)
        self.fill.setChecked(facts.rule.fill)
        self.merge.setText(facts.action)
        self.merge.setVisible(bool(facts.action))
        self.undo.setVisible(facts.done)
        self._said.present(facts.said)
        self._notes.present(" ".join(facts.notes))
        self._notes.setVisible(bool(facts.notes))

    def words(self) -> str:
        """What is said of the merge."""
        return f"{self._said.text()} {self._notes.text()}".strip()

    def _pick(self, keep: object) -> None:
        if isinstance(keep, Keep):
            self.edited.emit(replace(self._rule, keep=keep))

    def _fill(self, on: bool) -> None:
        self.edited.emit(replace(self._rule, fill=on))
