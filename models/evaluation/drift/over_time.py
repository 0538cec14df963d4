"""Conversion by band over time: months of creation, or several months in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.shift import Counts
from models.evaluation.guard.cohorts import month_start
from models.evaluation.guard.times import usual
from models.evaluation.metrics import tally_of
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.columns import BLANK_DAY
from models.leads.tally import Tally
from models.leads.wording import MONTHS

STEPS = (1, 3, 6, 12, 24, 60)
"""Months that a period may hold."""
MOST = 16
"""Periods that are shown; longer ones where there would be more."""


@dataclass(frozen=True)
class Point:
    """The leads of a band and a period with a known outcome."""

    tally: Tally
    rate: Interval | None


@dataclass(frozen=True)
class Period:
    """`start`: its first day; `bands`: ascending, as those of the model; `all`: of all bands."""

    name: str
    start: date
    bands: tuple[Point, ...]
    all: Point


NO_PERIOD = -1


@dataclass(frozen=True, eq=False)
class ByLead:
    """The same lead by lead, arrays (leads,): `places` of their periods, NO_PERIOD for none,
    `bands` by position, `codes` of their outcome (0 not converted, 1 converted, 2 unknown)."""

    places: NDArray[np.int64]
    bands: NDArray[np.integer]
    codes: NDArray[np.uint8]

    def held(self, place: int, band: int | None = None) -> NDArray[np.bool_]:
        """The leads of a period, of all bands or of one."""
        found: NDArray[np.bool_] = self.places == place
        return found if band is None else found & (self.bands == band)


@dataclass(frozen=True)
class OverTime:
    """Periods in their order, each of `months` months; those without a known lead are left out, and
    days far from all others.

    `bands`: their names, ascending. `by_lead`: of the leads that were given.
    """

    months: int
    bands: tuple[str, ...]
    periods: tuple[Period, ...]
    by_lead: ByLead = field(compare=False, repr=False)

    def part(self, which: NDArray[np.bool_]) -> tuple[Point, ...]:
        """How leads of a mask, shape (leads,), convert in each period, whatever their band."""
        of, size = self.by_lead, len(self.periods)
        held = which & (of.places != NO_PERIOD)
        keys = of.places[held] * 3 + of.codes[held]
        return tuple(_point(row) for row in np.bincount(keys, minlength=3 * size).reshape(-1, 3))


def over_time(
    created: NDArray[np.int32],
    places: NDArray[np.integer],
    codes: NDArray[np.uint8],
    bands: Sequence[str],
) -> OverTime | None:
    """Leads by the month of creation, band and outcome (2: unknown); arrays of shape (leads,).

    None where no lead with a known outcome has a day of creation.
    """
    able = (created != BLANK_DAY) & (codes < 2)
    if not able.any():
        return None
    low, high = usual(created[able].astype(np.int64))
    able &= (created >= low) & (created <= high)
    days = created[able].astype("datetime64[D]")
    month = days.astype("datetime64[M]").astype(np.int64)
    span = int(month.max() - month.min()) + 1
    step = next((step for step in STEPS if -(-span // step) <= MOST), STEPS[-1])
    first = int(month.min()) // step
    at = month // step - first
    size, number = int(at.max()) + 1, len(bands)
    keys = (at * number + places[able]) * 3 + codes[able]
    counts = np.bincount(keys, minlength=size * number * 3).reshape(size, number, 3)
    filled = np.flatnonzero(counts.any(axis=(1, 2)))
    periods = tuple(
        Period(
            _name((first + place) * step, step),
            month_start((first + place) * step),
            tuple(_point(row) for row in counts[place]),
            _point(counts[place].sum(axis=0)),
        )
        for place in filled.tolist()
    )
    of_lead = np.full(len(created), NO_PERIOD, dtype=np.int64)
    of_lead[able] = np.searchsorted(filled, at)
    return OverTime(step, tuple(bands), periods, ByLead(of_lead, places, codes))


def _point(row: Counts) -> Point:
    tally = tally_of(row)
    return Point(tally, rate_interval(tally.converted, tally.known))


def _name(month: int, step: int) -> str:
    first, last = month_start(month), month_start(month + step - 1)
    if step == 1:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        if step == 12:
            return str(first.year)
        return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {first.year}"
    return f"{first.year} to {last.year}"
