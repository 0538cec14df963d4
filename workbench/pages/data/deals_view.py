"""The deals on the Data page: how many found their lead, what they say of it, every field."""

from __future__ import annotations

from dataclasses import replace

from models.leads.columns import Misfits
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.project.document import Source
from models.project.edits import ChangeDeals, ChangeInput
from widgets.deal_panel import DealPanel
from widgets.stage_list import StageFacts
from widgets.tables.field_table import FieldHead
from workbench.deal_facts import (
    ROLE_WORDS,
    changed,
    facts_of,
    head_of,
    misfits_of,
    report_facts,
    verdict,
)
from workbench.pages.data.second_table_view import Held, SecondTableView, TableWords, findings
from workbench.session import Session

_WORDS = TableWords(
    table="Deals as they are in the file",
    none=(
        "No deals yet",
        "Open a table of deals or opportunities: the lead's id or e-mail in each row, its stage, "
        "the day it was closed and the amount. They tell which leads converted.",
    ),
    lost=(
        "The deals are not at hand",
        "This project names deals that its file does not hold. Until they are opened again, a "
        "field of the leads tells who converted.",
    ),
    no_leads="Deals belong to leads: open the export of your CRM first.",
    first="Open deals…",
    other="Load other deals…",
    remove="Remove the deals",
)


class DealsView(SecondTableView):
    """Shows the session's deals; choices go to the session as edits."""

    def __init__(self, session: Session) -> None:
        panel = DealPanel(ROLE_WORDS)
        super().__init__(session, _WORDS, panel)
        self.panel = panel
        self.panel.edited.connect(self._edited)
        self.panel.stages_edited.connect(self._staged)
        self.panel.joined_edited.connect(lambda name: self._change(joined_to=name))
        self.says_outcome, self.without_is_no = self.report.switches
        self.says_outcome.clicked.connect(lambda on: self._change(says_outcome=on))
        self.without_is_no.clicked.connect(lambda on: self._change(without_is_no=on))

    # Showing

    def _held(self) -> Held:
        session, project = self._session, self._session.project
        if project is None:
            return Held()
        return Held(session.whole, session.deal_table, project.deals, project.deal_recipe)

    def _say(self, leads: Leads, source: Source) -> None:
        project, deals, busy = self._session.project, leads.deals, self._session.joining
        if deals is None or project is None:
            words = "Joining deals to leads…" if busy else "The deals are not joined."
            self._tell(words, None, source, "")
            return
        words = verdict(deals.report)
        if busy:
            words += " Joining again…"
        named, by = project.deal_recipe.with_role(Role.ID), deals.report.joined_by
        joined = f" · {named.name} is the leads' {by}" if named is not None and by else ""
        self._tell(words, report_facts(deals, leads, findings(source)), source, joined)

    def _head(self, leads: Leads, raw: RawTable, item: Input) -> tuple[FieldHead, Misfits]:
        misfits = misfits_of(leads.deals, item)
        return head_of(raw, item, misfits), misfits

    def _begin_with(self) -> Input | None:
        project = self._session.project
        if project is None:
            return None
        recipe = project.deal_recipe
        return recipe.with_role(Role.OUTCOME) or recipe.with_role(Role.ID)

    def _present_field(self, leads: Leads, raw: RawTable, item: Input) -> None:
        project = self._session.project
        if project is not None:
            recipe = project.deal_recipe
            self.panel.present_deal(facts_of(raw, leads.deals, leads, recipe, item))

    # Wishes

    def _edited(self, edit: object) -> None:
        project, raw = self._session.project, self._session.deal_table
        if project is not None and raw is not None and isinstance(edit, ChangeInput):
            self._session.apply(ChangeDeals(changed(project.deal_recipe, edit.input, raw)))

    def _staged(self, stages: object) -> None:
        if isinstance(stages, StageFacts):
            self._change(won=stages.won, lost=stages.lost)

    def _change(self, **changes: object) -> None:
        project = self._session.project
        if project is not None:
            recipe = replace(project.deal_recipe, **changes)  # type: ignore[arg-type]
            self._session.apply(ChangeDeals(recipe))
