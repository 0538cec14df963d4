"""Older and newer leads: one table cut at a day of creation, or two exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.horizon import last_day, old_enough
from models.evaluation.guard.cohorts import day_of
from models.leads.cleaning import cleaned
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.wording import day_words
from models.problems import LeadbenchError
from models.scoring.answers import day_number

Rows = NDArray[np.intp]

FEWEST_YOUNG = 50
"""Leads of the older export that must have been as young to be compared with."""
_STRAGGLERS = 0.05
"""The share of new leads that may be older: they came late into the export."""
NEWEST = 0.25
"""The share of the leads that is the newer side where nobody says from which day on."""


@dataclass(frozen=True, eq=False)
class Side:
    """Leads that are compared: `rows` of a table."""

    name: str
    leads: Leads
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)


class Who(StrEnum):
    """Which leads of two exports are compared."""

    NEW = "new leads, and those that were as young"
    ALL = "all leads of both"


@dataclass(frozen=True, eq=False)
class Sides:
    """Whose fields and scores are compared. `split`: the first day of the newer side of one table;
    None: two tables.

    `undated`: leads of one table without a day of creation, on neither side. `seen`: which rows of
    the newer table the older one has, too, by their id; None: nothing tells. `who`: of two tables.
    `days`: new leads were created within so many days before their export, and the older side are
    those that were as young; None: all that are there.
    """

    old: Side
    new: Side
    split: date | None = None
    undated: int = 0
    seen: NDArray[np.bool_] | None = None
    who: Who = Who.ALL
    days: int | None = None

    @property
    def one_table(self) -> bool:
        """Whether both sides are of one table."""
        return self.split is not None


def of_split(leads: Leads, split: date | None = None) -> Sides:
    """One table cut at a day of creation; without one, so that the newest quarter is newer.

    That quarter is one of the leads that are old enough to have converted, so that there is
    something to say of their conversion. LeadbenchError where one side would be empty.
    """
    created = leads.created
    dated = created != BLANK_DAY
    if not dated.any():
        raise LeadbenchError(
            "No lead has a day of creation, so none is older or newer.",
            leads.raw.source,
            "Say which field is the day of creation, or compare with next month's export.",
        )
    first, last = int(created[dated].min()), int(created[dated].max())
    if first == last:
        raise LeadbenchError(
            f"All leads were created on {day_words(day_of(first))}, so none is older or newer.",
            leads.raw.source,
            "Compare with next month's export.",
        )
    at = _newest(leads, dated) if split is None else day_number(split)
    if not first < at <= last:
        raise LeadbenchError(
            f"The split at {day_of(at).isoformat()} leaves all leads on one side: they were "
            f"created from {day_of(first).isoformat()} to {day_of(last).isoformat()}.",
            leads.raw.source,
            "Choose a day in between.",
        )
    words = day_words(day_of(at))
    return Sides(
        Side(f"before {words}", leads, np.flatnonzero(dated & (created < at))),
        Side(f"from {words} on", leads, np.flatnonzero(dated & (created >= at))),
        day_of(at),
        int(np.count_nonzero(~dated)),
    )


def _newest(leads: Leads, dated: NDArray[np.bool_]) -> int:
    able = dated & old_enough(leads)
    created = leads.created
    days = np.sort(created[able] if len(np.unique(created[able])) > 1 else created[dated])
    at = int(days[int((1 - NEWEST) * len(days))])
    return at if at > days[0] else int(days[days > days[0]][0])


def of_tables(old: Leads, new: Leads, who: Who = Who.NEW) -> Sides:
    """Two exports.

    New leads are those whose id the older export does not have. They are young, so that in what
    grows with age they are set beside the leads that were as young in the older export; where
    these are too few, or no day of creation is known, beside all of it. Without ids nobody knows
    who was there before, and all are compared, as where nobody is new.
    """
    seen = _seen_before(old, new)
    every = np.arange(len(old), dtype=np.intp), np.arange(len(new), dtype=np.intp)
    if seen is None or seen.all():
        who = Who.ALL
    days = None
    if who is Who.NEW and seen is not None:
        rows = np.flatnonzero(~seen)
        days, young = _as_young(old, new, rows)
        every = young, rows
    return Sides(
        Side(old.raw.source or "older leads", old, every[0]),
        Side(new.raw.source or "newer leads", new, every[1]),
        seen=seen,
        who=who,
        days=days,
    )


def _as_young(old: Leads, new: Leads, rows: Rows) -> tuple[int | None, Rows]:
    """Up to which age nearly all new leads are, and the older leads that were as young."""
    every = np.arange(len(old), dtype=np.intp)
    created = new.created[rows]
    created = created[created != BLANK_DAY]
    if 2 * len(created) < len(rows):
        return None, every
    days = last_day(new) - int(np.quantile(created, _STRAGGLERS, method="inverted_cdf")) + 1
    then = old.created
    young = np.flatnonzero((then != BLANK_DAY) & (then > last_day(old) - days))
    return (days, young) if len(young) >= FEWEST_YOUNG else (None, every)


def _seen_before(old: Leads, new: Leads) -> NDArray[np.bool_] | None:
    """Which of the new leads have an id that an old one has; None where one side has no ids."""
    known = _ids(old)
    item = new.recipe.with_role(Role.ID)
    raw = None if item is None else new.raw_column(item)
    if known is None or item is None or raw is None:
        return None
    table = np.array([bool(text) and text in known for text in cleaned(raw, item)])
    return table[raw.codes]


def _ids(leads: Leads) -> frozenset[str] | None:
    item = leads.recipe.with_role(Role.ID)
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return None
    held = np.bincount(raw.codes, minlength=len(raw.texts)) > 0
    found = (text for text, there in zip(cleaned(raw, item), held, strict=True) if there)
    return frozenset(text for text in found if text)
