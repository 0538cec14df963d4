"""The page Accounts: the verdict, all accounts with their people, and how they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.account_list import AccountList, AccountQuery, account_list
from models.evaluation.accounts import AccountFigures, account_verdict, evaluate_accounts
from models.evaluation.figures import count, interval, percent, rate_of
from models.leads.accounts import Accounts
from models.leads.derived_words import as_inputs
from models.leads.fields import Input, Kind, Role
from models.leads.table import Leads
from models.leads.tally import ValueCount
from models.leads.text import key
from models.leads.wording import count_of, figure
from models.project.edits import ChangeAccount, ChangeAccountInput
from models.scoring.account_proposal import proposed_account
from models.scoring.account_words import explain_account
from models.scoring.engine import scored_accounts
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.account_panel import AccountCard, AccountPanel
from widgets.editors.account_editor import AccountEditor
from widgets.editors.account_table import AccountTableFacts
from widgets.editors.around import Around
from widgets.empty_state import EmptyState
from widgets.figures import KeyFigure, KeyFigures
from widgets.icons import icon
from widgets.page_splitter import PageSplitter, panel
from widgets.spacing import spaced
from widgets.tables.record_table import RecordTable
from widgets.verdict import Verdict
from workbench.background import Background
from workbench.chosen import rows_of_all
from workbench.chosen_rows import ChosenRows
from workbench.lead_facts import values_seen
from workbench.lead_names import LeadNames
from workbench.live_preview import INLINE_LEADS, LivePreview, Preview
from workbench.pages.accounts.records import account_records, people_records
from workbench.session import Session

WORTH = (
    "Companies buy, not people: three lukewarm leads of one company can be worth more than one "
    "hot lead alone. An account gets a score from its leads, and can raise theirs."
)


class AccountsPage(QWidget):
    """Shows the settled preview; choosing, finding and sorting stay on the page."""

    lead_asked = Signal(int)
    accounts_asked = Signal()
    remove_accounts_asked = Signal()
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._value: Preview | None = None
        self._found: AccountList | None = None
        self.query = AccountQuery()
        self._counting = Background(self)
        self._counting.done.connect(self._counted)
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(lambda: self._evaluated(None))
        session.project_changed.connect(lambda _before, _after: self._show_editor())
        session.leads_changed.connect(self._new_leads)
        self._show()

    def _build(self) -> None:
        self.verdict = Verdict()
        self.figures = KeyFigures()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find accounts")
        self.search.setAccessibleName("Find accounts")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(30)
        self._wait.timeout.connect(self._list)
        self.search.textChanged.connect(self._wait.start)
        self._count = QLabel()
        self.table = RecordTable("Accounts", self)
        self.table.sort_asked.connect(self._sort)
        self.table.record_chosen.connect(lambda _account: self._show_account())
        ChosenRows(
            self._session,
            self.table,
            self._account_name,
            self._people_rows,
            self.choose_asked.emit,
        )
        self.table.setToolTip("Enter or a double click chooses the leads of an account")
        self.panel = AccountPanel()
        self.panel.lead_opened.connect(self._open_lead)
        self.editor = AccountEditor()
        self.editor.edited.connect(self._session.apply)
        self.editor.table.open_asked.connect(self.accounts_asked)
        self.editor.table.remove_asked.connect(self.remove_accounts_asked)
        self.editor.table.named.connect(lambda name: self._read_as(name, Role.ID))
        self.editor.table.converts.connect(lambda name: self._read_as(name, Role.OUTCOME))
        self.editor.table.converts_no_more.connect(lambda name: self._read_as(name, Role.FIELD))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Side")
        for words in ("Scoring", "Chosen account"):
            self.tabs.addTab(words)
        self.side = QStackedWidget()
        self.side.addWidget(self.editor)
        self.side.addWidget(self.panel)
        self.tabs.currentChanged.connect(self.side.setCurrentIndex)
        self.none = EmptyState("domain", "Accounts are not scored", WORTH, "Score accounts")
        self.none.asked.connect(self._begin)
        self.no_leads = EmptyState(
            "domain", "No leads yet", "Open a lead export to see the companies behind it.", ""
        )
        self._lay_out()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        spaced(column, 12, margins=(16, 12, 16, 16))
        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        bar.addStretch(1)
        bar.addWidget(self._count)
        column.addWidget(self.verdict)
        column.addWidget(self.figures)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        spaced(beside, 0, margins=(0, 4, 0, 0))
        row = QHBoxLayout()
        spaced(row, 0, margins=(12, 0, 12, 0))
        row.addWidget(self.tabs)
        row.addStretch(1)
        beside.addLayout(row)
        beside.addWidget(self.side, 1)
        self.splitter = PageSplitter(left, right, panel, 380, 340)
        self.splitter.setStretchFactor(0, 1)
        self.stack = QStackedWidget()
        for widget in (self.no_leads, self.none, self.splitter):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        self.figures.set_compact(compact)
        self.verdict.set_size(15 if compact else 17)
        self.search.setMaximumWidth(theme.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller figures in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def finish(self) -> None:
        """Stop counting; before the application ends."""
        self._counting.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    def _new_leads(self) -> None:
        self._counting.cancel()
        self._value = self._found = None
        self.query = AccountQuery()
        self._show()

    def _evaluated(self, value: object) -> None:
        if value is not None and not (isinstance(value, Preview) and value.settled):
            return
        self._counting.cancel()  # an answer to what was before must not come after it
        self._value = value if isinstance(value, Preview) else None
        self._found = None
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was evaluated while the page was hidden."""
        super().showEvent(event)
        if self._value is None and self._preview.last is not None and self._preview.last.settled:
            self._value = self._preview.last
        self._show()

    def _show(self) -> None:
        value, model = self._value, self._session.model
        if value is None or model is None:
            self.stack.setCurrentWidget(self.no_leads)
            self.table.present(None)
            self.panel.present(None)
            return
        if model.account is None:
            self.stack.setCurrentWidget(self.none)
            return
        self.stack.setCurrentWidget(self.splitter)
        self._show_editor()
        if value.model.account is None:
            return  # the figures come with the next preview
        if self._found is not None:
            self._list()
        elif len(value.leads) <= INLINE_LEADS:
            self._counted(_look(value))
        else:
            self._counting.run(lambda _cancelled, _progress: _look(value))

    def _counted(self, found: object) -> None:
        """Show the accounts that were counted."""
        if not isinstance(found, tuple) or self._value is None:
            return
        self._found, figures = found
        self.verdict.present(*account_verdict(figures))
        self.figures.present(key_figures(figures))
        self._show_editor()
        self._list()

    def _list(self) -> None:
        value, found = self._value, self._found
        if value is None or found is None:
            return
        self.query = replace(self.query, text=self.search.text())
        records = account_records(found, self.query, LeadNames.of(value.leads))
        self.table.present(records)
        every, shown = int((found.leads > 0).sum()), len(records.rows)
        words = count_of(every, "account")
        self._count.setText(words if shown == every else f"{figure(shown)} of {words}")
        if self.table.chosen() is None and shown:
            self.table.choose(int(records.rows[0]))
        self._show_account()

    def _sort(self, key: str) -> None:
        downwards = not self.query.downwards if self.query.sort == key else key != "name"
        self.query = replace(self.query, sort=key, downwards=downwards)
        self._list()

    def _show_account(self) -> None:
        value, found, account = self._value, self._found, self.table.chosen()
        if value is None or found is None or account is None:
            self.panel.present(None)
            return
        names = LeadNames.of(value.leads)
        way = explain_account(found.scored, account, lambda row: names.of_row(row)[0])
        outcome = ("not converted", "converted", "open")[int(found.outcome[account])]
        notes = [count_of(way.leads, "lead"), outcome, _joined(value, found, account)]
        self.panel.present(
            AccountCard(
                way.name,
                " \u00b7 ".join(part for part in notes if part),
                way.score,
                people_records(found, account, value.scored, names),
                way.words,
            )
        )

    def _open_lead(self, place: int) -> None:
        """A lead, by its place among those that are scored."""
        if self._value is not None:
            self.lead_asked.emit(self._value.by.row_at(place))

    def _account_name(self, account: int) -> str:
        found = self._found
        return "" if found is None else f"account {found.scored.keys.names[account]}"

    def _people_rows(self, account: int) -> NDArray[np.intp]:
        """The leads of an account."""
        if self._found is None:
            return np.empty(0, dtype=np.intp)
        return rows_of_all(self._found.scored.people.of(account), self._preview.left_out)

    # How accounts are scored

    def _show_editor(self) -> None:
        model, leads = self._session.model, self._session.leads
        if model is None or model.account is None or leads is None:
            if self.isVisible() and model is not None:
                self._show_if_other()
            return
        self._show_if_other()
        around = Around(seen_by_rules(model, leads), self._offers, of_accounts=True)
        of_accounts, table, told = around, leads.accounts, AccountTableFacts()
        if table is not None:
            own = tuple(item for item in table.recipe if item.role is not Role.IGNORED)
            of_accounts = Around(own, of_accounts=True)
            told = self._told(table)
        self.editor.present(model, around, of_accounts, told)

    def _offers(self, field: str) -> Sequence[ValueCount]:
        return () if self._value is None else values_seen(self._value, field)

    def _told(self, table: Accounts) -> AccountTableFacts:
        """How the table and the accounts of the leads found each other."""
        source = table.raw.source
        texts = tuple(item for item in table.recipe if item.kind is Kind.TEXT)
        if self._found is None:
            return AccountTableFacts(source, fields=texts, named_by=table.named_by)
        keys = self._found.scored.keys
        match = table.match(list(keys.keys), list(keys.names))
        outcome = table.recipe.with_role(Role.OUTCOME)
        return AccountTableFacts(
            source,
            match.sentence(source),
            tuple(problem.what for problem in match.problems(source)),
            texts,
            table.named_by,
            tuple(item for item in table.recipe if item.kind is Kind.YES_NO),
            "" if outcome is None else outcome.name,
        )

    def _read_as(self, name: str, role: Role) -> None:
        """Another field of the table names the account, or says whether it converted."""
        project = self._session.project
        item = None if project is None else project.account_recipe.find(name)
        if item is not None:
            self._session.apply(ChangeAccountInput(replace(item, role=role)))

    def _show_if_other(self) -> None:
        """Another of the three states: nothing to score, nothing scored, accounts."""
        model = self._session.model
        scores = model is not None and model.account is not None
        if self._value is not None:
            self.stack.setCurrentWidget(self.splitter if scores else self.none)

    def _begin(self) -> None:
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None:
            return
        account = proposed_account(model, leads)
        if account is None:
            self.none.present(
                "No field names a company",
                "Neither a company nor an e-mail address was found in these leads. Give one of "
                "the fields such a name on the page Data, or open leads that have it.",
            )
            return
        self._session.apply(ChangeAccount(model.id, account))


