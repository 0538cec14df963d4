"""Where two models agree, on the page Compare: by groups of a field that a person chooses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.comparison.agreement import Agreements
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.pages.compare.several_records import agreement_records


class AgreementView(QWidget):
    """`picked(field)`: what a person chose."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.by = PickBox("Field that makes the groups")
        self.by.activated.connect(lambda _place: self.picked.emit(str(self.by.currentData())))
        self.said = Label("", "text2", size=12, wrap=True)
        self.groups = RecordTable("Where A and B agree", self, row=30)
        self.groups.setToolTip("Enter or a double click chooses the leads of a group")
        self._found: Agreements | None = None
        name = Label("&Groups by", "text2")
        name.setBuddy(self.by)
        choose = QHBoxLayout()
        spaced(choose, 8, margins=(0, RING, 0, RING))
        choose.addWidget(name)
        choose.addWidget(self.by)
        choose.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addLayout(choose)
        column.addWidget(self.said)
        column.addWidget(self.groups, 1)

    def present_fields(self, fields: Sequence[str], chosen: str) -> None:
        """Show the fields that can make groups."""
        self.by.clear()
        for name in fields:
            self.by.addItem(name, name)
        self.by.setCurrentIndex(self.by.findData(chosen))
        self.by.setEnabled(len(fields) > 1)

    def present(self, found: Agreements | None, words: str) -> None:
        """Show where the models agree; None: nothing, and why in words."""
        tested = 0 if found is None else sum(item.p is not None for item in found.groups)
        note = (
            f" What is said of {tested} groups is corrected for all of them (Holm); each interval "
            "is 95\u202f% by itself."
        )
        self.said.present(words + (note if tested > 1 else ""))
        self._found = found
        self.groups.present(None if found is None else agreement_records(found))

    def leads_name(self, place: int) -> str:
        """The leads of a row, by name."""
        found = self._found
        if found is None:
            return ""
        # The first row is of all leads.
        return f"{found.field} {found.groups[place - 1].name}" if place else "all that both score"

    def leads_rows(self, place: int) -> NDArray[np.intp]:
        """Their rows among the leads that were compared."""
        found = self._found
        if found is None:
            return np.empty(0, dtype=np.intp)
        if not place:
            return np.arange(found.all.tally.leads, dtype=np.intp)
        return found.dealt.rows_of(found.groups[place - 1].name)
