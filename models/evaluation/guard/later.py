"""Dates that were written after the outcome: they moved when it was known."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.evaluation.figures import count, leads, percent
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField
from models.evaluation.guard.folds import FEWEST_RANKED
from models.leads.columns import BLANK_DAY, DateColumn
from models.leads.fields import Input, Role
from models.leads.table import CONVERTED, Leads

MOSTLY = 0.5
SAME = 0.9


def later_dates(leads_: Leads, items: tuple[Input, ...]) -> Iterator[Finding]:
    """Date fields that are mostly later than the outcome of their lead, or of its very day."""
    outcome = leads_.days_of(Role.OUTCOME_DATE)
    won = (leads_.outcome == CONVERTED) & (outcome != BLANK_DAY)
    created = leads_.created
    for item in items:
        column = leads_.column(item.name)
        if not isinstance(column, DateColumn):
            continue
        both = won & (column.days != BLANK_DAY)
        known = int(both.sum())
        if known < FEWEST_RANKED:
            continue
        days, ends = column.days[both], outcome[both]
        later = int((days > ends).sum())
        # A lead that converts on its first day has every date on that day.
        apart = (created[both] != BLANK_DAY) & (created[both] < ends)
        same = int((days[apart] == ends[apart]).sum())
        if later > MOSTLY * known:
            yield _finding(item, GuardKind.LATER, later, known, "is later than the outcome")
        elif int(apart.sum()) >= FEWEST_RANKED and same >= SAME * int(apart.sum()):
            yield _finding(item, GuardKind.LATER, same, int(np.sum(apart)), "is the outcome's day")


def _finding(item: Input, kind: GuardKind, held: int, known: int, what: str) -> Finding:
    """`event`: rules that look at each lead as of its own day do not see it."""
    share = f"for {count(held)} of {leads(known)} that converted ({percent(held / known)})"
    event = (
        " It is marked as an event, so a model with a day of its own for each lead does not see it."
        if item.event
        else ""
    )
    return Finding(
        kind,
        item.name,
        f"{item.name} was changed after the outcome: it {what} {share}.{event}",
        (("converted with both days", known), ("of them not before the outcome", held)),
        grave=not item.event,
        remedy=LeaveOutField(item.name),
        switched=item.role is Role.IGNORED,
    )
