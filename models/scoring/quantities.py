"""What is measured of the activities of every lead, as columns that tests and tables read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.text import key
from models.scoring.answers import Today
from models.scoring.chosen import Chosen, Places, sums_between
from models.scoring.conditions import Measure
from models.scoring.decay import Decay

MOST_WHOLE = 1e12
"""A whole number beyond this counts as blank, so that sums of millions of them fit."""


@dataclass(frozen=True, eq=False)
class Repeats:
    """Where each value of a detail was before: `before` (values,) is the place of the activity
    before with the same lead and value, -1 if there is none.

    `at` (values,): the place of the activity that has the value; it may have several, or none.
    """

    before: Places
    at: Places


def measured(
    measure: Measure,
    chosen: Chosen,
    today: Today,
    days: int | None,
    detail: NDArray[np.int64] | Repeats | None,
) -> NumberColumn | DateColumn:
    """The measure of each lead's activities with 0 <= age <= days; shape (leads,).

    `detail`: what `whole_detail` (for sums) or `earlier_same` (for distinct values) found.
    """
    if measure is Measure.COUNT:
        return NumberColumn(chosen.counts(today, days).astype(np.float64))
    if measure is Measure.SUM:
        held = chosen.held(today, days)
        none_given = np.zeros(len(chosen), dtype=np.int64)
        given = detail if isinstance(detail, np.ndarray) else none_given
        given = given if held is None else given * held
        return NumberColumn(chosen.sums(given).astype(np.float64))
    start, end = chosen.window(today, days)
    none = start >= end
    match measure:
        case Measure.DISTINCT:
            if not isinstance(detail, Repeats):
                return NumberColumn(np.zeros(len(start)))
            # A value counts where no equal one stands before it in the window.
            at = detail.at
            lead = chosen.lead[at]
            fresh = (detail.before < start[lead]) & (at >= start[lead]) & (at < end[lead])
            counts = np.bincount(lead[fresh], minlength=len(start))
            return NumberColumn(counts.astype(np.float64))
        case Measure.LAST | Measure.SINCE_LAST:
            place = end - 1
        case _:
            place = start
    on = np.full(len(start), BLANK_DAY, dtype=np.int64)
    on[~none] = chosen.day(place[~none])
    if measure in (Measure.LAST, Measure.FIRST):
        return DateColumn(on.astype(np.int32))
    return NumberColumn(np.where(none, np.nan, today - on.astype(np.float64)))


def whole_detail(column: Column | None, chosen: Chosen) -> NDArray[np.int64]:
    """The whole numbers of a detail, 0 where it is blank or no whole number; shape (chosen,)."""
    if not isinstance(column, NumberColumn):
        return np.zeros(len(chosen), dtype=np.int64)
    values = column.values[chosen.events]
    whole = (np.floor(values) == values) & (np.abs(values) <= MOST_WHOLE)
    return np.where(whole, values, 0).astype(np.int64)


def earlier_same(column: Column | None, chosen: Chosen) -> Repeats | None:
    """Where the values of a detail were before, blanks left out; None: there is no such detail."""
    if column is None:
        return None
    if isinstance(column, MultipleColumn):
        values, at = _values_of_sets(column, chosen)
    else:
        codes = _value_codes(column)[chosen.events]
        at = np.flatnonzero(codes)
        values = codes[at]
    lead = chosen.lead[at].astype(np.int64)
    keys = lead * (int(values.max(initial=0)) + 1) + values
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    same = np.zeros(len(order), dtype=np.bool_)
    same[1:] = ordered[1:] == ordered[:-1]
    before = np.full(len(order), -1, dtype=np.int64)
    before[1:] = at[order[:-1]]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.where(same, before, -1)
    return Repeats(found, at)


def _values_of_sets(column: MultipleColumn, chosen: Chosen) -> tuple[Places, Places]:
    """A number for each value of each activity, by key, and the place of that activity."""
    index: dict[str, int] = {}
    sets = [
        list(dict.fromkeys(index.setdefault(key(value), len(index)) for value in values))
        for values in column.sets
    ]
    lengths = np.array([len(found) for found in sets], dtype=np.int64)
    flat = np.array([code for found in sets for code in found], dtype=np.int64)
    codes = column.codes[chosen.events]
    many = lengths[codes]
    at = np.repeat(np.arange(len(codes), dtype=np.int64), many)
    first = (np.cumsum(lengths) - lengths)[codes]
    within = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    return flat[np.repeat(first, many) + within], at


def _value_codes(
    column: TextColumn | NumberColumn | YesNoColumn | DateColumn,
) -> NDArray[np.int64]:
    """A number for each distinct value of a detail, 0 for blank; texts are the same by key."""
    match column:
        case TextColumn():
            index: dict[str, int] = {"": 0}
            table = [index.setdefault(text, len(index)) for text in column.keys]
            return np.take(np.array(table or [0], dtype=np.int64), column.codes)
        case NumberColumn():
            return _numbered(column.values, ~np.isnan(column.values))
        case YesNoColumn():
            return column.values.astype(np.int64) + 1
        case DateColumn():
            return _numbered(column.days, column.days != BLANK_DAY)


def _numbered(values: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A number from 1 for each distinct value, 0 where none is known."""
    codes = np.zeros(len(known), dtype=np.int64)
    codes[known] = np.unique(values[known], return_inverse=True)[1] + 1
    return codes


