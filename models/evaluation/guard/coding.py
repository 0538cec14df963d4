"""A field as few codes: its common values, or the ranges of its numbers and days; 0 is blank."""

from __future__ import annotations

from dataclasses import dataclass

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
from models.leads.wording import figure

FEW = 40
"""Numbers with no more distinct values than these are looked at value by value."""
RANGES = 32
MOST_VALUES = 2000
LEAST_LEADS = 5
"""Values that fewer leads have are taken together as one: nothing can be learnt from each."""
LOOKED_AT = 20_000
"""Leads from which the ends of ranges are taken."""


@dataclass(frozen=True, eq=False)
class Coded:
    """`codes` (known rows,): 0 blank, then a code for each value. `labels`: the words of codes
    that are values by themselves; the others are ranges, or rare values together."""

    codes: NDArray[np.int64]
    size: int
    labels: dict[int, str]


def coded(column: Column, rows: NDArray[np.intp]) -> Coded:
    """The codes of a prepared column on these rows."""
    match column:
        case TextColumn():
            return _common(column.codes[rows], len(column.values), column.values.__getitem__)
        case MultipleColumn():
            sets = column.sets
            return _common(column.codes[rows], len(sets), lambda at: "; ".join(sets[at]))
        case YesNoColumn():
            codes = column.values[rows].astype(np.int64) + 1
            return Coded(codes, 3, {1: "no", 2: "yes"})
        case NumberColumn():
            values = column.values[rows]
            return by_size(values, np.isnan(values))
        case DateColumn():
            days = column.days[rows]
            return by_size(days.astype(np.float64), days == BLANK_DAY)


def _common(codes: NDArray[np.generic], size: int, words) -> Coded:  # type: ignore[no-untyped-def]
    """The commonest values by themselves, all rarer ones as the last code."""
    held = np.bincount(codes, minlength=size)
    held[0] = 0
    order = np.argsort(-held, kind="stable")[:MOST_VALUES]
    kept = order[held[order] >= LEAST_LEADS]
    table = np.full(size, len(kept) + 1, dtype=np.int64)
    table[0] = 0
    table[kept] = np.arange(1, len(kept) + 1)
    labels = {place + 1: words(int(at)) for place, at in enumerate(kept.tolist())}
    return Coded(table[codes], len(kept) + 2, labels)


def by_size(values: NDArray[np.float64], blank: NDArray[np.bool_]) -> Coded:
    """Numbers value by value where they are few, else by ranges that hold leads alike."""
    filled = values if not blank.any() else values[~blank]
    if not len(filled):
        return Coded(np.zeros(len(values), dtype=np.int64), 1, {})
    sample = filled[:: max(1, len(filled) // LOOKED_AT)]
    distinct = np.unique(sample)
    if len(distinct) <= FEW:
        codes = np.searchsorted(distinct, values) + 1
        near = np.minimum(codes, len(distinct)) - 1
        other = distinct[near] != values
        codes[other] = len(distinct) + 1
        codes[blank] = 0
        labels = {place + 1: figure(float(value)) for place, value in enumerate(distinct)}
        return Coded(codes, len(distinct) + 2, labels)
    edges = np.unique(np.quantile(sample, np.arange(1, RANGES) / RANGES, method="lower"))
    codes = np.searchsorted(edges, values, side="right") + 1
    codes[blank] = 0
    return Coded(codes, len(edges) + 2, {})
