"""Chosen leads in the section "Leaks and maturity": it looks at everybody, also who is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.evaluation.guard.finding import Finding, LeaveOutLeads
from models.evaluation.guard.guard import Guard
from models.evaluation.guard.sentence import cohort_label
from models.leads.table import Leads
from models.project.population import Population
from models.scoring.bits import Bits, packed, unpacked
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from widgets.charts.cohort_chart import CohortChart
from widgets.guard_list import GuardList
from workbench.session import Session, today

Rows = NDArray[np.intp]


def leads_of(guard: Guard, leads: Leads) -> dict[str, Bits]:
    """Of all leads those that each finding would leave out, by its name; one bit a lead."""
    masks, sight = Masks(leads), Sight(today())
    remedies = [one.remedy for one in guard.findings if isinstance(one.remedy, LeaveOutLeads)]
    return {one.name: packed(masks.of(one.condition, sight)) for one in remedies}


class GuardChosen(QObject):
    """`choose_asked(words, rows)`: rows of the leads that are scored; who is left out is none."""

    choose_asked = Signal(str, object)

    def __init__(
        self, session: Session, section: QWidget, found: GuardList, chart: CohortChart
    ) -> None:
        super().__init__(section)
        self._session, self._section, self._list, self._chart = session, section, found, chart
        self._of: Population | None = None
        self._everybody: Rows = np.zeros(0, dtype=np.intp)
        self._lines: Mapping[str, Bits] = {}
        found.leads_asked.connect(self._choose_finding)
        chart.row_asked.connect(self._choose_cohort)
        session.leads_chosen.connect(lambda _chosen: self.show())

    def present(self, lines: Mapping[str, Bits]) -> None:
        """The leads of the findings that are shown."""
        self._lines = lines
        self.show()

    def show(self) -> None:
        """Show how many of the chosen leads findings and cohorts have, where they are in sight."""
        chosen, cohorts = self._session.chosen, self._chart.value
        if not self._section.isVisible():
            return  # done when it is shown
        rows = None if chosen is None else self._rows_of_everybody(chosen.rows)
        self._list.count_chosen(None if rows is None else lambda one: self._number(one, rows))
        if cohorts is None or (rows is None and cohorts.chosen is None):
            return
        numbers = None
        if rows is not None and self._fits(cohorts.codes) and cohorts.codes is not None:
            codes = cohorts.codes[rows]
            numbers = np.bincount(codes[codes >= 0], minlength=len(cohorts.cohorts)).tolist()
        self._chart.present(replace(cohorts, chosen=None if numbers is None else tuple(numbers)))

    def _fits(self, codes: NDArray[np.int16] | None) -> bool:
        """Whether cohorts are of those who are there now, and not of those before a merge."""
        population = self._session.population
        return (
            codes is not None and population is not None and len(codes) == len(population.everybody)
        )

    def _rows_of_everybody(self, rows: Rows) -> Rows:
        """Rows of everybody, of rows of those that are scored."""
        population = self._session.population
        if population is None:
            return rows[:0]
        if population is not self._of:
            merge = population.merge
            self._of = population
            self._everybody = population.rows if merge is None else merge.of[population.rows]
        return self._everybody[rows]

    def _number(self, finding: Finding, rows: Rows) -> int | None:
        mask = self._mask(finding)
        return None if mask is None else int(np.count_nonzero(mask[rows]))

    def _mask(self, finding: Finding) -> NDArray[np.bool_] | None:
        """Which of everybody a finding is about; None: it is about no leads."""
        population, remedy = self._session.population, finding.remedy
        if population is None or not isinstance(remedy, LeaveOutLeads):
            return None
        bits = self._lines.get(remedy.name)
        size = len(population.everybody)
        if bits is None or len(bits) != (size + 7) // 8:
            return None  # of those before a merge: what is found now is about to follow
        return unpacked(bits, 0, size).astype(np.bool_)

    def _choose(self, words: str, mask: NDArray[np.bool_]) -> None:
        leads = self._session.leads
        if leads is not None:
            every = np.arange(len(leads), dtype=np.intp)
            self.choose_asked.emit(words, np.flatnonzero(mask[self._rows_of_everybody(every)]))

    def _choose_finding(self, finding: Finding) -> None:
        mask = self._mask(finding)
        if mask is not None and isinstance(finding.remedy, LeaveOutLeads):
            self._choose(finding.remedy.name, mask)

    def _choose_cohort(self, place: int) -> None:
        cohorts = self._chart.value
        if cohorts is not None and cohorts.codes is not None and self._fits(cohorts.codes):
            self._choose(f"created in {cohort_label(cohorts, place)}", cohorts.codes == place)
