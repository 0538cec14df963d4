"""The deals on the Data page: how many found their lead, what they say of it, every field."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Input, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.problems import Severity
from models.project.document import Source
from models.project.edits import ChangeDeals, ChangeInput
from widgets import theme
from widgets.card import Card
from widgets.deal_panel import DealPanel
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.join_report import JoinReport
from widgets.stage_list import StageFacts
from widgets.tables.field_table import FieldRows, FieldTable
from workbench.deal_facts import (
    ROLE_WORDS,
    changed,
    facts_of,
    head_of,
    misfits_of,
    report_facts,
    verdict,
)
from workbench.pages.splitting import PageSplitter, panel
from workbench.session import Session

_NONE = (
    "No deals yet",
    "Open a table of deals or opportunities: the lead's id or e-mail in each row, its stage, the "
    "day it was closed and the amount. They tell which leads converted.",
)
_LOST = (
    "The deals are not at hand",
    "This project names deals that its file does not hold. Until they are opened again, a field "
    "of the leads tells who converted.",
)


class DealsView(QWidget):
    """Shows the session's deals; choices go to the session as edits."""

    deals_asked = Signal()
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
        other = QPushButton(icon("folder-open"), "Load other deals…")
        other.clicked.connect(self.deals_asked)
        remove = QPushButton("Remove")
        remove.setAccessibleName("Remove the deals")
        remove.clicked.connect(self.remove_asked)
        words = QVBoxLayout()
        words.addWidget(self.verdict)
        words.addWidget(self._source)
        self._top = top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(other)
        top.addWidget(remove)
        self.report = JoinReport(2)
        self.says_outcome, self.without_is_no = self.report.switches
        self.says_outcome.clicked.connect(lambda on: self._change(says_outcome=on))
        self.without_is_no.clicked.connect(lambda on: self._change(without_is_no=on))
        self.table = FieldTable()
        self.table.setAccessibleName("Deals as they are in the file")
        self.table.field_chosen.connect(self._show_field)
        self.panel = DealPanel(ROLE_WORDS)
        self.panel.edited.connect(self._edited)
        self.panel.stages_edited.connect(self._staged)
        self.panel.joined_edited.connect(lambda name: self._change(joined_to=name))
        card = Card()
        card.set_whole(self.panel)
        self.splitter = PageSplitter(self.table, card, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._body = QWidget()
        self._column = column = QVBoxLayout(self._body)
        column.addLayout(top)
        column.addWidget(self.report)
        column.addWidget(self.splitter, 1)
        self._empty = EmptyState("file-table", *_NONE, "Open deals…")
        self._empty.asked.connect(self.deals_asked)
        self._no_leads = EmptyState(
            "file-table",
            "No leads yet",
            "Deals belong to leads: open the export of your CRM first.",
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
        """Show the session's deals."""
        session = self._session
        project, leads, raw = session.project, session.whole, session.deal_table
        lost = project is not None and project.deals is not None and raw is None
        self._empty.present(*(_LOST if lost else _NONE))
        shown = project is not None and leads is not None and raw is not None
        self._no_leads.setVisible(leads is None)
        self._empty.setVisible(leads is not None and raw is None)
        self._body.setVisible(shown)
        if not shown:
            self.table.present(None)  # rows keep the table they are of
        if project is None or leads is None or raw is None or not self.isVisible():
            return
        source = project.deals
        assert source is not None
        self._say(leads, source, project.deal_recipe)
        self._show_fields(raw, leads.deals, project.deal_recipe)

    def _say(self, leads: Leads, source: Source, recipe: DealRecipe) -> None:
        deals, joining = leads.deals, self._session.joining
        if deals is None:
            words = "Joining deals to leads…" if joining else "The deals are not joined."
        else:
            words = verdict(deals.report)
            if joining:
                words += " Joining again…"
            problems = tuple(p for p in source.problems if p.severity is not Severity.NOTE)
            self.report.present(report_facts(deals, leads, problems))
        self.report.setVisible(deals is not None)
        self.verdict.setText(words)
        sheet = f", sheet {source.sheet}" if source.sheet else ""
        named = recipe.with_role(Role.ID)
        by = deals.report.joined_by if deals is not None else ""
        joined = f" · {named.name} is the leads' {by}" if named is not None and by else ""
        self._source.setText(
            f"{source.file}{sheet} · {count(source.rows)} rows{joined} · the file itself is never "
            "changed"
        )

    def _inputs(self, raw: RawTable, recipe: DealRecipe) -> list[Input]:
        return [item for item in recipe if raw.find((item.name, *item.aliases)) is not None]

    def _show_fields(self, raw: RawTable, deals: Deals | None, recipe: DealRecipe) -> None:
        inputs = self._inputs(raw, recipe)
        misfits = [misfits_of(deals, item) for item in inputs]
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
            first = recipe.with_role(Role.OUTCOME) or recipe.with_role(Role.ID)
            known = first is not None and first.name in names
            self._field = first.name if first is not None and known else next(iter(names), "")
            if self._field:
                self.table.begin_at(names.index(self._field))
        if self._field:
            self._show_field(names.index(self._field))

    def _show_field(self, position: int) -> None:
        session = self._session
        project, leads, raw = session.project, session.whole, session.deal_table
        if project is None or leads is None or raw is None:
            return
        recipe = project.deal_recipe
        item = self._inputs(raw, recipe)[position]
        self._field = item.name
        self.table.choose(position)
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