def occurrences(chosen: Chosen, today: Today, days: int | None, most: int) -> NDArray[Any]:
    """How many activities count for points per occurrence; shape (leads,)."""
    counts: NDArray[Any] = np.minimum(chosen.counts(today, days), most).astype(_smallest(most))
    return counts


def percents_left(
    decay: Decay, chosen: Chosen, today: Today, days: int | None, most: int
) -> NDArray[Any]:
    """The sum of the percents left of the newest `most` activities in the window; (leads,)."""
    left = _percent_at(decay, chosen, today, days)
    sums = chosen.sums(left)
    if chosen.largest > most:
        many = np.flatnonzero(chosen.per_lead > most)
        start, end = chosen.window(today, days)
        start, end = start[many], end[many]
        sums[many] = sums_between(left, np.maximum(start, end - most), end)
    return sums.astype(_smallest(100 * most))


def _percent_at(decay: Decay, chosen: Chosen, today: Today, days: int | None) -> NDArray[np.uint8]:
    """What is left of each activity, 0 outside the window; shape (chosen,)."""
    if isinstance(today, int):
        ages: NDArray[Any] = today - chosen.first - np.arange(chosen.last + 1)
        return _within(decay, ages, days).take(chosen.days)
    ages = (today - chosen.first)[chosen.lead] - chosen.days.astype(np.int64)
    return _within(decay, ages, days)


def _within(decay: Decay, ages: NDArray[Any], days: int | None) -> NDArray[np.uint8]:
    held = ages >= 0 if days is None else (ages >= 0) & (ages <= days)
    return percent_of_age(decay, ages) * held


def percent_of_age(decay: Decay, ages: NDArray[Any]) -> NDArray[np.uint8]:
    """What the table leaves at each age in days; an age below 0 counts as 0."""
    ends = np.array([step.to for step in decay.steps], dtype=np.int64)
    left = np.array([*(step.percent for step in decay.steps), decay.after], dtype=np.uint8)
    if len(ages) > 1 << 16 and len(ends):
        # A search for each is dear: the ages that the table knows are few.
        table = left[np.searchsorted(ends, np.arange(int(ends[-1]) + 2))]
        places, left = np.clip(ages, 0, len(table) - 1), table
    else:
        places = np.searchsorted(ends, np.maximum(ages, 0))
    found: NDArray[np.uint8] = left.take(places)
    return found


def followed(
    first: tuple[Chosen, tuple[Places, Places]],
    then: tuple[Chosen, tuple[Places, Places]],
    within: int,
) -> NDArray[np.bool_]:
    """Where an activity of `then` comes after one of `first`, so many days later at most."""
    leads = len(first[0].starts) - 1
    found = np.zeros(leads, dtype=np.bool_)
    befores, days_before, lead_before = _in_window(*first)
    afters, days_after, lead = _in_window(*then)
    if not len(befores) or not len(afters):
        return found
    # The nearest activity before is the best: nobody has a smaller distance.
    at = np.searchsorted(befores, afters) - 1
    some = at >= 0
    near = np.zeros(len(afters), dtype=np.bool_)
    near[some] = (lead_before[at[some]] == lead[some]) & (
        days_after[some] - days_before[at[some]] <= within
    )
    found[lead[near]] = True
    return found


def _in_window(
    chosen: Chosen, window: tuple[Places, Places]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """The activities in the window: which they are, their days, their leads."""
    start, end = window
    places = np.arange(len(chosen), dtype=np.int64)
    lead = chosen.lead
    held = (places >= start[lead]) & (places < end[lead])
    return chosen.events[held], chosen.day(places[held]), lead[held]


def _smallest(most: int) -> Any:
    return np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.int32
