"""The leads on the Data page: what each field was taken for and why, and how to overrule it."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count, percent
from models.leads.evidence import Evidence
from models.leads.fields import Input, Role
from models.leads.inference import infer
from models.leads.table import Leads
from models.project.edits import AnyEdit
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.field_panel import FieldPanel
from widgets.icons import icon
from widgets.page_splitter import PageSplitter, panel
from widgets.rows_bar import RowsBar
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.field_table import FieldRows, FieldTable
from workbench.background import Background
from workbench.field_facts import facts_of, head_of
from workbench.live_preview import INLINE_LEADS
from workbench.pages.data.derived_columns import (
    DerivedColumn,
    derived_columns,
    facts_of_derived,
    head_of_derived,
    what_derives,
)
from workbench.session import Session


class LeadsView(QWidget):
    """Shows the session's leads; choices go to the session as edits."""

    leads_asked = Signal()
    derived_asked = Signal()
    report_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._evidence: dict[str, Evidence] = {}
        self._table = ""
        self._field = ""
        self._rows: NDArray[np.intp] | None = None
        self._made: tuple[DerivedColumn, ...] = ()
        self._made_of: Hashable = None
        self._looking = Background(self)
        self._looking.done.connect(self._looked)
        self._deriving = Background(self)
        self._deriving.done.connect(self._derived)
        self._summing = Background(self)
        self._build()
        self._summing.done.connect(self.panel.present)
        session.project_changed.connect(self._model_changed)

    def _build(self) -> None:
        self._verdict = QLabel()
        self._verdict.setWordWrap(True)
        self._source = QLabel()
        other = QPushButton(icon("folder-open"), "Load another export…")
        other.clicked.connect(self.leads_asked)
        self._top = top = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self._verdict)
        words.addWidget(self._source)
        top.addLayout(words, 1)
        derived = QPushButton(icon("derived"), "Derived fields…")
        derived.setToolTip("Fields that the model makes of others: domain, seniority, lookup, days")
        derived.clicked.connect(self.derived_asked)
        self.report = QPushButton(icon("clipboard"), "Import report…")
        self.report.setToolTip("What was found when the file was imported, with the rows of it")
        self.report.clicked.connect(self.report_asked)
        top.addWidget(self.report)
        top.addWidget(derived)
        top.addWidget(other)
        self.bar = RowsBar()
        self.bar.all_asked.connect(lambda: self.show_rows(None, ""))
        self.table = FieldTable()
        self.table.field_chosen.connect(self._choose)
        self.panel = FieldPanel()
        card = Card()
        card.set_whole(self.panel)
        self.panel.edited.connect(self._apply)
        cells = QWidget()
        left = QVBoxLayout(cells)
        spaced(left, 8, margins=(0, 0, 0, 0))
        left.addWidget(self.bar)
        left.addWidget(self.table, 1)
        self.splitter = PageSplitter(cells, card, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._body = QWidget()
        self._column = column = QVBoxLayout(self._body)
        column.addLayout(top)
        column.addWidget(self.splitter, 1)
        self._empty = EmptyState(
            "file-table",
            "No leads yet",
            "Open the export of your CRM to see what each rule would find.",
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
        self._column.setContentsMargins(margin, theme.px(12) - RING, margin, margin)
        self._column.setSpacing(theme.px(12))
        self._verdict.setFont(theme.font(17, 500))
        self._source.setFont(theme.font(12))
        palette = self._source.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self._source.setPalette(palette)

    def _apply(self, edit: AnyEdit) -> None:
        self._session.apply(edit)

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._adopt()  # a style sheet takes the fonts of what is put into a window back
        self.refresh()

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        for work in (self._looking, self._deriving, self._summing):
            work.finish()

    # Showing

    def refresh(self) -> None:
        """Show the session's leads."""
        leads = self._session.whole
        self._body.setVisible(leads is not None)
        self._empty.setVisible(leads is None)
        if leads is None:
            self._table, self._evidence = "", {}
            self._made, self._made_of = (), None
            for work in (self._looking, self._deriving, self._summing):
                work.cancel()
            self.table.present(None)  # rows keep the leads they are of
        if leads is None or not self.isVisible():
            return
        if self._table != leads.raw.fingerprint:
            self._table, self._evidence = leads.raw.fingerprint, {}
            self._rows = None  # they were rows of another table
            self.bar.present("")
            self._looking.run(lambda _cancelled, _progress: infer(leads.raw)[1])
        self._show(leads)

    def _looked(self, evidence: object) -> None:
        if isinstance(evidence, dict):
            self._evidence = evidence
            self.refresh()

    def _model_changed(self, _before: object, _after: object) -> None:
        """Other derived fields, or as of another day; other leads are told by the page."""
        leads = self._session.whole
        if leads is not None and self.isVisible() and self._made_of != self._what_derives(leads):
            self._show(leads)

    def _what_derives(self, leads: Leads) -> Hashable:
        return what_derives(self._session.model, leads, self._session.leads or leads)

    def _derive(self, leads: Leads) -> None:
        """Work out the derived fields, unless they are known."""
        asked, model = self._what_derives(leads), self._session.model
        if asked == self._made_of:
            return
        self._made, self._made_of = (), asked
        self._deriving.cancel()
        if model is None or not model.derived:
            return
        scored = self._session.leads or leads
        if len(leads) <= INLINE_LEADS:
            self._made = derived_columns(model, leads, scored)
        else:
            self._deriving.run(lambda _cancel, _progress: derived_columns(model, leads, scored))

    def _derived(self, made: object) -> None:
        leads = self._session.whole
        if isinstance(made, tuple) and leads is not None:
            self._made = made
            self._show(leads)

    def _inputs(self, leads: Leads) -> list[Input]:
        return [item for item in leads.recipe if leads.raw_column(item) is not None]

    def _show(self, leads: Leads) -> None:
        project = self._session.project
        source = None if project is None else project.source
        problems = () if source is None else source.problems
        self._derive(leads)
        inputs = self._inputs(leads)
        heads = tuple(head_of(leads, item, problems) for item in inputs)
        wrong = [
            frozenset(leads.misfits(item.name).examples) if head.finding else frozenset()
            for item, head in zip(inputs, heads, strict=True)
        ]
        raws = [leads.raw_column(item) for item in inputs]
        heads += tuple(head_of_derived(made) for made in self._made)
        wrong += [frozenset()] * len(self._made)
        raws += [made.cells for made in self._made]

        def cell(row: int, column: int) -> str:
            raw = raws[column]
            return "" if raw is None else raw[row]

        def misfit(row: int, column: int) -> bool:
            return bool(wrong[column]) and cell(row, column) in wrong[column]

        rows = FieldRows(heads, len(leads), 1, cell, misfit)
        self.table.present(rows if self._rows is None else rows.only(self._rows.tolist()))
        population = self._session.population
        said = "" if population is None else population.sentence()
        self._verdict.setText(" ".join(filter(None, (_verdict(leads), _scored(leads, said)))))
        self.report.setVisible(source is not None and source.report is not None)
        if source is not None:
            sheet = f", sheet {source.sheet}" if source.sheet else ""
            self._source.setText(
                f"{source.file}{sheet} · {count(len(leads))} rows, {len(inputs)} fields · "
                "the file itself is never changed"
            )
        names = self._names(leads)
        if self._field not in names:
            outcome = leads.recipe.with_role(Role.OUTCOME)
            self._field = outcome.name if outcome is not None else (names[0] if names else "")
        if self._field:
            self._show_field(leads, names.index(self._field))

    def _names(self, leads: Leads) -> list[str]:
        """The names of all columns: imported ones, then derived ones."""
        return [item.name for item in (*self._inputs(leads), *(made.item for made in self._made))]

    def show_field(self, name: str) -> None:
        """Make a field of the leads the chosen one."""
        leads = self._session.whole
        names = [] if leads is None else self._names(leads)
        if leads is not None and name in names:
            self._show_field(leads, names.index(name))
            self.table.reveal(names.index(name))

    def show_rows(self, rows: NDArray[np.intp] | None, why: str) -> None:
        """Show only these rows of the imported table, and say why; None: all of them."""
        self.refresh()  # rows of another table go first
        self._rows = rows
        self.bar.present(why if rows is not None else "")
        self.refresh()
        self.table.setFocus()

    def _choose(self, position: int) -> None:
        leads = self._session.whole
        if leads is not None:
            self._show_field(leads, position)

    def _show_field(self, leads: Leads, position: int) -> None:
        project = self._session.project
        source = None if project is None else project.source
        inputs = self._inputs(leads)
        self._field = self._names(leads)[position]
        self.table.choose(position)
        problems = () if source is None else source.problems
        evidence = self._evidence.get(self._field)
        if position < len(inputs):
            facts = partial(facts_of, leads, inputs[position], evidence, problems)
        else:
            facts = partial(facts_of_derived, self._made[position - len(inputs)], leads)
        if len(leads) <= INLINE_LEADS:
            self.panel.present(facts())
        else:
            self._summing.run(lambda _cancelled, _progress: facts())


def _scored(leads: Leads, said: str) -> str:
    """Who of them is scored, where it is not everybody."""
    return f"Of {count(len(leads))} leads in the table: {said}." if said else ""


_REMEDY = "Look at the deals: how they are joined, and which stages are won."


def _verdict(leads: Leads) -> str:
    """What was read, in a sentence: leads, outcome, rate; or what has still to be said."""
    not_converted, converted, unknown = leads.outcome_counts
    by_deals = leads.deals is not None and leads.deals.tells
    if not leads.outcome_name:
        return (
            f"{count(len(leads))} leads. Choose the field that says which of them converted, "
            "or open deals, to see how a model would have done."
        )
    if not converted or not not_converted:
        return (
            f"{count(len(leads))} leads, but {leads.outcome_name} does not part them: "
            f"{count(converted)} converted, {count(not_converted)} did not. "
            f"{_REMEDY if by_deals else 'Tick the values that mean converted.'}"
        )
    known = converted + not_converted
    still = f"; {count(unknown)} are still open" if unknown else ""
    return (
        f"{count(converted)} of {count(known)} leads converted, "
        f"{percent(converted / known)}{still}{', as their deals tell' if by_deals else ''}."
    )
