"""Leads that nobody worked: no owner, a status that nobody touched, no call or meeting.

They stand in history as not converted though nobody tried, so a model learns from them whom sales
has no time for. A sign counts only where such leads convert at most half as often as the others,
at the upper end of the interval: else it does not mean what its name says.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, leads, percent
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.rates import rate_interval
from models.leads.columns import TextColumn, blank_rows
from models.leads.fields import Input, Kind, Role
from models.leads.guessing.shapes import words_of
from models.leads.table import CONVERTED, NOT_CONVERTED, Leads
from models.leads.text import cleaned_key
from models.leads.wording import listed
from models.scoring.conditions import (
    ActivityTest,
    AnyOf,
    Condition,
    FieldTest,
    Quantity,
    Selection,
    Test,
)

FEWEST_UNWORKED = 20
MOST_RATE = 0.5
"""Of the rate of the other leads."""
STATUS_NAMES = frozenset(
    "status, lead status, leadstatus, lead stage, stage, lifecycle stage, contact status, "
    "prospect status, state of lead, status reason, work status, follow up status".split(", ")
)
UNTOUCHED = frozenset(
    "new, new lead, open, open not contacted, open not attempted, not contacted, uncontacted, "
    "untouched, not attempted, not started, unworked, not worked, unassigned, unqualified new, "
    "to contact, to be contacted, to call, raw, inbox, neu, offen, unbearbeitet, "
    "nicht kontaktiert, nouveau, nuevo".split(", ")
)
OWNER_NAMES = frozenset(
    "owner, lead owner, contact owner, record owner, owner name, assigned to, assigned rep, "
    "sales rep, sales owner, responsible, responsible person, account manager, account executive, "
    "sdr, bdr, besitzer, zuständig".split(", ")
)
NOBODY = frozenset(
    "unassigned, not assigned, no owner, none, nobody, queue, lead queue, leads queue, "
    "unassigned queue, inbound queue, house account, nicht zugewiesen".split(", ")
)
"""Owners that are nobody."""
OF_SALES = frozenset("call called meeting visit demo appointment anruf termin gespräch".split())
"""Words of types of activity that sales does, not the lead."""
ASKED = frozenset("request requested booked form signup click page".split())
"""With one of these words it is the lead who asked."""


def unworked_leads(leads_: Leads) -> Iterator[Finding]:
    """A finding for each sign that many leads were never worked."""
    if not min(leads_.outcome_counts[:2]):
        return
    for item in leads_.recipe:
        if item.role in (Role.IGNORED, Role.OUTCOME):
            continue
        name = " ".join(words_of(item.name))
        if name in STATUS_NAMES and item.kind is Kind.TEXT:
            yield from _untouched(leads_, item)
        elif name in OWNER_NAMES or item.role is Role.OWNER:
            yield from _no_owner(leads_, item)
    yield from _no_activity(leads_)


def _untouched(leads_: Leads, item: Input) -> Iterator[Finding]:
    column = leads_.column(item.name)
    if not isinstance(column, TextColumn):
        return
    codes = _meaning(column, UNTOUCHED)
    if not codes:
        return
    mask = np.isin(column.codes, codes)
    values = tuple(column.values[place] for place in codes)
    when = FieldTest(item.name, Test.IS_ONE_OF, values)
    yield from _sign(leads_, item.name, f"still have {item.name} {listed(values)}", mask, when)


def _no_owner(leads_: Leads, item: Input) -> Iterator[Finding]:
    column = leads_.column(item.name)
    if column is None:
        return
    mask = blank_rows(column)
    when: Condition = FieldTest(item.name, Test.IS_BLANK)
    said = f"have no {item.name}"
    if isinstance(column, TextColumn):
        codes = _meaning(column, NOBODY)
        values = tuple(column.values[place] for place in codes)
        if values:
            mask = mask | np.isin(column.codes, codes)
            when = AnyOf((when, FieldTest(item.name, Test.IS_ONE_OF, values)))
            said = f"have no {item.name}, or {listed(values)}"
    yield from _sign(leads_, item.name, said, mask, when)


def _meaning(column: TextColumn, words: frozenset[str]) -> list[int]:
    """The places of the values that mean one of these."""
    return [
        place
        for place, value in enumerate(column.values)
        if place and " ".join(words_of(cleaned_key(value))) in words
    ]


def _no_activity(leads_: Leads) -> Iterator[Finding]:
    activities = leads_.activities
    if activities is None or not len(activities):
        return
    types = tuple(name for name, _ in activities.type_counts if of_sales(name))
    if not types:
        return
    wanted = {cleaned_key(name) for name in types}
    codes = [at for at, value in enumerate(activities.types.values) if cleaned_key(value) in wanted]
    worked = np.zeros(len(leads_), dtype=np.bool_)
    worked[activities.leads[np.isin(activities.types.codes, codes)]] = True
    when = ActivityTest(Quantity(of=Selection(types)), Test.EQUALS, (0.0,))
    yield from _sign(leads_, "", f"have no activity of sales ({listed(types[:3])})", ~worked, when)


def of_sales(name: str) -> bool:
    """Whether a type of activity is work of sales by its name."""
    words = set(words_of(name))
    return bool(words & OF_SALES) and not words & ASKED


def _sign(
    leads_: Leads, field: str, said: str, mask: NDArray[np.bool_], when: Condition
) -> Iterator[Finding]:
    won = leads_.outcome == CONVERTED
    lost = leads_.outcome == NOT_CONVERTED
    having, converted, not_converted = (
        int(mask.sum()),
        int((mask & won).sum()),
        int((mask & lost).sum()),
    )
    others = int(won.sum()) - converted, int(lost.sum()) - not_converted
    if not_converted < FEWEST_UNWORKED or not sum(others):
        return
    rate = rate_interval(converted, converted + not_converted)
    usual = others[0] / sum(others)
    if rate is None or rate.high > MOST_RATE * usual:
        return
    of_lost = not_converted / int(lost.sum())
    yield Finding(
        GuardKind.UNWORKED,
        field,
        f"{leads(having)} {said}, so they may never have been worked: {count(converted)} of "
        f"them converted ({percent(rate.value)}, of the others {percent(usual)}). They are "
        f"{percent(of_lost)} of all that did not convert.",
        (
            ("leads", having),
            ("converted", converted),
            ("not converted", not_converted),
            ("share of not converted", of_lost),
            ("rate of the others", usual),
        ),
        grave=of_lost >= 0.1,
        remedy=LeaveOutLeads(f"Never worked: {field or 'no activity of sales'}", when, having),
    )
