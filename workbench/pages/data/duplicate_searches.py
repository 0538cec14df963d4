"""Duplicates looked for out of the way, and what merging does; the newest answer counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from models.leads.duplicates.compared import compared_fields
from models.leads.duplicates.find import Duplicates, find_duplicates
from models.leads.duplicates.picking import groups_by_rule
from models.leads.duplicates.report import (
    DuplicateReport,
    MergeReport,
    merge_report,
    report_of,
)
from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from workbench.background import Background, Cancel


@dataclass(frozen=True, eq=False)
class Found:
    """What was found, and what is to be said of it."""

    duplicates: Duplicates
    report: DuplicateReport


@dataclass(frozen=True, eq=False)
class Plan:
    """What a rule makes of the duplicates: the groups, the kept lead first, and the report."""

    rule: DuplicateRule
    groups: tuple[tuple[int, ...], ...]
    report: MergeReport
    by_row: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, leads: Leads, duplicates: Duplicates, rule: DuplicateRule) -> Plan:
        """The plan of a rule."""
        groups = groups_by_rule(leads, duplicates, rule)
        by_row = {row: group for group in groups for row in group}
        return cls(rule, groups, merge_report(leads, groups, rule), by_row)


def possible_for(leads: Leads) -> tuple[Match, ...]:
    """By what these leads can be compared."""
    names = [item.name for item in leads.recipe if leads.raw_column(item) is not None]
    return compared_fields(leads.recipe, names).possible


class DuplicateSearches(QObject):
    """`found` and `planned` tell that there is something new, `finished` that a search ended."""

    found = Signal()
    planned = Signal()
    finished = Signal()
    failed = Signal(object)
    progressed = Signal(str, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Found | None = None
        self.plan: Plan | None = None
        self._asked: object = None
        self._planned: object = None
        self._search, self._planning = Background(self), Background(self)
        self._search.progressed.connect(self.progressed)
        self._search.done.connect(self._on_found)
        self._search.failed.connect(self._on_failed)
        self._planning.done.connect(self._on_planned)
        self._planning.failed.connect(self.failed)

    @property
    def duplicates(self) -> Duplicates | None:
        """What was found last; None before, and where a search was stopped."""
        return None if self._found is None else self._found.duplicates

    @property
    def report(self) -> DuplicateReport | None:
        """What is to be said of it."""
        return None if self._found is None else self._found.report

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._search.busy

    def asked(self, leads: Leads, rule: DuplicateRule) -> bool:
        """Whether this was looked for already, or is just now."""
        return self._asked == _key(leads, rule)

    def look(self, leads: Leads, rule: DuplicateRule) -> None:
        """Look for duplicates, unless that was asked before."""
        key = _key(leads, rule)
        if key == self._asked:
            return
        self._asked = key
        self._forget_plan()

        def work(cancelled: Cancel, progress: Progress) -> Found | None:
            try:
                found = find_duplicates(leads, rule.by, rule.alike, rule.apart, cancelled, progress)
            except Cancelled:
                return None
            return Found(found, report_of(found))

        self._search.run(work)

    def make_plan(self, leads: Leads, rule: DuplicateRule) -> None:
        """Say what merging by the rule does to what was found, unless that is known."""
        duplicates = self.duplicates
        key = (self._asked, rule)
        if duplicates is None or self.busy or key == self._planned:
            return
        self._planned = key

        self._planning.run(lambda _cancelled, _progress: Plan.of(leads, duplicates, rule))

    def cancel(self) -> None:
        """Stop; nothing was found then."""
        self._search.cancel()
        self._found = None
        self._forget_plan()
        self._asked = None
        self.finished.emit()

    def forget(self) -> None:
        """Other leads: what was found is of no use."""
        if self._asked is not None or self._found is not None:
            self.cancel()

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self._search.finish()
        self._planning.finish()

    def _forget_plan(self) -> None:
        self._planning.cancel()
        self.plan, self._planned = None, None

    def _on_found(self, found: object) -> None:
        self._found = found if isinstance(found, Found) else None
        self.finished.emit()
        self.found.emit()

    def _on_failed(self, error: object) -> None:
        self._found = None
        self.finished.emit()
        self.failed.emit(error)

    def _on_planned(self, plan: object) -> None:
        if isinstance(plan, Plan):
            self.plan = plan
            self.planned.emit()


def _key(leads: Leads, rule: DuplicateRule) -> object:
    """All that a search depends on; which lead is kept changes nothing of it."""
    return (
        leads.raw.fingerprint,
        leads.recipe,
        leads.zone,
        replace(rule, keep=Keep.FIRST, fill=True),
    )
