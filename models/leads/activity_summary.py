"""Types and details of activities: how often they occur, in how many leads, how these convert."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.activity_table import Activities
from models.leads.columns import Column, NumberColumn, TextColumn, YesNoColumn
from models.leads.fields import Input
from models.leads.table import Leads
from models.leads.tally import TypeCounts, ValueCount
from models.leads.text import key
from models.leads.wording import figure

MOST = 200
"""Types and values that are told, the commonest."""
_CELLS = 1 << 22
"""Leads times values that are looked at together, so that memory stays small."""


def type_counts(leads: Leads) -> TypeCounts:
    """The types of the leads' activities, ignoring case, and all activities together."""
    activities = leads.activities
    if activities is None:
        return TypeCounts()
    names, places = _by_key(activities.types)
    every = np.zeros(len(activities), dtype=np.int64)
    if not len(activities):
        return TypeCounts()
    (all_of_them,) = _counted(("",), every, activities, leads)
    return TypeCounts(all_of_them, _counted(names, places, activities, leads), len(names) <= MOST)


def detail_values(leads: Leads, detail: str, types: tuple[str, ...] = ()) -> tuple[ValueCount, ...]:
    """What rules see in a detail of the activities of these types (none named: of any), the
    commonest first."""
    activities = leads.activities
    column = None if activities is None else activities.column(detail)
    if activities is None or column is None:
        return ()
    names, places = _values(column)
    if types and len(places):
        wanted = {key(name) for name in types}
        meant = np.array([text in wanted for text in activities.types.keys], dtype=np.bool_)
        places = np.where(np.take(meant, activities.types.codes), places, -1)
    return _counted(names, places, activities, leads)


def details_of(leads: Leads) -> tuple[Input, ...]:
    """The details that conditions may ask, in the order of the table."""
    activities = leads.activities
    if activities is None:
        return ()
    found = (activities.input(name) for name in activities.details)
    return tuple(item for item in found if item is not None)


Places = NDArray[Any]
"""For each activity the place of its value among the names; -1 is none."""


def _by_key(column: TextColumn) -> tuple[tuple[str, ...], Places]:
    """The texts by key under their commonest spelling."""
    counts = np.bincount(column.codes, minlength=len(column.values)).tolist()
    names: dict[str, int] = {}
    spelt: list[int] = []
    table = np.full(len(column.values), -1, dtype=np.int64)
    for code, (text, times) in enumerate(zip(column.keys, counts, strict=True)):
        if code == 0 or not times:
            continue
        place = names.setdefault(text, len(spelt))
        if place == len(spelt):
            spelt.append(code)
        elif times > counts[spelt[place]]:
            spelt[place] = code
        table[code] = place
    return tuple(column.values[code] for code in spelt), np.take(table, column.codes)


def _values(column: Column) -> tuple[tuple[str, ...], Places]:
    match column:
        case TextColumn():
            return _by_key(column)
        case NumberColumn():
            known = ~np.isnan(column.values)
            numbers, codes = np.unique(column.values[known], return_inverse=True)
            places = np.full(len(known), -1, dtype=np.int64)
            places[known] = codes
            return tuple(figure(float(number)) for number in numbers), places
        case YesNoColumn():
            return ("no", "yes"), column.values.astype(np.int64)
    return (), np.zeros(0, dtype=np.int64)


def _counted(
    names: tuple[str, ...], places: Places, activities: Activities, leads: Leads
) -> tuple[ValueCount, ...]:
    """Times, leads and conversions of the commonest names."""
    held = places >= 0
    times = np.bincount(places[held], minlength=len(names))
    order = np.argsort(-times, kind="stable")[:MOST]
    order = order[times[order] > 0]
    short = np.full(len(names) + 1, -1, dtype=np.int64)  # the last: none
    short[order] = np.arange(len(order))
    met = _met(short[places], len(order), activities, leads.outcome)
    told = []
    for place, which in enumerate(order.tolist()):
        lost, converted, unknown = met[:, place].tolist()
        known = lost + converted
        told.append(ValueCount(names[which], known + unknown, converted, known, int(times[which])))
    return tuple(told)


def _met(
    places: Places, names: int, activities: Activities, outcome: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """How many leads of each outcome have each of the names; shape (3, names)."""
    met = np.zeros((3, names), dtype=np.int64)
    step = max(1, _CELLS // max(1, names))
    starts, owner = activities.starts, activities.leads
    for low in range(0, len(outcome), step):
        high = min(low + step, len(outcome))
        own = slice(int(starts[low]), int(starts[high]))
        held = places[own] >= 0
        seen = np.zeros((high - low, names), dtype=np.bool_)
        seen[owner[own][held] - low, places[own][held]] = True
        for state in range(3):
            met[state] += np.count_nonzero(seen[outcome[low:high] == state], axis=0)
    return met
