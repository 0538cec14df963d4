"""How long leads take to convert, estimated from those that did and those that may still do.

Whoever counts only the days of leads that have converted finds them too short: the young that will
take long are not among them yet. So each lead is watched from its creation, or from the first day
on which any outcome was recorded, to the day it converted or to the last day of the export, and of
the leads watched at each age it is counted how many converted at it (Kaplan and Meier, JASA 53
(1958), 457-481, with late entry). Leads that will never convert stay among the watched; the share
that ever converts is where the curve ends, and times are quantiles of the curve up to there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, DateColumn
from models.leads.dates import EPOCH
from models.leads.fields import Kind, Role
from models.leads.guessing.shapes import words_of
from models.leads.table import CONVERTED, Leads

FEWEST_TIMES = 30
"""Conversions with both days that an estimate must rest on."""
LEAST_WATCHED = 30
"""The curve ends where fewer leads are watched: one more conversion would move it too much."""
SNAPSHOT = 0.95
"""Share of leads that are older than the first outcome, from which the export is a snapshot."""
LAST_WORDS = frozenset("last latest letzte letzter".split())
OF_WHAT = frozenset(
    "activity contacted contact seen login visit visited email open opened click clicked touch "
    "engagement call update change aktivität kontakt besuch".split()
)
CHANGED = frozenset("modified updated changed geändert".split())
"""A date field called by the first and one of the second, or by one of the third, tells what has
happened: its latest day is no later than the export's."""
STRAY = 400
"""Days beyond all but one in 200 from which a day is taken for a slip of the pen."""


@dataclass(frozen=True, eq=False)
class Times:
    """`curve[d]`: the share of leads that has converted within d days of creation. `first` and
    `last`: the days from and to which outcomes were recorded. `dated`: conversions that the curve
    rests on; `undated`: converted leads without one of the days; `before`: conversions dated
    before the lead was created, taken as of its first day; `stray`: leads with a day far out.
    """

    curve: NDArray[np.float64]
    first: int
    last: int
    dated: int
    undated: int = 0
    before: int = 0
    stray: int = 0
    waiting: float = 0.0
    """The share of leads that were there before the first outcome."""

    @property
    def snapshot(self) -> bool:
        """Whether these are the leads that were open on a day, all watched from then on: each had
        the same time to convert, whenever it was created."""
        return self.waiting >= SNAPSHOT

    @property
    def horizon(self) -> int:
        """The highest age in days that the curve tells of."""
        return len(self.curve) - 1

    @property
    def ever(self) -> float:
        """The share of leads that converts within the horizon."""
        return float(self.curve[-1])

    @property
    def last_day(self) -> date:
        """The last day of the export."""
        return date.fromordinal(self.last + EPOCH)

    def within(self, share: float) -> int:
        """The days that this share of conversions takes at most."""
        return int(np.searchsorted(self.curve, share * self.ever - 1e-12))

    def come(self, age: NDArray[np.int64]) -> NDArray[np.float64]:
        """The share of conversions that takes at most so many days, 0..1."""
        return self.curve[np.clip(age, 0, self.horizon)] / self.ever

    def coming(self, age: NDArray[np.int64]) -> NDArray[np.float64]:
        """The chance that a lead of this age that has not converted still does, 0..1."""
        now = self.curve[np.clip(age, 0, self.horizon)]
        chance: NDArray[np.float64] = (self.ever - now) / np.maximum(1 - now, 1e-12)
        return chance


def times_of(leads: Leads) -> Times | None:
    """The time to convert; None where there are too few conversions with both days."""
    created = leads.created.astype(np.int64)
    outcome = leads.days_of(Role.OUTCOME_DATE).astype(np.int64)
    won = leads.outcome == CONVERTED
    dated = won & (outcome != BLANK_DAY) & (created != BLANK_DAY)
    if int(dated.sum()) < FEWEST_TIMES:
        return None
    ends = outcome[dated]
    low, high = usual(np.concatenate([created[created != BLANK_DAY], ends]))
    first = int(ends[ends >= low].min())
    seen = [created[(created != BLANK_DAY) & (created <= high)], ends[ends <= high]]
    seen += [days[days <= high] for days in _other_days(leads)]
    last = max(int(days.max()) for days in seen if len(days))
    # Converted, but nobody knows when: neither watched nor an event.
    watched = (created != BLANK_DAY) & (dated | ~won) & (created >= low) & (created <= last)
    watched &= ~dated | ((outcome >= low) & (outcome <= high))
    stray = int(((created != BLANK_DAY) & (dated | ~won) & ~watched).sum())
    events = dated & watched
    if int(events.sum()) < FEWEST_TIMES:
        return None
    left = np.where(events, outcome, last)[watched] - created[watched]
    before = int((left < 0).sum())
    curve = converted_by_age(
        np.maximum(first - created[watched], 0), np.maximum(left, 0), events[watched]
    )
    if curve[-1] <= 0:
        return None
    undated = int((won & ~dated).sum())
    waiting = float((created[watched] < first).mean())
    return Times(curve, first, last, int(events.sum()), undated, before, stray, waiting)


def _other_days(leads: Leads) -> Iterator[NDArray[np.int64]]:
    """Days that tell until when the export goes: of activities, and of what happened last."""
    if leads.activities is not None and len(leads.activities):
        yield leads.activities.days.astype(np.int64)
    for item in leads.recipe:
        if item.kind is Kind.DATE and of_the_past(item.name):
            column = leads.column(item.name)
            if isinstance(column, DateColumn):
                yield column.days[column.days != BLANK_DAY].astype(np.int64)


def of_the_past(name: str) -> bool:
    """Whether a date of that name has happened: "Last activity", not "Last day of the contract"."""
    words = set(words_of(name))
    return bool(words & CHANGED) or bool(words & LAST_WORDS and words & OF_WHAT)


def usual(days: NDArray[np.int64]) -> tuple[float, float]:
    """Between which days a day is believed."""
    few = min(max(1, len(days) // 200), (len(days) - 1) // 2)
    low, high = np.partition(days, (few, len(days) - 1 - few))[[few, len(days) - 1 - few]]
    return float(low) - STRAY, float(high) + STRAY


def converted_by_age(
    entry: NDArray[np.int64], left: NDArray[np.int64], event: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """The share that has converted by each age 0, 1, ... while enough leads are watched.

    `entry` and `left`: the ages in whole days at which each lead began and ceased to be watched,
    both included; `event`: it converted as it left.
    """
    size = int(left.max(initial=0)) + 1
    begun = np.cumsum(np.bincount(np.minimum(entry, size), minlength=size + 1)[:size])
    gone = np.bincount(left, minlength=size)
    # A lead that left before it could be watched (it was late to enter) was never there.
    late = entry > left
    gone -= np.bincount(left[late], minlength=size)
    begun -= np.cumsum(np.bincount(np.minimum(entry[late], size), minlength=size + 1)[:size])
    at_risk = begun - np.concatenate([[0], np.cumsum(gone)[:-1]])
    events = np.bincount(left[event & ~late], minlength=size)
    enough = at_risk >= LEAST_WATCHED
    # Where records begin late, few leads may be watched at young ages: of one or two that convert
    # there nothing can be said about all, so those ages count as without conversions.
    end = int(np.flatnonzero(enough)[-1]) + 1 if enough.any() else 0
    if not end:
        return np.zeros(1)
    rate = np.where(enough[:end], events[:end] / np.maximum(at_risk[:end], 1), 0.0)
    curve: NDArray[np.float64] = 1 - np.cumprod(1 - rate)
    return curve
