"""The activities on the Data page: how many found their lead, what was left out, every field."""

from __future__ import annotations

from dataclasses import replace

from models.leads.columns import Misfits
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.project.document import Source
from models.project.edits import ChangeActivities, ChangeInput
from widgets.field_panel import FieldPanel
from widgets.tables.field_table import FieldHead
from workbench.activity_facts import (
    ROLE_WORDS,
    changed,
    facts_of,
    head_of,
    misfits_of,
    report_facts,
)
from workbench.pages.data.second_table_view import Held, SecondTableView, TableWords, findings
from workbench.session import Session

_WORDS = TableWords(
    table="Activities as they are in the file",
    none=(
        "No activities yet",
        "Open a table of what leads did, such as visits, clicks and forms: a lead's id, a type "
        "and a time in each row. Rules can then count them.",
    ),
    lost=(
        "The activities are not at hand",
        "This project names activities that its file does not hold. Until they are opened again, "
        "rules on activities count none.",
    ),
    no_leads="Activities belong to leads: open the export of your CRM first.",
    first="Open activities…",
    other="Load other activities…",
    remove="Remove activities",
)


class ActivitiesView(SecondTableView):
    """Shows the session's activities; choices go to the session as edits."""

    def __init__(self, session: Session) -> None:
        panel = FieldPanel(ROLE_WORDS)
        super().__init__(session, _WORDS, panel)
        self.panel = panel
        self.panel.edited.connect(self._edited)
        self.clicks, self.identical = self.report.switches
        self.clicks.clicked.connect(lambda on: self._switch(without_machine_clicks=on))
        self.identical.clicked.connect(lambda on: self._switch(identical_once=on))

    # Showing

    def _held(self) -> Held:
        session, project = self._session, self._session.project
        if project is None:
            return Held()
        return Held(
            session.leads, session.activity_table, project.activities, project.activity_recipe
        )

    def _say(self, leads: Leads, source: Source) -> None:
        activities, busy = leads.activities, self._session.matching
        if activities is None:
            words = "Matching activities to leads…" if busy else "The activities are not matched."
            self._tell(words, None, source, "")
            return
        words = activities.report.sentence()
        if busy:
            words += " Matching again…"
        self._tell(words, report_facts(activities.report, findings(source)), source, "")

    def _head(self, leads: Leads, raw: RawTable, item: Input) -> tuple[FieldHead, Misfits]:
        misfits = misfits_of(leads.activities, item)
        return head_of(raw, item, misfits), misfits

    def _begin_with(self) -> Input | None:
        project = self._session.project
        return None if project is None else project.activity_recipe.with_role(Role.ACTIVITY_TYPE)

    def _present_field(self, leads: Leads, raw: RawTable, item: Input) -> None:
        self.panel.present(facts_of(raw, leads.activities, item))

    # Wishes

    def _edited(self, edit: object) -> None:
        project = self._session.project
        if project is not None and isinstance(edit, ChangeInput):
            recipe = changed(project.activity_recipe, edit.input)
            self._session.apply(ChangeActivities(recipe))

    def _switch(self, **switches: bool) -> None:
        project = self._session.project
        if project is not None:
            recipe = replace(project.activity_recipe, **switches)  # type: ignore[arg-type]
            self._session.apply(ChangeActivities(recipe))
