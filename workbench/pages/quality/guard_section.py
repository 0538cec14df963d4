"""The section "Leaks and maturity": what gives the outcome away, who is too young or never worked.

To mount it, put `GuardSection(session)` into a page that scrolls: it is as high as what it says.
It follows the session while it is visible and looks anew when it is shown; `refresh()` looks at
once, also while it is hidden. `finish()` before the application ends; `note` carries what was done,
for the status line; `shown`: `leaks` may be others now;
`chart.save_requested`: somebody wants the chart as a file.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.evaluation.guard.finding import LEAKS, Finding, LeaveOutField, LeaveOutLeads
from models.evaluation.guard.guard import Guard, guard_of
from models.evaluation.guard.sentence import cohorts_sentence, sentence
from models.evaluation.guard.stopping import Stop, Stopped
from models.leads.fields import Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.project.document import LeftOut
from models.project.edits import ChangeInput, ChangeLeftOut, IgnoreFields
from models.scoring.bits import Bits
from widgets import theme
from widgets.card import Card
from widgets.chart_card import ChartCard
from widgets.charts.cohort_chart import CohortChart
from widgets.guard_list import GuardList
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.verdict import Verdict
from workbench.background import Background
from workbench.pages.quality.guard_chosen import GuardChosen, leads_of
from workbench.session import Session

CHART_HEIGHT = 270
_LOOKING = "Looking at every field and every day\u2026"
_NO_LEADS = "Open leads, and see here which of their fields give the outcome away."


class GuardSection(QWidget):
    """Looks at all leads, also those left out, so that every switch can be taken back."""

    note = Signal(str)
    choose_asked = Signal(str, object)
    shown = Signal()

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, inline: bool = False
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: Hashable = None
        self._found: Guard | None = None
        self._lines: dict[str, Bits] = {}
        self._roles: dict[str, Role] = {}
        self._looking = Background(self, inline=inline)
        self._looking.done.connect(self._looked)
        self._looking.failed.connect(self._failed)
        self.setAccessibleName("Leaks and maturity")
        self.verdict = Verdict(size=15)
        self.waiting = Label(_NO_LEADS, "text2", wrap=True)
        self.chart = CohortChart()
        self.card = ChartCard(self.chart)
        self.list = GuardList()
        self.list.switched.connect(self._switch)
        self.linked = GuardChosen(session, self, self.list, self.chart)
        self.linked.choose_asked.connect(self.choose_asked)
        self.found = Card("What was found", self.list)
        self.all = QPushButton()
        theme.set_kind(self.all, "", small=True)
        self.all.clicked.connect(self._leave_all)
        self.found.header.addWidget(self.all)
        column = QVBoxLayout(self)
        spaced(column, 12, margins=(0, 0, 0, 0))
        for widget in (self.verdict, self.waiting, self.found, self.card):
            column.addWidget(widget)
        column.addStretch(1)  # what a page has more than the words need stays below them
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        session.leads_changed.connect(self._follow)
        session.project_changed.connect(lambda _before, _after: self._follow())
        self._show()

    def _restyle(self) -> None:
        self.card.setFixedHeight(theme.px(CHART_HEIGHT))

    @property
    def guard(self) -> Guard | None:
        """What was found last, with the switches as the project has them."""
        project = self._session.project
        if self._found is None or project is None:
            return None
        return self._found.with_left_out({one.name for one in project.left_out if not one.muted})

    @property
    def leaks(self) -> tuple[str, ...]:
        """The fields that give the outcome away and are not left out; none before it has looked."""
        guard = self.guard
        return () if guard is None else open_leaks(guard)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._looking.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the section was away is looked at now."""
        super().showEvent(event)
        self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Look at the leads of the session, unless they are those looked at last."""
        population = self._session.population
        if population is None:
            self._looking.cancel()
            self._asked = self._found = None
            self._show()
            return
        leads = population.everybody
        stages = () if self._session.project is None else self._session.project.stages
        asked = (*_identity(leads), stages)
        if asked != self._asked:
            self._asked = asked
            self._looking.run(lambda stopped, _progress: _look(leads, stages, stopped))
        self._show()

    def _looked(self, found: object) -> None:
        if isinstance(found, tuple):
            self._found, self._lines = found
            self._show()

    def _failed(self, error: object) -> None:
        self._found = None
        self._asked = None
        self._show()
        self.waiting.present(str(error), "err")

    # Showing

    def _show(self) -> None:
        guard = self.guard
        if guard is None:
            busy = self._looking.busy
            self.waiting.present(_LOOKING if busy else _NO_LEADS, "text2")
        else:
            self.verdict.present(*sentence(guard))
            self.list.present(guard.findings)
            number = len(self.leaks)
            self.all.setText(f"Leave all {number:,} leaks out")
            self.all.setVisible(number > 1)
            self.chart.present(guard.cohorts)
            self.card.says.present("" if guard.cohorts is None else cohorts_sentence(guard.cohorts))
            self.linked.present(self._lines)
        self.waiting.setVisible(guard is None)
        self.verdict.setVisible(guard is not None)
        self.found.setVisible(guard is not None and bool(guard.findings))
        self.card.setVisible(guard is not None and guard.cohorts is not None)
        self.shown.emit()

    # Wishes

    def _switch(self, finding: object, on: bool) -> None:
        if not isinstance(finding, Finding):
            return
        match finding.remedy:
            case LeaveOutField(name):
                self._leave_field(name, on)
            case LeaveOutLeads():
                self._leave_leads(finding.remedy, on)
        self._show()  # where nothing could be changed the switch goes back

    def _leave_field(self, name: str, on: bool) -> None:
        project = self._session.project
        item = None if project is None else project.recipe.find(name)
        if item is None:
            return
        role = Role.IGNORED if on else self._roles.get(name, Role.FIELD)
        if on:
            self._roles[name] = item.role
        if self._session.apply(ChangeInput(replace(item, role=role))):
            self.note.emit(f"{name} is left out." if on else f"{name} is a field again.")

    def _leave_all(self) -> None:
        guard, project = self.guard, self._session.project
        if guard is None or project is None:
            return
        names = open_leaks(guard)
        for name in names:
            item = project.recipe.find(name)
            self._roles[name] = Role.FIELD if item is None else item.role
        if self._session.apply(IgnoreFields(names)):
            self.note.emit(f"{len(names):,} fields are left out.")

    def _leave_leads(self, remedy: LeaveOutLeads, on: bool) -> None:
        project = self._session.project
        if project is None:
            return
        others = tuple(one for one in project.left_out if one.name != remedy.name)
        mine = (LeftOut(remedy.name, remedy.condition),) if on else ()
        if self._session.apply(ChangeLeftOut((*others, *mine))):
            done = "left out" if on else "scored again"
            self.note.emit(f"{remedy.name}: {remedy.leads:,} leads are {done}.")


def open_leaks(guard: Guard) -> tuple[str, ...]:
    """The fields that give the outcome away and are not left out yet."""
    return tuple(
        one.field for one in guard.findings if one.kind in LEAKS and one.grave and not one.switched
    )


def _look(
    leads: Leads, stages: tuple[Stage, ...], stopped: Stop
) -> tuple[Guard, dict[str, Bits]] | None:
    try:
        guard = guard_of(leads, stopped, stages)
    except Stopped:
        return None
    return guard, leads_of(guard, leads)


def _identity(leads: Leads) -> tuple[Hashable, ...]:
    """What the answer depends on, without reading a cell."""
    return leads.raw, leads.recipe, leads.zone, leads.activities, leads.deals
