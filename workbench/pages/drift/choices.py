"""What can be compared on the page Drift: the leads themselves, last month's, next month's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.evaluation.drift.sides import Who
from models.leads.table import Leads
from models.leads.wording import day_words
from workbench.evaluate_choices import periods_of


class Against(StrEnum):
    """What the newer leads are, and what they are compared with."""

    SPLIT = "older and newer of these leads"
    EARLIER = "the export that was used before"
    NEXT = "an export that is only looked at"


@dataclass(frozen=True)
class Part:
    """`split`: the first day of the newer leads of one table; `who`: of two exports."""

    words: str
    split: date | None = None
    who: Who = Who.NEW


def splits_of(leads: Leads) -> tuple[Part, ...]:
    """Where the leads can be cut: the newest quarter, the last months, each year."""
    found = [Part("the newest quarter")]
    for words, span in periods_of(leads):
        first = span[0] if isinstance(span, tuple) else None
        if isinstance(first, date):
            year = words.removeprefix("in ")
            words = f"from {day_words(first)}" if year.isdigit() else year
            found.append(Part(words, first))
    return tuple(found)


EXPORTS = (
    Part("new leads beside those that were as young", who=Who.NEW),
    Part("all leads of both", who=Who.ALL),
)
