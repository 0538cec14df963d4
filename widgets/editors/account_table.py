"""The table of accounts beside how they are scored: what it is, what it matches, what names it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.leads.fields import Input
from widgets.inputs.field_chooser import FieldChooser
from widgets.inputs.label import Label
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced

NONE = (
    "None open: an account has what most of its leads have. A list of companies can tell more, "
    "and which of them became customers."
)


@dataclass(frozen=True)
class AccountTableFacts:
    """What is told of the table; `source` "" where there is none. `named_by`: the field that says
    which account a row is, one of `fields`; `outcome`: whether it converted, one of `outcomes`;
    "" leaves that to its leads."""

    source: str = ""
    sentence: str = ""
    problems: tuple[str, ...] = ()
    fields: tuple[Input, ...] = ()
    named_by: str = ""
    outcomes: tuple[Input, ...] = ()
    outcome: str = ""


class AccountTableBox(QWidget):
    """`open_asked()`, `remove_asked()`; `named(field)`: another field names the account;
    `converts(field)`: it says whether the account converted; `converts_no_more(field)`."""

    open_asked = Signal()
    remove_asked = Signal()
    named = Signal(str)
    converts = Signal(str)
    converts_no_more = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = Label("", "text2", size=12, wrap=True, parent=self)
        self._problems = Label("", "warn", size=12, wrap=True, parent=self)
        self._by = Label("Named by", "text2", parent=self)
        self.name = FieldChooser(self)
        self._outcome = ""
        self._won = Label("Converted by", "text2", parent=self)
        self.outcome = FieldChooser(self)
        self._no_outcome = Tool("close", "Let the leads say whether their account converted", self)
        self.open = quiet_button("Open accounts\u2026", "folder-open", self)
        self.remove = quiet_button("Remove", "delete", self)
        line = QHBoxLayout()
        spaced(line, 6, margins=(3, 3, 3, 3))
        line.addWidget(self._by)
        line.addWidget(self.name)
        line.addStretch(1)
        won = QHBoxLayout()
        spaced(won, 6, margins=(3, 3, 3, 3))
        for widget in (self._won, self.outcome, self._no_outcome):
            won.addWidget(widget)
        won.addStretch(1)
        buttons = QHBoxLayout()
        spaced(buttons, 6, margins=(3, 0, 3, 3))  # room for the ring of the focus
        buttons.addWidget(self.open)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(0, 0, 0, 0))
        column.addWidget(self._says)
        column.addWidget(self._problems)
        column.addLayout(line)
        column.addLayout(won)
        column.addLayout(buttons)
        self.open.clicked.connect(self.open_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.name.picked.connect(self.named)
        self.outcome.picked.connect(self.converts)
        self._no_outcome.clicked.connect(lambda: self.converts_no_more.emit(self._outcome))

    def present(self, facts: AccountTableFacts) -> None:
        """Show what is known of the table; never emits."""
        there = bool(facts.source)
        self._says.present((facts.sentence or facts.source) if there else NONE)
        self._problems.present("\n".join(facts.problems))
        self._problems.setVisible(bool(facts.problems))
        for widget in (self._by, self.name, self.remove):
            widget.setVisible(there)
        self.open.setText("Open others\u2026" if there else "Open accounts\u2026")
        offers = there and bool(facts.outcomes or facts.outcome)
        self._outcome = facts.outcome
        self._won.setVisible(offers)
        self.outcome.setVisible(offers)
        self._no_outcome.setVisible(offers and bool(facts.outcome))
        self.outcome.present(facts.outcome, facts.outcomes)
        if there:
            self.name.present(facts.named_by, facts.fields)
