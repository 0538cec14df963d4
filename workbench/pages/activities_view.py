"""The activities on the Data page: how many found their lead, what was left out, every field."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.activities import Activities
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.problems import Severity
from models.project.document import Source
from models.project.edits import ChangeActivities, ChangeInput
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.field_panel import FieldPanel
from widgets.icons import icon
from widgets.join_report import JoinReport
from widgets.tables.field_table import FieldRows, FieldTable
from workbench.activity_facts import (
    ROLE_WORDS,
    changed,
    facts_of,
    head_of,
    misfits_of,
    report_facts,
)
from workbench.pages.splitting import PageSplitter, panel
from workbench.session import Session

_NONE = (
    "No activities yet",
    "Open a table of what leads did, such as visits, clicks and forms: a lead's id, a type and a "
    "time in each row. Rules can then count them.",
)
_LOST = (
    "The activities are not at hand",
    "This project names activities that its file does not hold. Until they are opened again, "
    "rules on activities count none.",
)


class ActivitiesView(QWidget):
    """Shows the session's activities; choices go to the session as edits."""

    activities_asked = Signal()
    remove_asked = Signal()
    leads_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._field = ""
        self._build()
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _build(self) -> None:
        self.verdict, self._source = QLabel(), QLabel()
        for label in (self.verdict, self._source):
            label.setWordWrap(True)
        other = QPushButton(icon("folder-open"), "Load other activities…")
        other.clicked.connect(self.activities_asked)
        remove = QPushButton("Remove")
        remove.setAccessibleName("Remove activities")
        remove.clicked.connect(self.remove_asked)
        words = QVBoxLayout()
        words.addWidget(self.verdict)
        words.addWidget(self._source)
        self._top = top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(other)
        top.addWidget(remove)
        self.report = JoinReport(2)
        self.clicks, self.identical = self.report.switches
        self.clicks.clicked.connect(lambda on: self._switch(without_machine_clicks=on))
        self.identical.clicked.connect(lambda on: self._switch(identical_once=on))
        self.table = FieldTable()
        self.table.setAccessibleName("Activities as they are in the file")
        self.table.field_chosen.connect(self._choose)
        self.panel = FieldPanel(ROLE_WORDS)
        self.panel.edited.connect(self._edited)
        card = Card()
        card.set_whole(self.panel)
        self.splitter = PageSplitter(self.table, card, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._body = QWidget()
        self._column = column = QVBoxLayout(self._body)
        column.addLayout(top)
        column.addWidget(self.report)
        column.addWidget(self.splitter, 1)
        self._empty = EmptyState(
            "file-table",
            *_NONE,
            "Open activities…",
        )
        self._empty.asked.connect(self.activities_asked)
        self._no_leads = EmptyState(
            "file-table",
            "No leads yet",
            "Activities belong to leads: open the export of your CRM first.",
            "Open leads…",
        )
        self._no_leads.asked.connect(self.leads_asked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        for part in (self._body, self._empty, self._no_leads):
            outer.addWidget(part, 1)

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(12), margin, margin)
        self._column.setSpacing(theme.px(12))
        self._top.setSpacing(theme.px(8))
        self.verdict.setFont(theme.font(17, 500))
        self._source.setFont(theme.font(12))
        palette = self._source.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self._source.setPalette(palette)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._adopt()
        self.refresh()

    # Showing

    def refresh(self) -> None:
        """Show the session's activities."""
        session = self._session
        project, leads, raw = session.project, session.leads, session.activity_table
        lost = project is not None and project.activities is not None and raw is None
        self._empty.present(*(_LOST if lost else _NONE))
        shown = project is not None and leads is not None and raw is not None
        self._no_leads.setVisible(leads is None)
        self._empty.setVisible(leads is not None and raw is None)
        self._body.setVisible(shown)
        if not shown:
            self.table.present(None)  # rows keep the table they are of
        if project is None or leads is None or raw is None or not self.isVisible():
            return
        source = project.activities
        assert source is not None
        self._say(leads.activities, source)
        self._show_fields(raw, leads.activities, project.activity_recipe)

    def _say(self, activities: Activities | None, source: Source) -> None:
        if activities is None:
            busy = self._session.matching
            words = "Matching activities to leads…" if busy else "The activities are not matched."
        else:
            words = activities.report.sentence()
            if self._session.matching:
                words += " Matching again…"
            problems = tuple(p for p in source.problems if p.severity is not Severity.NOTE)
            self.report.present(report_facts(activities.report, problems))
        self.report.setVisible(activities is not None)
        self.verdict.setText(words)
        sheet = f", sheet {source.sheet}" if source.sheet else ""
        self._source.setText(
            f"{source.file}{sheet} · {count(source.rows)} rows · the file itself is never changed"
        )

    def _inputs(self, raw: RawTable, recipe: ActivityRecipe) -> list[Input]:
        return [item for item in recipe if raw.find((item.name, *item.aliases)) is not None]

    def _show_fields(
        self, raw: RawTable, activities: Activities | None, recipe: ActivityRecipe
    ) -> None:
        inputs = self._inputs(raw, recipe)
        misfits = [misfits_of(activities, item) for item in inputs]
        heads = tuple(
            head_of(raw, item, found) for item, found in zip(inputs, misfits, strict=True)
        )
        columns = [raw.find((item.name, *item.aliases)) for item in inputs]
        wrong = [frozenset(found.examples) for found in misfits]

        def cell(row: int, column: int) -> str:
            found = columns[column]
            return "" if found is None else found[row]

        def misfit(row: int, column: int) -> bool:
            return bool(wrong[column]) and cell(row, column) in wrong[column]

        self.table.present(FieldRows(heads, raw.rows, 1, cell, misfit))
        names = [item.name for item in inputs]
        if self._field not in names:
            kind = recipe.with_role(Role.ACTIVITY_TYPE)
            self._field = kind.name if kind is not None else (names[0] if names else "")
            if self._field:
                self.table.begin_at(names.index(self._field))
        if self._field:
            self._show_field(names.index(self._field))

    def _choose(self, position: int) -> None:
        self._show_field(position)

    def _show_field(self, position: int) -> None:
        session = self._session
        project, leads, raw = session.project, session.leads, session.activity_table
        if project is None or leads is None or raw is None:
            return
        item = self._inputs(raw, project.activity_recipe)[position]
        self._field = item.name
        self.table.choose(position)
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
