"""What can be chosen on the page Evaluate: periods of creation, and fields that make groups."""

from __future__ import annotations

from datetime import date, timedelta

from models.evaluation.guard.cohorts import day_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Kind, Role
from models.leads.table import Leads
from models.leads.wording import day_words

Span = tuple[date | None, date | None]
LATELY = ((90, "3 months"), (182, "6 months"), (365, "12 months"))
MOST_YEARS = 12
_NO_GROUPS = (Role.ID, Role.EMAIL, Role.OUTCOME, Role.OUTCOME_DATE, Role.VALUE, Role.IGNORED)
_FIRST = (Role.SOURCE, Role.OWNER, Role.CREATED)
MOST_DIFFERENT = 0.5
"""A text of which more than this share of the leads has a value of its own makes no groups."""


def periods_of(leads: Leads) -> list[tuple[str, object]]:
    """All time, the last months and each year; only all time where no day of creation is known."""
    created = leads.created
    days = created[created != BLANK_DAY]
    found: list[tuple[str, object]] = [("at any time", (None, None))]
    if not len(days):
        return found
    first, last = day_of(int(days.min())), day_of(int(days.max()))
    for span, words in LATELY:
        start = last - timedelta(days=span - 1)
        if start > first:
            found.append((f"in the last {words}, from {day_words(start)}", (start, None)))
    if first.year < last.year < first.year + MOST_YEARS:
        found += [
            (f"in {year}", (date(year, 1, 1), date(year, 12, 31)))
            for year in range(last.year, first.year - 1, -1)
        ]
    return found


def segment_fields(leads: Leads) -> tuple[str, ...]:
    """The fields that make groups: source, owner and creation first, then as they come."""
    able = []
    for item in leads.recipe:
        raw = leads.raw_column(item)
        if raw is None or item.role in _NO_GROUPS:
            continue
        many = item.kind is Kind.TEXT and len(raw.texts) > max(50, MOST_DIFFERENT * len(leads))
        if not many:
            able.append(item)
    first = [item for role in _FIRST for item in able if item.role is role]
    return tuple(item.name for item in (*first, *(item for item in able if item not in first)))


def first_field(leads: Leads) -> str:
    """The field that is looked at first; "" where none makes groups."""
    return next(iter(segment_fields(leads)), "")
