"""Bins of a field: values, ranges, ages or whether it is filled; the same ones for both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.shift import FEWEST_EXPECTED
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.text import key
from models.leads.wording import figure
from models.scoring.words import range_text

PARTS = 10
"""Ranges of a number: the tenths of the older leads."""
MOST_VALUES = 20
"""Values that have a bin of their own, the commonest of both sides; the others share one."""
MOST_SPELT = 20_000
"""Of more distinct texts those that hardly any lead has are not compared by key."""

BLANK, OTHER, FILLED = "blank", "other values", "filled"

Rows = NDArray[np.intp]
Places = NDArray[Any]


class Sort(StrEnum):
    """What the bins of a field are."""

    VALUES = "values"
    HAS = "has a value"
    RANGES = "ranges"
    AGES = "ages"
    FILLED = "filled"


@dataclass(frozen=True)
class Bin:
    """Leads of the older and of the newer side in a bin; `special`: blank or all other values."""

    name: str
    old: int
    new: int
    special: bool = False


@dataclass(frozen=True, eq=False)
class Binned:
    """A field of both sides in the same bins.

    `old`, `new`: the place in `bins` of each lead, shape (leads of the side,). Where the field has
    multiple values (`sort` is HAS) a lead can be in several bins, and `old` and `new` have shape
    (bins, leads of the side) and say in which it is.
    """

    sort: Sort
    bins: tuple[Bin, ...]
    old: Places
    new: Places
    fresh: tuple[tuple[str, int], ...] = ()
    gone: tuple[tuple[str, int], ...] = ()

    def held(self, place: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which leads of either side are in a bin."""
        if self.sort is Sort.HAS:
            return self.old[place], self.new[place]
        return self.old == place, self.new == place


def binned(old: Column, old_rows: Rows, new: Column, new_rows: Rows, ages: bool = False) -> Binned:
    """The bins of a field, from its column on either side and the rows that are compared.

    Columns of another kind than the other's are told apart by blank alone. `ages`: numbers are
    ages in days.
    """
    match old, new:
        case TextColumn(), TextColumn():
            return _texts(old, old_rows, new, new_rows)
        case MultipleColumn(), MultipleColumn():
            return _lists(old, old_rows, new, new_rows)
        case YesNoColumn(), YesNoColumn():
            names = ("yes", "no", BLANK)
            code = np.array([1, 0, 2], dtype=np.uint8)  # 0 no, 1 yes, -1 blank
            one, other = code[old.values[old_rows]], code[new.values[new_rows]]
            return _of(Sort.VALUES, names, one, other, special=(2,))
        case NumberColumn(), NumberColumn():
            sort = Sort.AGES if ages else Sort.RANGES
            return _numbers(old.values[old_rows], new.values[new_rows], sort)
    return filled_or_blank(old, old_rows, new, new_rows)


def filled_or_blank(old: Column, old_rows: Rows, new: Column, new_rows: Rows) -> Binned:
    """Only whether the field is filled."""
    one = blank_rows(old)[old_rows].astype(np.uint8)
    other = blank_rows(new)[new_rows].astype(np.uint8)
    return _of(Sort.FILLED, (FILLED, BLANK), one, other, special=(1,))


def ages_of(days: DateColumn, created: NDArray[np.int32]) -> NumberColumn:
    """How many days before the creation of the lead a date lies; NaN where either is unknown."""
    known = (days.days != BLANK_DAY) & (created != BLANK_DAY)
    ages = created.astype(np.float64) - days.days
    return NumberColumn(np.where(known, ages, np.nan))


def _of(
    sort: Sort,
    names: Sequence[str],
    old: Places,
    new: Places,
    special: Sequence[int] = (),
) -> Binned:
    was = np.bincount(old, minlength=len(names)).tolist()
    now = np.bincount(new, minlength=len(names)).tolist()
    bins = tuple(Bin(name, was[at], now[at], at in special) for at, name in enumerate(names))
    return Binned(sort, bins, old, new)


# Texts


def _texts(old: TextColumn, old_rows: Rows, new: TextColumn, new_rows: Rows) -> Binned:
    one, other = old.codes[old_rows], new.codes[new_rows]
    was, now = _by_key(old, one), _by_key(new, other)
    common = _common(was, now, len(one), len(other))
    named = _names(common, was, now)
    places = {small: place for place, small in enumerate(common)}
    rest, blank = len(common), len(common) + 1
    sides = [
        _lookup(column, places, rest, blank)[codes] for column, codes in ((old, one), (new, other))
    ]
    found = _of(Sort.VALUES, (*named, OTHER, BLANK), sides[0], sides[1], (rest, blank))
    fresh, gone = _only_there(was, now), _only_there(now, was)
    if not common:
        filled = Bin(FILLED, found.bins[0].old, found.bins[0].new)
        few = (filled, found.bins[1])
        return Binned(Sort.FILLED, few, sides[0], sides[1], fresh, gone)
    if not found.bins[rest].old + found.bins[rest].new:
        bins = (*found.bins[:rest], found.bins[blank])
        sides = [np.where(side == blank, rest, side) for side in sides]
        return Binned(Sort.VALUES, bins, sides[0], sides[1], fresh, gone)
    return Binned(Sort.VALUES, found.bins, sides[0], sides[1], fresh, gone)


