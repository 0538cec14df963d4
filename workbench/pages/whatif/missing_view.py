"""Fields that leads lack, by how many leads they would move across the MQL line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.whatif.missing import Missing, MissingField
from models.evaluation.whatif.missing_words import GRANTED, about_field
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Offer
from workbench.pages.whatif.missing_records import BOTH, FIELD, missing_records

_HINT = (
    "A click chooses the leads without the field, here and on every other page; Enter or a double "
    "click supposes that it is filled."
)


class MissingView(QWidget):
    """`choose_asked`: leads in words, and their rows; `suppose_asked`: that a field is filled."""

    choose_asked = Signal(str, object)
    suppose_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._found: Missing | None = None
        self._rows: NDArray[np.intp] | None = None
        self._chosen: NDArray[np.bool_] | None = None
        self._field = ""
        self._sort, self._downwards = BOTH, True
        self.table = RecordTable("Missing fields", self, row=38)
        self.table.setToolTip(_HINT)
        self.table.record_chosen.connect(self._choose)
        self.table.record_opened.connect(lambda _place: self._suppose())
        self.table.sort_asked.connect(self._sort_by)
        self.table.choose_leads_by(self._name, self._choose, opens=False)
        self.table.taking.offer(self._open_offers)
        self.said = Label("", size=12, wrap=True)
        self.granted = Label(GRANTED, "text2", size=12, wrap=True)
        self.decided = QPushButton("Choose those that could cross")
        self.supposed = QPushButton("Suppose it is filled")
        for button in (self.decided, self.supposed):
            theme.set_kind(button, "", small=True)
        self.decided.clicked.connect(lambda _on=False: self._choose_open())
        self.supposed.clicked.connect(lambda _on=False: self._suppose())
        row = QHBoxLayout()
        spaced(row, 8, margins=(RING, 0, RING, RING))
        row.addWidget(self.said, 1)
        row.addWidget(self.decided)
        row.addWidget(self.supposed)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.granted)
        self._say()

    def present(self, found: Missing | None, rows: NDArray[np.intp] | None) -> None:
        """Show what was found; never emits. `rows`: of the leads among all; None: all of them."""
        self._found, self._rows = found, rows
        self._list()

    def show_chosen(self, mask: NDArray[np.bool_] | None) -> None:
        """Say how many of the chosen leads lack each field; None: nobody chose any.

        `mask`: which of the leads that were looked at are chosen.
        """
        self._chosen = mask
        self.table.count_chosen(None if mask is None else self._number)

    def _number(self, place: int) -> int | None:
        found, chosen = self._found, self._chosen
        if found is None or chosen is None or len(chosen) != found.leads:
            return None  # other leads are looked at: the answer is about to follow
        return int(np.count_nonzero(chosen[found.fields[place].rows]))

    def grey(self) -> None:
        """What is shown is being worked out anew."""
        self._list(stale=True)

    def _list(self, *, stale: bool = False) -> None:
        found = self._found
        if found is None:
            self.table.present(None)
        else:
            self.table.present(
                missing_records(found, self._sort, downwards=self._downwards, stale=stale)
            )
            place = next((i for i, f in enumerate(found.fields) if f.field == self._field), None)
            # Numbers are places: the same one may be another field now.
            if place is None:
                self.table.setCurrentIndex(QModelIndex())
            else:
                self.table.choose(place, scroll=False)
        self._say()

    def _sort_by(self, key: str) -> None:
        # What is looked for first is the greatest; names begin at A.
        self._downwards = not self._downwards if key == self._sort else key != FIELD
        self._sort = key
        self._list()

    @property
    def chosen(self) -> MissingField | None:
        """The field that is looked at."""
        fields = () if self._found is None else self._found.fields
        return next((item for item in fields if item.field == self._field), None)

    def _say(self) -> None:
        field, found = self.chosen, self._found
        if field is None or found is None:
            self.said.present(_HINT if found is not None and found.fields else "", "text3")
        else:
            self.said.present(about_field(field, found.leads, known=found.known), "text")
        self.decided.setEnabled(field is not None and bool(len(field.open_rows)))
        self.supposed.setEnabled(field is not None and not field.fault)

    # Choosing

    def _name(self, place: int) -> str:
        fields = () if self._found is None else self._found.fields
        return f"{fields[place].field} blank" if place < len(fields) else ""

    def _open_offers(self) -> list[Offer]:
        """Also those for whom the field decides."""
        field = self.chosen
        if field is None or not len(field.open_rows):
            return []
        words = f"Choose the {len(field.open_rows):,} of them that could cross"
        return [(words, self._choose_open)]

    def _choose(self, place: int) -> None:
        if self._found is None or place >= len(self._found.fields):
            return
        field = self._found.fields[place]
        self._field = field.field
        self._say()
        self._ask(self._name(place), field.rows)

    def _choose_open(self) -> None:
        field = self.chosen
        if field is not None:
            self._ask(f"{field.field} blank and decides on MQL", field.open_rows)

    def _ask(self, words: str, rows: NDArray[np.intp]) -> None:
        self.choose_asked.emit(words, rows if self._rows is None else self._rows[rows])

    def _suppose(self) -> None:
        field = self.chosen
        if field is not None and not field.fault:
            self.suppose_asked.emit(field.field)
