"""The guard over leads: every finding, the gravest first, and the cohorts behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from models.evaluation.guard.cohorts import Cohorts, cohorts_of
from models.evaluation.guard.figures import FieldFigures, figures_of
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.folds import FEWEST, Folds
from models.evaluation.guard.ids import id_predicts, order_of_rows
from models.evaluation.guard.later import later_dates
from models.evaluation.guard.leaks import leaks_of
from models.evaluation.guard.times import Times, times_of
from models.evaluation.guard.unworked import unworked_leads
from models.evaluation.guard.young import cut_off_of, young_leads
from models.leads.fields import AFTER_OUTCOME, Input, Role
from models.leads.table import Leads
from models.leads.wording import count_of

_NOT_ASKED = (Role.ID, Role.CREATED, *AFTER_OUTCOME)
"""Roles whose fields are the outcome itself, or known after it by what the project says."""


class Stopped(Exception):  # not an error: the user wished it
    """The answer is not wanted any more."""


@dataclass(frozen=True, eq=False)
class Guard:
    """`fields`: the figures of every field that was looked at, whether or not it is a leak."""

    findings: tuple[Finding, ...] = ()
    fields: tuple[FieldFigures, ...] = ()
    times: Times | None = None
    cohorts: Cohorts | None = None

    def with_left_out(self, names: Collection[str]) -> Guard:
        """The same with the switches on whose leads are left out by these names."""
        return replace(self, findings=tuple(_switched(one, names) for one in self.findings))


def guard_findings(leads: Leads, left_out: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the guard finds in all leads of a table; `left_out`: names of leads left out."""
    return guard_of(leads).with_left_out(left_out).findings


def guard_of(leads: Leads, stopped: Callable[[], bool] = lambda: False) -> Guard:
    """Look at every field and every day. Raises `Stopped` where `stopped()` says so."""
    folds = Folds(leads.outcome)
    fields: list[FieldFigures] = []
    items = tuple(item for item in leads.recipe if item.role not in _NOT_ASKED)
    if folds.converted:
        for item in items:
            if stopped():
                raise Stopped
            column = leads.column(item.name)
            if column is not None:
                fields.append(figures_of(item, column, folds))
    found = list(_of_fields(leads, items, fields, folds))
    if stopped():
        raise Stopped
    times = times_of(leads)
    cut_off = None if times is None else cut_off_of(leads, times)
    young = young_leads(leads, times, cut_off)
    found += [young] if young is not None else []
    found += unworked_leads(leads)
    cohorts = cohorts_of(leads, times, None if cut_off is None else cut_off.day)
    order = sorted(found, key=_weight)
    return Guard(tuple(order), tuple(fields), times, cohorts)


def _of_fields(
    leads: Leads, items: tuple[Input, ...], fields: list[FieldFigures], folds: Folds
) -> Iterator[Finding]:
    if not len(folds.rows):
        yield Finding(
            GuardKind.CANNOT_SAY,
            "",
            "Whether a field gives the outcome away cannot be said: nothing tells which leads "
            "converted. Say on the page Data which field is the outcome.",
        )
        return
    leaks = leaks_of(fields, folds)
    named = {finding.field for finding in leaks}
    for finding in later_dates(leads, items):
        if finding.field not in named:
            leaks += (finding,)
        else:
            leaks = tuple(
                replace(one, more=(*one.more, finding.sentence))
                if one.field == finding.field
                else one
                for one in leaks
            )
    yield from leaks
    if not folds.enough:
        fewer = min((folds.converted, "converted"), (folds.not_converted, "did not convert"))
        yield Finding(
            GuardKind.CANNOT_SAY,
            "",
            f"Whether a field ranks the leads too well cannot be said: only "
            f"{count_of(fewer[0], 'lead')} {fewer[1]}, {FEWEST} are needed.",
            ((fewer[1], fewer[0]),),
        )
        return
    yield from order_of_rows(leads, folds)
    yield from id_predicts(leads, folds)


_ORDER = tuple(GuardKind)


def _weight(finding: Finding) -> tuple[bool, int]:
    return not finding.grave, _ORDER.index(finding.kind)


def _switched(finding: Finding, names: Collection[str]) -> Finding:
    if not isinstance(finding.remedy, LeaveOutLeads):
        return finding
    return replace(finding, switched=finding.remedy.name in names)
