"""The leads dealt into groups by a field: values, ranges of numbers, months, blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.times import usual
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
from models.leads.wording import MONTHS, count_of, day_words
from models.scoring.words import range_text

MOST_GROUPS = 30
"""Values that are a group of their own, the commonest; the rest is one group."""
RANGES = 5
"""Ranges that a number is cut into."""
MOST_MONTHS = 36
BLANK = "(blank)"


@dataclass(frozen=True, eq=False)
class Groups:
    """`names` of the groups. `codes`: the group of each entry, -1 none, and `rows` the lead of
    each entry where a lead can be in several groups; None: one entry for each lead, in order."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]
    rows: NDArray[np.intp] | None = None


def groups_of(column: Column, wanted: NDArray[np.bool_]) -> Groups:
    """The groups of the wanted leads, shape (rows,), by a field."""
    match column:
        case TextColumn():
            return _by_value(column.keys, column.values, column.codes, wanted)
        case YesNoColumn():
            return _named(("No", "Yes", BLANK), np.where(column.values < 0, 2, column.values))
        case NumberColumn():
            return _by_range(column.values, wanted)
        case DateColumn():
            return _by_month(column.days, wanted)
        case MultipleColumn():
            return _by_part(column, wanted)


def older_and_newer(days: NDArray[np.int32], split: date) -> Groups:
    """Leads created before a day, and from it on; `days` (rows,)."""
    words = day_words(split)
    first = split.toordinal() - _EPOCH
    codes = np.where(days == BLANK_DAY, 2, np.where(days < first, 0, 1))
    return _named((f"older, before {words}", f"newer, from {words}", BLANK), codes)


_EPOCH = date(1970, 1, 1).toordinal()


def _named(names: Sequence[str], codes: NDArray[np.integer]) -> Groups:
    return Groups(tuple(names), codes.astype(np.int64))


def _by_value(
    keys: Sequence[str],
    values: Sequence[str],
    codes: NDArray[np.integer],
    wanted: NDArray[np.bool_],
    rows: NDArray[np.intp] | None = None,
) -> Groups:
    """The commonest values, equal by key, and one group for the rest; code 0 is blank."""
    first: dict[str, int] = {}
    same = np.array([first.setdefault(key, place) for place, key in enumerate(keys)], dtype=np.intp)
    held = np.bincount(codes, weights=wanted, minlength=len(keys))
    held = np.bincount(same, weights=held, minlength=len(keys))
    order = [place for place in np.argsort(-held, kind="stable").tolist() if held[place]]
    own = order[:MOST_GROUPS]
    rest = order[MOST_GROUPS:]
    if len(rest) == 1:
        own, rest = order, []
    place_of = np.full(len(keys), -1, dtype=np.int64)
    place_of[own] = np.arange(len(own))
    names = [values[place] or BLANK for place in own]
    if rest:
        place_of[rest] = len(own)
        names.append(f"({count_of(len(rest), 'other value')})")
    return Groups(tuple(names), place_of[same][codes], rows)


def _by_range(values: NDArray[np.float64], wanted: NDArray[np.bool_]) -> Groups:
    known = values[wanted & ~np.isnan(values)]
    distinct = np.unique(known)
    if len(distinct) <= RANGES:
        edges = distinct[1:]
    else:
        cuts = np.quantile(known, np.arange(1, RANGES) / RANGES, method="inverted_cdf")
        edges = np.unique(cuts[cuts > distinct[0]])
    ends = [None, *edges.tolist(), None]
    names = [range_text(low, high) for low, high in pairwise(ends)]
    if len(edges) == 0:
        names = ["any number"]
    codes = np.searchsorted(edges, values, side="right")
    return _named((*names, BLANK), np.where(np.isnan(values), len(names), codes))


def _by_month(days: NDArray[np.int32], wanted: NDArray[np.bool_]) -> Groups:
    """Months, or quarters or years where there are more than `MOST_MONTHS`.

    A slip of the pen, such as the year 1900, is a group beside them and not a reason for years.
    """
    known = days != BLANK_DAY
    here = days[known & wanted].astype(np.int64)
    low, high = usual(here) if len(here) else (0.0, 0.0)
    near = known & (days >= low) & (days <= high)
    month = np.where(near, days, 0).astype("datetime64[D]").astype("datetime64[M]")
    number = month.astype(np.int64)
    told = number[near & wanted]
    span = int(told.max() - told.min()) + 1 if len(told) else 1
    step = next((step for step in (1, 3, 12) if span <= step * MOST_MONTHS), 12)
    distinct = np.unique(told // step)[-MOST_MONTHS:]
    names = [_period(int(first) * step, step) for first in distinct]
    codes = np.full(len(days), len(names), dtype=np.int64)
    if len(distinct):
        place = np.minimum(np.searchsorted(distinct, number // step), len(distinct) - 1)
        hit = near & (distinct[place] == number // step)
        codes = np.where(hit, place, len(names))
    codes[known & ~near] = len(names) + 1
    codes[~known] = len(names) + 2
    return _named((*names, "(earlier)", "(far from all others)", BLANK), codes)


def _period(month: int, step: int) -> str:
    year, place = 1970 + month // 12, month % 12
    if step == 12:
        return str(year)
    return f"{MONTHS[place]} {year}" if step == 1 else f"{year} Q{place // 3 + 1}"


def _by_part(column: MultipleColumn, wanted: NDArray[np.bool_]) -> Groups:
    """Each of a lead's values: a lead with two values is in two groups, and once in each: also in
    that of the rare ones, of which it may have several."""
    values: dict[str, int] = {"": 0}
    lists = [
        sorted({values.setdefault(value, len(values)) for value in one} or {0})
        for one in column.sets
    ]
    lengths = np.array([len(one) for one in lists])
    flat = np.array([place for one in lists for place in one], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    each = lengths[column.codes]
    rows = np.repeat(np.arange(len(column.codes), dtype=np.intp), each)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(each) - each, each)
    codes = flat[np.repeat(starts[column.codes], each) + within]
    names = list(values)
    keys = [key(name) for name in names]
    found = _by_value(keys, names, codes, wanted[rows], rows)
    _, once = np.unique(rows * (len(found.names) + 1) + found.codes + 1, return_index=True)
    once.sort()
    return Groups(found.names, found.codes[once], rows[once])
