"""Leads created before outcomes were recorded: those of them that converted early are missing.

Deals that a system knows only since some day leave older leads behind as not converted. By the
times of all leads it is known how many of them should have converted before the first conversion
that is recorded, and by definition none did.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, leads, percent
from models.evaluation.guard.cohorts import day_of
from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.times import Times
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, Leads
from models.leads.wording import day_words
from models.scoring.conditions import FieldTest, Test

BEFORE_RECORDS = "Created before outcomes were recorded"
MISSING = 20
"""Conversions that should be there; that none of so many came is no chance."""
GRAVE = 0.05
"""Share of all conversions that are missing, from which they deceive."""


def leads_too_early(leads_: Leads, times: Times) -> int:
    """How many leads lack their early conversions; 0 where none seem to be missing."""
    number, missing = _missing(leads_.created, times)
    return number if missing >= MISSING else 0


def _missing(created: NDArray[np.int32], times: Times) -> tuple[int, float]:
    """Leads older than the first conversion, and how many should have converted before it."""
    early = (created != BLANK_DAY) & (created < times.first)
    ages = np.clip(times.first - 1 - created[early].astype(np.int64), 0, times.horizon)
    return int(early.sum()), float(times.curve[ages].sum())


def early_leads(leads_: Leads, times: Times | None) -> Finding | None:
    """What is said of leads older than the records of outcomes; None where none are."""
    item = leads_.recipe.with_role(Role.CREATED)
    if times is None or times.snapshot or item is None:
        return None
    number, missing = _missing(leads_.created, times)
    if missing < MISSING:
        return None
    first = day_of(times.first)
    recorded = int((leads_.outcome == CONVERTED).sum())
    return Finding(
        GuardKind.EARLY,
        item.name,
        f"{leads(number)} ({percent(number / len(leads_))}) were created before "
        f"{day_words(first)}, the first day on which a conversion is recorded. About "
        f"{count(round(missing))} of them should have converted before it, and none did: those "
        "conversions seem to be missing, and the leads count as not converted.",
        (
            ("leads", number),
            ("conversions expected", round(missing, 1)),
            ("conversions recorded", recorded),
        ),
        grave=missing >= GRAVE * (recorded + missing),
        remedy=LeaveOutLeads(BEFORE_RECORDS, FieldTest(item.name, Test.BEFORE, (first,)), number),
    )
