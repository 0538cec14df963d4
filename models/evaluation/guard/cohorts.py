"""Leads by the month they were created: how many, converted so far, expected still to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.times import Times, usual
from models.leads.columns import BLANK_DAY
from models.leads.dates import EPOCH
from models.leads.table import CONVERTED, Leads

MOST_COHORTS = 48
STEPS = (1, 3, 12, 60)
"""Months that a cohort may hold."""


@dataclass(frozen=True)
class Cohort:
    """Leads created from `start` on, up to the next one. `coming`: conversions still expected;
    None where nothing tells how long they take. `young`: some were created after the cut-off."""

    start: date
    leads: int
    converted: int
    coming: float | None = None
    young: bool = False


@dataclass(frozen=True)
class Cohorts:
    """Cohorts in their order, each of `months` months. `undated`: leads without a day, or with
    one far from all others, which are not in them.

    `cut_off`: the last day whose leads had time enough to convert. `codes` (leads,): the place of
    each lead's cohort, -1 none. `chosen`: how many of each cohort are chosen, None: nobody chose.
    """

    cohorts: tuple[Cohort, ...]
    months: int = 1
    cut_off: date | None = None
    undated: int = 0
    codes: NDArray[np.int16] | None = field(default=None, compare=False, repr=False)
    chosen: tuple[int, ...] | None = None

    @property
    def coming(self) -> float:
        """Conversions still expected of all."""
        return sum(cohort.coming or 0.0 for cohort in self.cohorts)


def cohorts_of(leads: Leads, times: Times | None, cut_off: date | None) -> Cohorts | None:
    """The cohorts; None where no lead has a day of creation."""
    created = leads.created
    known = created != BLANK_DAY
    if not known.any():
        return None
    low, high = usual(created[known].astype(np.int64))
    if times is not None:
        high = min(high, times.last)
    known = known & (created >= low) & (created <= high)
    if not known.any():
        return None
    days = created[known].astype("datetime64[D]")
    month = days.astype("datetime64[M]").astype(np.int64)
    span = int(month.max() - month.min()) + 1
    step = next((step for step in STEPS if span / step <= MOST_COHORTS), STEPS[-1])
    first = int(month.min()) // step
    place = month // step - first
    size = int(place.max()) + 1
    won = leads.outcome[known] == CONVERTED
    held = np.bincount(place, minlength=size).tolist()
    converted = np.bincount(place[won], minlength=size).tolist()
    coming: list[float | None] = [None] * size
    if times is not None:
        ages = times.last - created[known].astype(np.int64)
        chance = np.where(won, 0.0, times.coming(ages))
        coming = np.bincount(place, chance, minlength=size).tolist()
    starts = [month_start((first + at) * step) for at in range(size + 1)]
    cohorts = tuple(
        Cohort(
            starts[at],
            held[at],
            converted[at],
            coming[at],
            cut_off is not None and starts[at + 1].toordinal() - 1 > cut_off.toordinal(),
        )
        for at in range(size)
    )
    codes = np.full(len(leads), -1, dtype=np.int16)
    codes[known] = place
    return Cohorts(cohorts, step, cut_off, len(leads) - int(known.sum()), codes)


def month_start(number: int) -> date:
    """The first day of a month counted from January 1970, within what a calendar has."""
    year = 1970 + number // 12
    if year < date.min.year:
        return date.min
    return date.max if year > date.max.year else date(year, number % 12 + 1, 1)


def day_of(number: int) -> date:
    """A day counted from 1 January 1970."""
    return date.fromordinal(number + EPOCH)
