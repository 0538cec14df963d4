"""Days that cannot be: before there were CRMs, in the future, before the creation, defaults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.dates import EPOCH
from models.leads.fields import Role
from models.leads.wording import day_words

FIRST = date(1990, 1, 1)
"""Before this day no lead of a CRM was created."""
DEFAULTS = (
    date(1970, 1, 1),
    date(1900, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1901, 1, 1),
    date(2099, 12, 31),
    date(9999, 12, 31),
    date(1, 1, 1),
)
"""Days that software writes where it has none."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class OddDays:
    """Leads (rows,) whose day cannot be meant, and what it is: goes on after "is"."""

    rows: Flags
    why: str


def number_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def odd_days(
    days: NDArray[np.int32], role: Role, today: date, created: NDArray[np.int32] | None = None
) -> Iterator[OddDays]:
    """What is odd about the days of a field by its role, each lead once.

    `created`: the creation of each lead where this is the day of the outcome.
    """
    known = days != BLANK_DAY
    default = known & np.isin(days, [number_of(day) for day in DEFAULTS])
    left = known & ~default
    if default.any():
        written = sorted({int(day) for day in days[default].tolist()})
        names = " or ".join(day_words(date.fromordinal(day + EPOCH)) for day in written[:3])
        yield OddDays(default, f"{names}, which software writes where it has no day")
    if role in (Role.CREATED, Role.OUTCOME_DATE):
        early = left & (days < number_of(FIRST))
        if early.any():
            yield OddDays(early, f"before {FIRST.year}, when no CRM had leads")
        late = left & (days > number_of(today))
        if late.any():
            yield OddDays(late, f"in the future, after {day_words(today)}")
        left &= ~early & ~late
    if created is not None:
        before = left & (created != BLANK_DAY) & (days < created)
        if before.any():
            yield OddDays(before, "before the lead was created")
