"""What came of a live test, on the page Live test: arms, differences, looks, groups."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.held import Held
from models.evaluation.trials.words import about, segments_words
from models.leads.table import Leads
from models.scoring.bits import Bits, unpacked
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from widgets.tables.records import Records
from workbench.chosen_rows import ChosenRows
from workbench.pages.trial.records import arm_records, look_records, pair_records, segment_records
from workbench.session import Session

_HINT = "Enter or a double click chooses the leads of a row on every page"
_NOT_YET = (
    "Leads that are chosen are told with their conversions, so these can be chosen when no look "
    "is to come"
)
MOST_ROWS = 6
"""Rows of a table that are shown without scrolling."""


class TrialResults(QWidget):
    """Tables under each other, each as high as its rows; the groups get what room is left.

    `choose_asked(words, rows)`: the leads of an arm, a group or a look are to be chosen. What a
    `Held` says holds for the column of the chosen, too.
    """

    choose_asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Analysis | None = None
        self._leads: Leads | None = None
        self.about = Label("", "text2", size=12, wrap=True)
        self.arms = RecordTable("Arms of the test", self, row=28)
        self.pairs = RecordTable("Differences between the arms", self, row=28)
        self.seen = RecordTable("Looks at the test", self, row=28)
        self.groups_said = Label("", "text2", size=12, wrap=True)
        self.groups = RecordTable("Groups of leads", self, row=26)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(RING, RING, RING, RING))
        for part in (self.about, self.arms, self.pairs, self.seen, self.groups_said):
            column.addWidget(part)
        column.addWidget(self.groups, 1)
        column.addStretch(0)
        self._linked = (
            self._link(self.arms, self._arm_name, lambda held: held.arms),
            self._link(self.groups, self._group_name, lambda held: held.segments),
            self._link(self.seen, self._look_name, lambda held: held.looks),
        )
        self.present(None)

    def present(self, found: Analysis | None) -> None:
        """Show an analysis; None: there is none."""
        self._found, self._leads = found, self._session.leads
        result = None if found is None else found.result
        self.about.present("" if found is None else " ".join(about(found)))
        rates = () if result is None else result.arms
        show(self.arms, None if found is None else arm_records(found.arms, rates))
        show(self.pairs, None if result is None else pair_records(result.pairs, result.level))
        show(self.seen, None if found is None else look_records(found))
        told = found is not None and result is not None and bool(found.segments)
        self.groups_said.setVisible(told)
        self.groups.setVisible(told)
        self.groups.present(None)
        if told and found is not None and result is not None:
            self.groups_said.present(segments_words(found.segments, found.by, result.level))
            self.groups.present(segment_records(found.segments, found.by))
        for table, hint in ((self.arms, _HINT), (self.seen, _HINT), (self.groups, _HINT)):
            table.setToolTip(hint if self._held is not None else _NOT_YET)
        for linked in self._linked:
            linked.count()

    # Chosen leads

    @property
    def _held(self) -> Held | None:
        """The leads behind the rows, where they may be chosen and are those that are there now."""
        found = self._found
        return None if found is None or self._leads is not self._session.leads else found.held

    def _link(
        self,
        table: RecordTable,
        name: Callable[[Analysis, int], str],
        parts: Callable[[Held], tuple[Bits | None, ...]],
    ) -> ChosenRows:
        def bits(record: int) -> Bits | None:
            held = self._held
            of = () if held is None else parts(held)
            return of[record] if record < len(of) else None

        def words(record: int) -> str:
            return "" if self._found is None or bits(record) is None else name(self._found, record)

        def rows(record: int) -> NDArray[np.intp]:
            found = bits(record)
            size = 0 if self._leads is None else len(self._leads)
            return np.flatnonzero(np.zeros(0) if found is None else unpacked(found, 0, size))

        def number(record: int) -> int:
            found, chosen = bits(record), self._session.chosen
            return 0 if found is None or chosen is None else chosen.among(found)

        return ChosenRows(
            self._session,
            table,
            words,
            rows,
            self.choose_asked.emit,
            number=number,
            counts=lambda record: bits(record) is not None,
            told=lambda: self._held is not None,
        )

    @staticmethod
    def _arm_name(found: Analysis, place: int) -> str:
        return f"arm {found.arms[place].name}"

    @staticmethod
    def _group_name(found: Analysis, place: int) -> str:
        return f"{found.by} {found.segments[place].name} in the test"

    @staticmethod
    def _look_name(found: Analysis, place: int) -> str:
        trial = found.trial
        looks = 1 if trial is None else trial.design.looks
        return f"look {place + 1} of {looks}"


def show(table: RecordTable, records: Records | None) -> None:
    """Show a table as high as its rows, or hide it."""
    table.present(records)
    table.setVisible(records is not None)
    if records is not None:
        table.setFixedHeight(theme.px(30 + 28 * min(len(records.rows), MOST_ROWS) + 4))


def column_of(*parts: QWidget, stretched: bool = True) -> QWidget:
    """Parts under each other; `stretched`: what room is left stays free below."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, 8, margins=(RING, RING, RING, RING))
    for part in parts:
        column.addWidget(part)
    if stretched:
        column.addStretch(1)
    return widget