_Held = dict[str, tuple[int, str]]
"""By key: so many leads, and the commonest spelling."""


def _by_key(column: TextColumn, codes: Places) -> _Held:
    counts = np.bincount(codes, minlength=len(column.values))
    counts[0] = 0
    held = np.flatnonzero(counts)
    if len(held) > MOST_SPELT:  # values of one lead each: names, texts
        held = held[np.argsort(-counts[held], kind="stable")[:MOST_SPELT]]
    found: dict[str, tuple[int, int, str]] = {}
    for place, number in zip(held.tolist(), counts[held].tolist(), strict=True):
        text = column.values[place]
        small = key(text)
        every, most, spelt = found.get(small, (0, 0, text))
        found[small] = (every + number, max(most, number), text if number > most else spelt)
    return {small: (every, spelt) for small, (every, _, spelt) in found.items()}


def _common(was: _Held, now: _Held, n: int, m: int) -> list[str]:
    """The keys that have a bin: the commonest, each with enough leads of both sides together."""
    both = Counter({small: number for small, (number, _) in was.items()})
    for small, (number, _) in now.items():
        both[small] += number
    least = FEWEST_EXPECTED * (n + m) / max(1, min(n, m))
    order = sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
    return [small for small, number in order if number >= least]


def _names(common: list[str], was: _Held, now: _Held) -> list[str]:
    return [(was.get(small) or now[small])[1] for small in common]


def _lookup(column: TextColumn, places: dict[str, int], rest: int, blank: int) -> Places:
    """The place of each distinct text."""
    table = np.full(len(column.values), rest, dtype=np.uint8)
    table[0] = blank
    if places:
        for at, small in enumerate(column.keys):
            if at and small in places:
                table[at] = places[small]
    return table


def _only_there(there: _Held, here: _Held) -> tuple[tuple[str, int], ...]:
    """Values that only the second side has, the commonest first; none of fields of many."""
    if max(len(there), len(here)) > _FEW or not there:
        return ()
    found = [(spelt, number) for small, (number, spelt) in here.items() if small not in there]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


_FEW = 200
"""Distinct values up to which a new one is told (as `recipe_comparison` does)."""


# Multiple values


def _lists(old: MultipleColumn, old_rows: Rows, new: MultipleColumn, new_rows: Rows) -> Binned:
    one, other = old.codes[old_rows], new.codes[new_rows]
    was, now = _by_member(old, one), _by_member(new, other)
    common = _common(was, now, len(one), len(other))
    sides = [
        np.array([*(_has(column, small) for small in common), _has(column, "")])[:, codes]
        for column, codes in ((old, one), (new, other))
    ]
    names = (*_names(common, was, now), BLANK)
    bins = tuple(
        Bin(name, int(sides[0][at].sum()), int(sides[1][at].sum()), at == len(common))
        for at, name in enumerate(names)
    )
    fresh, gone = _only_there(was, now), _only_there(now, was)
    return Binned(Sort.HAS, bins, sides[0], sides[1], fresh, gone)


def _by_member(column: MultipleColumn, codes: Places) -> _Held:
    counts = np.bincount(codes, minlength=len(column.sets)).tolist()
    found: dict[str, tuple[int, str]] = {}
    for values, number in zip(column.sets, counts, strict=True):
        if number:
            for small, text in {key(value): value for value in values}.items():
                so_far, spelt = found.get(small, (0, text))
                found[small] = (so_far + number, spelt)
    return found


def _has(column: MultipleColumn, small: str) -> NDArray[np.bool_]:
    """Which distinct lists have a value, by its key; "" which are empty."""
    if not small:
        return np.array([not values for values in column.sets])
    return np.array([small in map(key, values) for values in column.sets])


# Numbers and ages


def _numbers(old: NDArray[np.float64], new: NDArray[np.float64], sort: Sort) -> Binned:
    known = old[~np.isnan(old)]
    if not len(known):
        known = new[~np.isnan(new)]  # nobody had one: then all that are there are one bin
        edges: list[float] = []
    else:
        edges = _edges(known)
    number = len(edges) + 1
    blank = number
    sides = [
        np.where(np.isnan(side), blank, np.searchsorted(edges, side, side="right")).astype(np.uint8)
        for side in (old, new)
    ]
    both = np.concatenate([old, new])
    place = np.concatenate(sides)
    names = [_range(edges, at, both[place == at]) for at in range(number)]
    return _of(sort, (*names, BLANK), sides[0], sides[1], (blank,))


def _edges(values: NDArray[np.float64]) -> list[float]:
    """Where ranges begin, but the first: between few distinct values, else at tenths."""
    distinct = np.unique(values)
    if len(distinct) <= PARTS:
        return [float(value) for value in distinct[1:]]
    found = np.unique(np.quantile(values, np.arange(1, PARTS) / PARTS, method="inverted_cdf"))
    return [float(value) for value in found if value > distinct[0]]


def _range(edges: list[float], place: int, held: NDArray[np.float64]) -> str:
    """A range in words; where all of its leads have one number, that number."""
    if len(held) and held.min() == held.max():
        return figure(float(held[0]))
    low = edges[place - 1] if place else None
    high = edges[place] if place < len(edges) else None
    if low is None and high is None:
        return FILLED
    return range_text(low, high)
