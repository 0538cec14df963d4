"""Chosen leads on the page Quality: what its rows and bars choose, and how many of them each has.

Fields and findings are counted by bits as they are drawn; values and months, of one field at a
time, are looked up in its cells, and that is done out of the way.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from models.evaluation.quality.finding import WORDS, Finding
from models.evaluation.quality.quality import FieldQuality, Quality
from models.evaluation.quality.variants import Variants
from models.leads.readers.contract import Progress
from models.leads.summary import leads_with
from models.leads.table import Leads
from models.scoring.bits import Bits, inverted, unpacked
from widgets.mend_list import MendList
from widgets.quality_panel import QualityPanel
from widgets.tables.quality_table import QualityTable
from widgets.taking.taking import Offer
from workbench.asking import Asking
from workbench.background import Background, Cancel
from workbench.chosen import Chosen
from workbench.chosen_rows import ChosenRows
from workbench.session import Session

Rows = NDArray[np.intp]


class QualityChosen(QObject):
    """`choose_asked(words, rows)`: leads are to be chosen, by rows of those that are scored."""

    choose_asked = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, session: Session, mends: MendList, table: QualityTable, panel: QualityPanel
    ) -> None:
        super().__init__(table)
        self._session, self._mends, self._panel, self._table = session, mends, panel, table
        self._quality: Quality | None = None
        self._leads: Leads | None = None
        self._counting, self._finding = Asking(self), Background(self)
        self._counting.answered.connect(self._counted)
        self._finding.done.connect(self._found)
        for work in (self._counting, self._finding):
            work.failed.connect(self.failed)
        self.fields = ChosenRows(
            session,
            table,
            lambda place: self._title(place),
            lambda place: self._rows(self._field(place).filled),
            self.choose_asked.emit,
            number=lambda place: self._number(self._field(place).filled),
        )
        table.taking.offer(self._blank_offers)
        panel.month_asked.connect(self._choose_month)
        panel.value_asked.connect(self._choose_value)
        panel.spelled_asked.connect(self._choose_spelled)
        session.leads_chosen.connect(lambda _chosen: self.count())

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._counting.finish()
        self._finding.finish()

    def present(self, quality: Quality | None, leads: Leads | None) -> None:
        """What was found, and in which leads."""
        self._quality, self._leads = quality, leads
        self.count()
        self.fields.count()

    @property
    def current(self) -> Quality | None:
        """What was found, if it is of the leads that are there now."""
        return self._quality if self._leads is self._session.leads else None

    # Counting

    def count(self) -> None:
        """Say how many of the chosen leads each finding, value and month has."""
        chosen, quality = self._session.chosen, self.current
        if chosen is None or quality is None or chosen.leads is not self._leads:
            self._mends.count_chosen(None)
            self._counting.forget()
            self._panel.show_chosen(None, None)
            return
        self._mends.count_chosen(lambda found: chosen.among(found.bits))
        field, leads, values = self._panel.field, chosen.leads, self._panel.shown_values
        months = quality.months

        def work(_cancelled: Cancel, _progress: Progress) -> object:
            by_month = None
            if months is not None:
                codes = months.codes[chosen.rows]
                by_month = tuple(np.bincount(codes[codes >= 0], minlength=len(months)).tolist())
            having = {
                one.value: int(np.count_nonzero(leads_with(leads, field, one.value) & chosen.mask))
                for one in values
            }
            return chosen, field, by_month, having

        if field and self._counting.ask((quality, field, chosen), work):
            self._panel.show_chosen(None, None)  # what was counted is of another choice

    def field_shown(self) -> None:
        """Another field stands at the side, or the same one with what was found anew."""
        self._counting.again()
        self.count()

    def _counted(self, found: object) -> None:
        chosen, field, months, values = cast(
            "tuple[Chosen, str, tuple[int, ...] | None, dict[str, int]]", found
        )
        if chosen is self._session.chosen and field == self._panel.field:
            self._panel.show_chosen(months, values)

    def _number(self, bits: Bits) -> int:
        chosen = self._session.chosen
        return 0 if chosen is None or self.current is None else chosen.among(bits)

    # Choosing

    def choose_finding(self, found: Finding) -> None:
        """Choose the leads that a finding is about."""
        if self.current is not None:
            words = f"{found.field}, {WORDS[found.sort]}"
            self.choose_asked.emit(words, self._rows(found.bits))

    def _field(self, place: int) -> FieldQuality:
        assert self._quality is not None
        return self._quality.fields[place]

    def _title(self, place: int) -> str:
        quality = self.current
        filled = quality is not None and self._field(place).fill.all.filled
        return f"{self._field(place).item.name} known" if filled else ""

    def _rows(self, bits: Bits) -> Rows:
        size = 0 if self._leads is None else len(self._leads)
        return np.flatnonzero(unpacked(bits, 0, size))

    def _blank_offers(self) -> list[Offer]:
        """Also the leads that have no value in the field."""
        place, leads = self._table.chosen(), self._leads
        if place is None or leads is None or self.current is None:
            return []
        field = self._field(place)
        name = f"{field.item.name} blank"
        if field.fill.all.filled == field.fill.all.leads:
            return []
        blank = inverted(field.filled, len(leads))
        return [
            (
                f"Choose the leads of {name}",
                lambda: self.choose_asked.emit(name, self._rows(blank)),
            )
        ]

    def _choose_month(self, place: int, filled: object) -> None:
        quality, name = self.current, self._panel.field
        field = None if quality is None else quality.field(name)
        if quality is None or quality.months is None or field is None or self._leads is None:
            return
        which = quality.months.codes == place
        words = f"created in {quality.months.name(place)}"
        if filled is not None:
            having = unpacked(field.filled, 0, len(self._leads)).astype(bool)
            which &= having if filled else ~having
            words += f", {name} {'known' if filled else 'blank'}"
        self.choose_asked.emit(words, np.flatnonzero(which))

    def _choose_value(self, value: str) -> None:
        leads, name = self._leads, self._panel.field
        if leads is not None and self.current is not None:
            self._find(f"{name} {value}", leads, name, (value,))

    def _choose_spelled(self, found: object) -> None:
        leads, name = self._leads, self._panel.field
        if isinstance(found, Variants) and leads is not None and self.current is not None:
            texts = tuple(other.text for other in found.others)
            self._find(f"{name}, other than {found.meant}", leads, name, texts)

    def _find(self, words: str, leads: Leads, name: str, values: tuple[str, ...]) -> None:
        """Find the leads that have one of these values, out of the way."""

        def work(_cancelled: Cancel, _progress: Progress) -> object:
            which = np.zeros(len(leads), dtype=np.bool_)
            for value in values:
                which |= leads_with(leads, name, value)
            return words, leads, np.flatnonzero(which)

        self._finding.cancel()
        self._finding.run(work)

    def _found(self, found: object) -> None:
        words, leads, rows = cast("tuple[str, Leads, Rows]", found)
        if leads is self._session.leads:
            self.choose_asked.emit(words, rows)
