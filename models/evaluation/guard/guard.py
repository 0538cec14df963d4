"""The guard over leads: every finding, the gravest first, and the cohorts behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from models.evaluation.guard.cohorts import Cohorts, cohorts_of
from models.evaluation.guard.early import early_leads
from models.evaluation.guard.figures import FieldFigures, figures_of
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.folds import FEWEST_RANKED, Folds
from models.evaluation.guard.ids import id_predicts, order_of_rows
from models.evaluation.guard.later import later_dates
from models.evaluation.guard.leaks import leaks_of
from models.evaluation.guard.stages import stage_fields
from models.evaluation.guard.stopping import Stop, never, unless
from models.evaluation.guard.times import Times, times_of
from models.evaluation.guard.unworked import unworked_leads
from models.evaluation.guard.young import cut_off_of, young_leads
from models.leads.fields import AFTER_OUTCOME, Input, Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import count_of

_NOT_ASKED = (Role.ID, Role.CREATED, *AFTER_OUTCOME)
"""Roles whose fields are the outcome itself, or known after it by what the project says."""


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


def guard_findings(
    leads: Leads, left_out: Collection[str] = (), stages: tuple[Stage, ...] = ()
) -> tuple[Finding, ...]:
    """What the guard finds in all leads of a table; `left_out`: names of leads left out."""
    return guard_of(leads, stages=stages).with_left_out(left_out).findings


def guard_of(leads: Leads, stopped: Stop = never, stages: tuple[Stage, ...] = ()) -> Guard:
    """Look at every field and every day; `stages`: the outcomes before the last one.

    Raises `Stopped` where `stopped()` says so.
    """
    folds = Folds(leads.outcome)
    items = _items(leads)
    fields = _figures(leads, items, folds, stopped) if folds.converted else []
    found = list(_of_fields(leads, items, fields, folds, stopped))
    named = {one.field for one in found}
    found += [one for one in stage_fields(leads, stages) if one.field not in named]
    unless(stopped)
    times = times_of(leads)
    cut_off = None if times is None else cut_off_of(leads, times)
    young = young_leads(leads, times, cut_off)
    early = early_leads(leads, times)
    found += [one for one in (young, early) if one is not None]
    found += unworked_leads(leads)
    telling = None if times is None or times.snapshot else times
    cohorts = cohorts_of(leads, telling, None if cut_off is None else cut_off.day)
    order = sorted(found, key=_weight)
    return Guard(tuple(order), tuple(fields), times, cohorts)


def leaks_in(leads: Leads) -> tuple[Finding, ...]:
    """Only the fields that give the outcome away, for who asks about the rules that read them."""
    folds = Folds(leads.outcome)
    if not folds.converted:
        return ()
    items = _items(leads)
    found = _leaks(leads, items, _figures(leads, items, folds, never), folds)
    return tuple(one for one in found if one.grave)


def _items(leads: Leads) -> tuple[Input, ...]:
    return tuple(item for item in leads.recipe if item.role not in _NOT_ASKED)


def _figures(
    leads: Leads, items: tuple[Input, ...], folds: Folds, stopped: Stop
) -> list[FieldFigures]:
    fields = []
    for item in items:
        unless(stopped)
        column = leads.column(item.name)
        if column is not None:
            fields.append(figures_of(item, column, folds))
    return fields


def _leaks(
    leads: Leads, items: tuple[Input, ...], fields: list[FieldFigures], folds: Folds
) -> tuple[Finding, ...]:
    """The leaks by figures and names; a date that moved later too is told with its field."""
    leaks = {one.field: one for one in leaks_of(fields, folds)}
    for one in later_dates(leads, items):
        known = leaks.get(one.field)
        leaks[one.field] = (
            one if known is None else replace(known, more=(*known.more, one.sentence))
        )
    return tuple(leaks.values())


def _of_fields(
    leads: Leads,
    items: tuple[Input, ...],
    fields: list[FieldFigures],
    folds: Folds,
    stopped: Stop,
) -> Iterator[Finding]:
    if not len(folds.rows):
        yield Finding(
            GuardKind.CANNOT_SAY,
            "",
            "Whether a field gives the outcome away cannot be said: nothing tells which leads "
            "converted. Say on the page Data which field is the outcome.",
        )
        return
    yield from _leaks(leads, items, fields, folds)
    if not folds.enough:
        if not folds.not_converted:
            yield Finding(
                GuardKind.CANNOT_SAY,
                "",
                "Whether a field gives the outcome away cannot be said: every lead whose outcome "
                "is known converted. If a blank outcome means no, say so on the page Data.",
            )
            return
        fewer = min((folds.converted, "converted"), (folds.not_converted, "did not convert"))
        yield Finding(
            GuardKind.CANNOT_SAY,
            "",
            f"Whether a field ranks the leads too well cannot be said: only "
            f"{count_of(fewer[0], 'lead')} {fewer[1]}, {FEWEST_RANKED} are needed.",
            ((fewer[1], fewer[0]),),
        )
        return
    yield from order_of_rows(leads, folds)
    yield from id_predicts(leads, folds, stopped)


_ORDER = tuple(GuardKind)


def _weight(finding: Finding) -> tuple[bool, int]:
    return not finding.grave, _ORDER.index(finding.kind)


def _switched(finding: Finding, names: Collection[str]) -> Finding:
    if not isinstance(finding.remedy, LeaveOutLeads):
        return finding
    return replace(finding, switched=finding.remedy.name in names)
