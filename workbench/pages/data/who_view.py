"""Who is scored, on the Data page: leads that conditions leave out, counted and undoable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.fields import Role
from models.leads.summary import commonest_values
from models.leads.table import Leads
from models.leads.tally import ValueCount
from models.project.population import Population
from models.scoring.conditions import Condition
from models.scoring.left_out_proposals import LeftOutProposal, proposed_left_out
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.left_out_editor import LeftOutEditor, LeftOutView
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.offers import MOST_OFFERS
from widgets.switch import RING
from workbench.background import Background
from workbench.lead_facts import LeadFacts
from workbench.session import Session, today


class _Counts(Mapping[Condition, int]):
    """How many leads meet a condition, counted when somebody looks."""

    def __init__(self, leads: Leads) -> None:
        self._masks, self._sight = Masks(leads), Sight(today())

    def __getitem__(self, condition: Condition) -> int:
        return int(np.count_nonzero(self._masks.of(condition, self._sight)))

    def __iter__(self) -> Iterator[Condition]:
        return iter(())

    def __len__(self) -> int:
        """There is always something to ask."""
        return 1


class WhoView(QWidget):
    """Shows who of the session's leads is scored; choices go to the session as edits."""

    leads_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._leads: Leads | None = None
        self._around = Around()
        self._proposals: tuple[LeftOutProposal, ...] = ()
        self._looking = Background(self)
        self._looking.done.connect(self._looked)
        self.verdict = Label("", size=17, weight=500, wrap=True, parent=self)
        self._why = Label(
            "Scores, figures, charts and scored lists are of these leads alone; the file and the "
            "table keep all.",
            "text2",
            size=12,
            wrap=True,
            parent=self,
        )
        self.editor = LeftOutEditor()
        self.editor.edited.connect(self._session.apply)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.editor)
        self._area.setAccessibleName("Leads that are left out")
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        for part in (self.verdict, self._why):
            self._column.addWidget(part)
        self._column.addWidget(self._area, 1)
        self._empty = EmptyState(
            "file-table",
            "No leads yet",
            "Open the export of your CRM first; then say who of them is not to be scored.",
            "Open leads…",
        )
        self._empty.asked.connect(self.leads_asked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body, 1)
        outer.addWidget(self._empty, 1)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin - RING, theme.px(12), margin - RING, margin)
        for label in (self.verdict, self._why):
            label.setContentsMargins(RING, 0, 0, 0)
        self._column.setSpacing(theme.px(8))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        self._looking.finish()

    def refresh(self) -> None:
        """Show who is scored of the session's leads."""
        project, population = self._session.project, self._session.population
        there = project is not None and population is not None
        self._body.setVisible(there)
        self._empty.setVisible(not there)
        if not there:
            self._leads, self._around, self._proposals = None, Around(), ()
            self._looking.cancel()
            self.editor.present(LeftOutView())
        if project is None or population is None or not self.isVisible():
            return
        self._look(population)
        self.verdict.present(verdict(population))
        view = LeftOutView(project.left_out, population.left_out, self._proposals, self._around)
        self.editor.present(view)

    def _look(self, population: Population) -> None:
        """What the editors have to know of other leads than before."""
        leads = population.everybody
        if leads is self._leads:
            return
        self._leads, self._proposals = leads, ()
        fields = tuple(
            item
            for item in leads.recipe
            if item.role is not Role.IGNORED and leads.raw_column(item) is not None
        )
        facts = LeadFacts(leads)

        @cache
        def offers(field: str) -> Sequence[ValueCount]:
            return commonest_values(leads, field, MOST_OFFERS)

        self._around = Around(fields, offers, _Counts(leads), facts.activities)
        self._looking.run(lambda _cancelled, _progress: proposed_left_out(leads))

    def _looked(self, found: object) -> None:
        if isinstance(found, tuple):
            self._proposals = found
            self.refresh()


def verdict(population: Population) -> str:
    """How many leads of the table are scored, and why not the others."""
    every, scored = len(population.whole), len(population.leads)
    wrong = "".join(f" {problem.what}" for problem in population.warnings())
    if scored == every:
        return f"All {count(every)} leads are scored.{wrong}"
    return f"{count(scored)} of {count(every)} leads are scored: {population.sentence()}.{wrong}"
