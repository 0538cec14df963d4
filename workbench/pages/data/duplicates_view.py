"""Duplicated leads on the Data page: found, looked at side by side, kept apart or merged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.leads.duplicates.find import Duplicates, Group, rows_apart
from models.leads.duplicates.rule import DuplicateRule, Match
from models.leads.table import Leads
from models.leads.wording import count_of, figure
from models.problems import LeadbenchError
from models.project.document import Merges
from models.project.edits import ChangeMerges
from widgets import theme
from widgets.duplicate_search import DuplicateSearch
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.low_scroll import LowScroll
from widgets.merge_bar import MergeBar, MergeFacts
from widgets.page_splitter import PageSplitter
from widgets.progress import ProgressStrip
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from widgets.tables.side_by_side import SideBySide
from widgets.taking.taking import Offer
from workbench.chosen_rows import ChosenRows
from workbench.pages.data.duplicate_facts import (
    SHOWN,
    group_records,
    groups_of,
    name_of,
    reasons_against,
    said_of,
    side_by_side,
)
from workbench.pages.data.duplicate_searches import DuplicateSearches, possible_for
from workbench.pages.data.duplicates_chosen import DuplicatesChosen
from workbench.session import Session

UNASKED = 200_000
"""So many leads are compared as soon as somebody looks; more only when it is asked for."""
LEAST_HEIGHT = 230
"""Pixels at 100 % that list and leads need; a lower window scrolls."""
NONE_FOUND, NOT_LOOKED, NOTHING, GROUPS = range(4)
_NO_FIELD = (
    "Nothing to compare leads by",
    "Say which field is the lead's id or the e-mail, on the side Leads; names are compared "
    "together with a company.",
)
_NO_TICK = ("Leads can be compared", "Tick above by what two leads are the same.")


class DuplicatesView(QWidget):
    """Shows the session's duplicated leads; merging and keeping apart go to it as edits.

    `choose_asked(words, rows)`: the leads of a group are to be chosen.
    """

    leads_asked = Signal()
    choose_asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rule = DuplicateRule(by=tuple(Match))
        self._stored: Merges | None = None
        self._leads: Leads | None = None
        self._group = -1
        self._sort, self._downwards = "", False
        self._stopped = False
        self._error = ""
        self.searches = DuplicateSearches(self)
        self._build()
        self.searches.found.connect(self.refresh)
        self.searches.planned.connect(self.refresh)
        self.searches.progressed.connect(self.progress.present)
        self.searches.finished.connect(self.progress.finish)
        self.searches.failed.connect(self._failed)

    # Building

    def _build(self) -> None:
        self.verdict = Label("", size=17, weight=500, wrap=True)
        self._notes = Label("", "text2", size=12, wrap=True)
        self.search = DuplicateSearch()
        self.search.edited.connect(self._change)
        self.again = quiet_button("", "restore")
        self.again.clicked.connect(lambda _on=False: self._compare_again())
        self.progress = ProgressStrip()
        self.progress.cancelled.connect(self._stop)
        self.bar = MergeBar()
        self.bar.edited.connect(self._change)
        self.bar.merge_asked.connect(self._merge)
        self.bar.undo_asked.connect(self._unmerge)
        self._empty = {
            NONE_FOUND: EmptyState(
                "check",
                "No lead is there twice",
                "Nothing that is ticked above makes two leads the same. Lower the likeness, or "
                "tick more, to look again.",
            ),
            NOT_LOOKED: EmptyState(
                "people",
                "Look for leads that are there twice",
                "Ids, e-mails, names and companies of all leads are compared. Nothing is merged "
                "before you say so.",
                "Look for duplicates",
            ),
            NOTHING: EmptyState("people", *_NO_FIELD),
        }
        self._empty[NOT_LOOKED].asked.connect(self._look)
        self._parts = QStackedWidget()
        for place in (NONE_FOUND, NOT_LOOKED, NOTHING):
            self._parts.addWidget(self._empty[place])
        self._parts.addWidget(self._of_groups())
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        choices = QHBoxLayout()
        choices.addWidget(self.search, 1)
        choices.addWidget(self.again)
        self._column.addWidget(self.verdict)
        self._column.addWidget(self._notes)
        self._column.addLayout(choices)
        self._column.addWidget(self.progress)
        self._column.addWidget(self._parts, 1)
        self._column.addWidget(self.bar)
        self._no_leads = EmptyState(
            "file-table",
            "No leads yet",
            "Open the export of your CRM to see which leads are in it twice.",
            "Open leads…",
        )
        self._no_leads.asked.connect(self.leads_asked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = LowScroll(self._body)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._no_leads, 1)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _of_groups(self) -> QWidget:
        """The list of groups, and beside it the leads of the chosen one."""
        self.table = RecordTable("Groups of duplicated leads", self)
        self.table.record_chosen.connect(self._choose)
        self.table.sort_asked.connect(self._sort_by)
        self.table.setToolTip("Enter or a double click chooses the leads of a group on every page")
        self.linked = DuplicatesChosen(self._session)
        self._chosen_rows = ChosenRows(
            self._session,
            self.table,
            self._group_name,
            lambda place: self.linked.rows((self._groups[place],)),
            self.choose_asked.emit,
            number=lambda place: self.linked.number(self._groups[place]),
        )
        self.table.taking.offer(self._all_offers)
        self.leads = SideBySide()
        self.leads.lead_chosen.connect(lambda _lead: self._enable())
        self._said = Label("", size=13, weight=600, wrap=True)
        self.differing = QCheckBox("Only fields that differ")
        self.differing.clicked.connect(lambda _on: self._show_group())
        self.apart = QPushButton("These are not the same")
        self.apart.setToolTip("Keep all leads of this group apart; they are merged with nobody")
        self.apart.clicked.connect(lambda _on=False: self._keep_apart(whole=True))
        self.one_apart = QPushButton("Take out the chosen lead")
        self.one_apart.setToolTip("Keep the lead whose column is chosen apart from everybody")
        self.one_apart.clicked.connect(lambda _on=False: self._keep_apart(whole=False))
        for button in (self.apart, self.one_apart):
            theme.set_kind(button, "", small=True)
        head = QHBoxLayout()
        spaced(head, 12)
        head.addWidget(self._said, 1)
        head.addWidget(self.differing)
        foot = QHBoxLayout()
        spaced(foot, 8, margins=(RING, RING, RING, RING))
        self._legend = Label("", "text3", size=12, wrap=True)
        foot.addWidget(self._legend, 1)
        foot.addWidget(self.one_apart)
        foot.addWidget(self.apart)
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 6, margins=(0, 0, 0, 0))
        column.addLayout(head)
        column.addWidget(self.leads, 1)
        column.addLayout(foot)
        self.splitter = PageSplitter(self.table, side, lambda width: width * 0.6, 320, 380, gap=12)
        self.splitter.setStretchFactor(1, 1)
        held = QWidget()
        room = QVBoxLayout(held)
        spaced(room, 0, margins=(RING, 0, RING, 0))
        room.addWidget(self.splitter)
        return held

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin - RING, theme.px(12) - RING, margin - RING, margin)
        self._column.setSpacing(theme.px(6))
        self.splitter.setMinimumHeight(theme.px(LEAST_HEIGHT))
        for label in (self.verdict, self._notes):
            label.setContentsMargins(RING, 0, RING, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        self.searches.finish()

    # Showing

    def refresh(self) -> None:
        """Show the duplicates of the session's leads, looking for them if they are few enough."""
        project, leads = self._session.project, self._session.whole
        self._scroll.setVisible(leads is not None)
        self._no_leads.setVisible(leads is None)
        if project is None or leads is None:
            self._leads = None
            self.searches.forget()
            self.table.present(None)
            self.leads.present(None)
            return
        if self._leads is None or self._leads.raw is not leads.raw:
            self._group, self._stopped, self._error = -1, False, ""
            self.searches.forget()
        self._leads = leads
        self._take_stored(project.merges)
        if not self.isVisible():
            return
        possible = possible_for(leads)
        self.search.present(self._rule, reasons_against(possible))
        apart = len(self._rule.apart)
        self.again.setText(f"Compare {count_of(apart, 'lead')} kept apart again")
        self.again.setVisible(apart > 0)
        wanted = any(match in possible for match in self._rule.by)
        if wanted and not self._stopped and (len(leads) <= UNASKED or self.searches.busy):
            self.searches.look(leads, self._rule)
        self._show(leads, wanted and bool(possible))

    def _take_stored(self, merges: Merges | None) -> None:
        """The rule that the project has; after an undo the one it had before."""
        if merges == self._stored:
            return
        self._stored = merges
        self._rule = replace(self._rule, apart=()) if merges is None else merges.rule
        self._stopped = False

    def _show(self, leads: Leads, wanted: bool) -> None:
        asked = wanted and self.searches.asked(leads, self._rule)
        duplicates = self.searches.duplicates if asked else None
        report = self.searches.report if asked else None
        if not wanted:
            self.verdict.present("The leads are not compared.")
            self._empty[NOTHING].present(*(_NO_TICK if possible_for(leads) else _NO_FIELD))
            state = NOTHING
        elif self.searches.busy:
            self.verdict.present(f"Looking for leads that are there twice among {len(leads):,}…")
            state = GROUPS if duplicates is not None and groups_of(duplicates) else -1
        elif duplicates is None or report is None:
            self.verdict.present(
                self._error or f"{count_of(len(leads), 'lead')}, not compared yet."
            )
            state = NOT_LOOKED
        else:
            self.verdict.present(report.sentence())
            state = GROUPS if groups_of(duplicates) else NONE_FOUND
        notes = () if report is None else report.problems()
        self._notes.present(" ".join(problem.what for problem in notes))
        self._notes.setVisible(bool(notes))
        self._parts.setVisible(state >= 0)
        if state >= 0:
            self._parts.setCurrentIndex(state)
        if duplicates is not None and state == GROUPS:
            self.searches.make_plan(leads, self._rule)
            self._list(leads, duplicates)
        self._show_bar(duplicates)

    def _list(self, leads: Leads, duplicates: Duplicates) -> None:
        groups = groups_of(duplicates)
        if not 0 <= self._group < len(groups):
            self._group = 0
        self.table.present(group_records(leads, duplicates, self._sort, self._downwards))
        self.table.choose(self._group, scroll=False)
        self._show_group()

    def _show_group(self) -> None:
        leads, duplicates = self._leads, self.searches.duplicates
        if leads is None or duplicates is None:
            return
        group = groups_of(duplicates)[self._group]
        plan = self.searches.plan
        order = None if plan is None or group.large else plan.by_row.get(group.rows[0])
        self.leads.present(
            side_by_side(
                leads,
                duplicates,
                order or group.rows[:SHOWN],
                self._rule,
                merged=order is not None,
                only_differing=self.differing.isChecked(),
            )
        )
        self._said.present(said_of(duplicates, group))
        self._legend.present(
            "✓ is kept, × says something else and is lost; what differs is bold."
            if order is not None
            else "What differs is bold."
        )
        self._enable()

    def _enable(self) -> None:
        value = self.leads.value
        merged = value is not None and value.merged
        self.apart.setEnabled(merged)
        many = value is not None and len(value.heads) > 2
        self.one_apart.setVisible(merged and many)
        self.one_apart.setEnabled(merged and self.leads.chosen >= 0)

    def _show_bar(self, duplicates: Duplicates | None) -> None:
        plan, stored = self.searches.plan, self._merged
        if plan is not None and plan.rule != self._rule:
            plan = None
        done = stored is not None
        same = plan is not None and stored is not None and plan.groups == stored.groups
        groups = 0 if plan is None else len(plan.groups)
        action = ""
        if groups and not same:
            action = f"Merge {count_of(groups, 'group')}"
        said = ""
        notes: tuple[str, ...] = ()
        if stored is not None and (same or plan is None):
            were = sum(len(group) - 1 for group in stored.groups)
            are = "is" if were == 1 else "are"
            said = (
                f"{count_of(were, 'lead')} {are} merged into "
                f"{count_of(len(stored.groups), 'other')}."
            )
        elif plan is not None and groups:
            said = plan.report.sentence()
            if stored is not None:
                said += f" Now {count_of(len(stored.groups), 'group')} are merged otherwise."
        if plan is not None and groups:
            notes = plan.report.sentences()[1:]
        self.bar.present(MergeFacts(self._rule, action, said, notes, done))
        there = duplicates is not None and bool(duplicates.groups)
        self.bar.setVisible(done or there)

    @property
    def _merged(self) -> Merges | None:
        """The groups that are merged now, if any are."""
        stored = self._stored
        population = self._session.population
        if stored is None or not stored.groups or population is None or population.stale:
            return None
        return stored

    # Choosing leads

    @property
    def _groups(self) -> tuple[Group, ...]:
        """The groups that are listed."""
        duplicates = self.searches.duplicates
        return () if duplicates is None else groups_of(duplicates)

    def _group_name(self, place: int) -> str:
        leads, duplicates = self._leads, self.searches.duplicates
        if leads is None or duplicates is None or place >= len(self._groups):
            return ""
        group = self._groups[place]
        return name_of(leads, duplicates, group) if len(self.linked.rows((group,))) else ""

    def _all_offers(self) -> list[Offer]:
        """Also those of all groups."""
        groups = self._groups
        if len(groups) < 2:
            return []
        words = f"Choose the leads of all {figure(len(groups))} groups"
        return [(words, lambda: self.choose_asked.emit("duplicates", self.linked.rows(groups)))]

    # Wishes

    def _change(self, rule: object) -> None:
        if isinstance(rule, DuplicateRule):
            if (rule.by, rule.alike) != (self._rule.by, self._rule.alike):
                self._group = -1
            self._rule, self._stopped = rule, False
            self.refresh()

    def _look(self) -> None:
        self._stopped = False
        if self._leads is not None:
            self.searches.look(self._leads, self._rule)
        self.refresh()

    def _stop(self) -> None:
        self._stopped = True
        self.searches.cancel()
        self.refresh()

    def _failed(self, error: object) -> None:
        if isinstance(error, LeadbenchError):
            self._error = error.problem.sentence()
        self._stopped = True
        self.refresh()

    def _choose(self, group: int) -> None:
        self._group = group
        self._show_group()

    def _sort_by(self, sort: str) -> None:
        """Once upwards, then downwards, then as in the file."""
        if sort != self._sort:
            self._sort, self._downwards = sort, False
        elif not self._downwards:
            self._downwards = True
        else:
            self._sort, self._downwards = "", False
        self.refresh()

    def _merge(self) -> None:
        plan, leads = self.searches.plan, self._leads
        if plan is not None and leads is not None and plan.rule == self._rule:
            self._apply(self._rule, plan.groups)

    def _unmerge(self) -> None:
        self._apply(self._rule, ())

    def _compare_again(self) -> None:
        stored = self._merged
        self._apply(replace(self._rule, apart=()), () if stored is None else stored.groups)

    def _keep_apart(self, *, whole: bool) -> None:
        leads, duplicates, value = self._leads, self.searches.duplicates, self.leads.value
        if leads is None or duplicates is None or value is None:
            return
        heads = value.heads if whole else value.heads[self.leads.chosen : self.leads.chosen + 1]
        more = tuple(head.title for head in heads if head.title not in self._rule.apart)
        rule = replace(self._rule, apart=(*self._rule.apart, *dict.fromkeys(more)))
        stored = self._merged
        groups = () if stored is None else stored.groups
        out = set(np.flatnonzero(rows_apart(leads, more)).tolist())
        left = [tuple(row for row in held if row not in out) for held in groups]
        self._apply(rule, tuple(held for held in left if len(held) > 1))

    def _apply(self, rule: DuplicateRule, groups: tuple[tuple[int, ...], ...]) -> None:
        project = self._session.project
        if project is None or project.source is None:
            return
        if not groups and not rule.apart:
            self._session.apply(ChangeMerges(None))
        else:
            self._session.apply(ChangeMerges(Merges(rule, project.source.table, groups)))
        self._rule = rule
        self.refresh()
