"""A threshold of its own for each segment, on the page Thresholds: whether that would pay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.thresholds.lab import Lab
from models.evaluation.thresholds.separate import Separate, rows_of_segment, separate_of
from models.evaluation.thresholds.separate_words import sentences
from models.evaluation.thresholds.wishes import Money
from models.leads.readers.contract import Progress
from models.scoring.sight import ScoredBy
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.chosen import rows_of_all
from workbench.chosen_rows import ChosenRows
from workbench.pages.thresholds.facts import fields_for_thresholds
from workbench.pages.thresholds.records import segment_records
from workbench.session import Session


class SegmentThresholds(QWidget):
    """Looks at the segments by a field that a person picks. `choose_asked(words, rows)`."""

    choose_asked = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._field = ""
        self._shown: tuple[ScoredBy, Lab, object] | None = None
        self.separate: Separate | None = None
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.failed)
        self.field = PickBox("Field that makes the segments")
        self.field.activated.connect(lambda _place: self._pick())
        self.said = Label("", "text", wrap=True)
        self.more = Label("", "text2", size=12, wrap=True)
        self.table = RecordTable("Thresholds of segments", self, row=30)
        self.table.setToolTip(
            "Enter or a double click chooses the leads of a segment from its threshold up"
        )
        ChosenRows(session, self.table, self.name_of, self.rows_of, self.choose_asked.emit)
        choose = QHBoxLayout()
        spaced(choose, 8, margins=(0, RING, 0, RING))
        label = Label("&Segments by", "text2")
        label.setBuddy(self.field)
        choose.addWidget(label)
        choose.addWidget(self.field)
        choose.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addLayout(choose)
        column.addWidget(self.said)
        column.addWidget(self.more)
        column.addWidget(self.table, 100)
        column.addStretch(1)

    def forget(self) -> None:
        """Other leads: they may have other fields."""
        self._field, self._shown = "", None
        self.asking.forget()

    def present(self, by: ScoredBy, lab: Lab, of: object) -> None:
        """Look at the segments of these leads; `of`: what the lab was worked out of."""
        self._shown = by, lab, of
        found = by.leads
        fields = fields_for_thresholds(found)
        if self._field not in fields:
            self._field = next(iter(fields), "")
        if [self.field.itemData(place) for place in range(self.field.count())] != list(fields):
            self.field.clear()
            for name in fields:
                self.field.addItem(name, name)
        self.field.setCurrentIndex(self.field.findData(self._field))
        field, item = self._field, found.input(self._field)
        money, limited = lab.money, lab.per_week if lab.limited else None
        if item is None or not lab.enough or (money is None and limited is None):
            self.asking.forget()
            self.table.hide()
            self.said.present(_why_none(lab, bool(fields)))
            self.more.present("")
            return
        used, ground = Money(0.0, 1.0) if money is None else money, lab.ground

        def work(_cancelled: Cancel, _progress: Progress) -> Separate:
            column = found.prepared(item)[0]
            return separate_of(ground, field, column, found.created, used, limited)

        if self.asking.ask((of, field, used, limited), work):
            self.said.present("Looking at the segments\u2026")
            self.more.present("")

    def _pick(self) -> None:
        self._field = str(self.field.currentData() or "")
        if self._shown is not None:
            self.present(*self._shown)

    def _answered(self, found: object) -> None:
        if not isinstance(found, Separate) or self._shown is None:
            return
        lab = self._shown[1]
        self.separate = found
        self.table.present(segment_records(found))
        self.table.show()
        first, second = sentences(found, lab, money=lab.money is not None)
        self.said.present(first)
        self.more.present(second)

    def name_of(self, place: int) -> str:
        """Which leads a segment has from its threshold up; "" where nobody is handed over."""
        found = self.separate
        row = None if found is None else found.rows[place]
        if found is None or row is None or row.score is None:
            return ""
        return f"{found.field} {row.name} from {row.score}"

    def rows_of(self, place: int) -> NDArray[np.intp]:
        """These leads, among all."""
        found, shown = self.separate, self._shown
        item = None if shown is None or found is None else shown[0].leads.input(found.field)
        if found is None or shown is None or item is None:
            return np.empty(0, dtype=np.intp)
        by, lab, _ = shown
        column = by.leads.prepared(item)[0]
        return rows_of_all(rows_of_segment(lab.ground, column, found.rows[place]), by)


def _why_none(lab: Lab, any_field: bool) -> str:
    if not any_field:
        return "The leads have no field that makes segments."
    if not lab.enough:
        return " ".join(lab.faults[:1])
    return (
        "Say at the left what a lead costs and a win is worth, or what sales can work: by one of "
        "them a threshold is better than another."
    )