def seen_by_rules(model: ScoringModel, leads: Leads) -> tuple[Input, ...]:
    """The fields of the leads, and those that the model makes of them, which hide their names."""
    made = as_inputs(model.derived)
    names = {key(item.name) for item in made}
    own = (item for item in leads.recipe if item.role is not Role.IGNORED)
    return (*(item for item in own if key(item.name) not in names), *made)


def _look(value: Preview) -> tuple[AccountList, AccountFigures] | None:
    """The accounts of a preview and their figures."""
    accounts = scored_accounts(value.scored)
    if accounts is None:
        return None
    return account_list(accounts, value.leads), evaluate_accounts(accounts, value.leads)


def _joined(value: Preview, found: AccountList, account: int) -> str:
    table = value.leads.accounts
    if table is None:
        return ""
    known = found.scored.keys.keys[account] in table.row_of
    return "" if known else "not in the table of accounts"


def key_figures(figures: AccountFigures) -> tuple[KeyFigure, ...]:
    """Accounts, those at the threshold, what they convert at, and the ranking."""
    every, above, at = figures.all, figures.above, figure(figures.threshold)
    share = percent(above.leads / every.leads) + " of accounts" if every.leads else ""
    has = figures.leads - figures.without
    first = KeyFigure("Accounts", count(every.leads), f"of {count_of(has, 'lead')}")
    second = KeyFigure(f"At {at} or above", count(above.leads), share)
    if not every.known:
        return first, second, KeyFigure("Converted", "unknown", "no outcome in these leads")
    rate = KeyFigure(
        f"Converted at {at} or above",
        percent(above.rate) if above.rate is not None else "none known",
        f"others {percent(figures.below.rate)}" if figures.below.rate is not None else "",
        rate_of(above),
    )
    auc = figures.auc
    ranking = (
        KeyFigure("Ranking (AUC)", f"{auc.value:.2f}", interval(auc))
        if auc is not None
        else KeyFigure("Ranking (AUC)", "unknown", "not enough data to say")
    )
    return first, second, rate, ranking
