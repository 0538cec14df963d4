"""Who another threshold would add or leave out, on the page Thresholds, and what they share."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import leads
from models.evaluation.thresholds.added import Added, fields_for, sentence, shared_of
from models.evaluation.thresholds.lab import Lab
from models.leads.readers.contract import Progress
from models.leads.table import Leads
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.thresholds.facts import fields_for_thresholds


class AddedView(QWidget):
    """Says how many at once; what they share follows. `choose_asked(added)`: they are wanted."""

    choose_asked = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._added: Added | None = None
        self.head, self.said = Label(weight=600), Label("", "text2", size=12, wrap=True)
        self.show_them = QPushButton()
        theme.set_kind(self.show_them, "", small=True)
        self.show_them.clicked.connect(lambda _on=False: self.choose_asked.emit(self._added))
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.failed)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(0, 6, 0, 0))
        column.addWidget(self.head)
        column.addWidget(self.said)
        tools = QHBoxLayout()
        spaced(tools, 8, margins=(RING, RING, RING, RING))
        tools.addWidget(self.show_them)
        tools.addStretch(1)
        column.addLayout(tools)

    def forget(self) -> None:
        """Other leads: what is asked is of no use any more."""
        self.asking.forget()

    def present(self, added: Added | None, head: str) -> None:
        """Show between which thresholds they are, and how many; None: there is nothing to tell."""
        before, self._added = self._added, added
        self.setVisible(added is not None)
        if added is None:
            return
        self.head.present(head)
        self.show_them.setText(f"Choose these {leads(added.leads)}")
        self.show_them.setEnabled(added.leads > 0)
        if before is None or (before.low, before.high) != (added.low, added.high):
            self.said.present(sentence(added))

    def look(self, found: Leads, lab: Lab, of: object) -> None:
        """Find out what they share; `of`: what the lab was worked out of."""
        added = self._added
        if added is None or not added.leads:
            return
        names = fields_for_thresholds(found)
        low, high = lab.curve.at(added.low), lab.curve.at(added.high)

        def work(_cancelled: Cancel, _progress: Progress) -> Added:
            places = lab.ground.standing.places
            within = (places >= low) & (places < high)
            shared = shared_of(within, places >= high, fields_for(names, found.column))
            return replace(added, shared=shared)

        self.asking.ask((of, added.low, added.high), work)

    def _answered(self, found: object) -> None:
        now = self._added
        if not isinstance(found, Added) or now is None:
            return
        if (found.low, found.high) == (now.low, now.high):
            self._added = found
            self.said.present(sentence(found))
