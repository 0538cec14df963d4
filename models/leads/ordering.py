"""The order of leads in a list: ranks by column and stable permutations of row numbers."""

from __future__ import annotations

from functools import singledispatch
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

Ranks = NDArray[np.unsignedinteger[Any]]


def smallest(ranks: NDArray[np.int64], most: int) -> Ranks:
    """Ranks in the smallest unsigned type: numpy sorts 8 and 16 bits by radix, far faster."""
    if most <= np.iinfo(np.uint8).max:
        return ranks.astype(np.uint8)
    if most <= np.iinfo(np.uint16).max:
        return ranks.astype(np.uint16)
    return ranks.astype(np.uint32)


@singledispatch
def ranks_of(column: Column) -> tuple[Ranks, int]:
    """The rank of each row's cell among the column's distinct values, and the rank of blank.

    Shape (rows,). Ranks ascend with the value; blank has the highest rank, so it comes last.
    Text ranks by key, then by the text itself.
    """
    raise TypeError(type(column))


def _through_codes(codes: NDArray[np.generic], order: list[int]) -> tuple[Ranks, int]:
    """Ranks of codes whose distinct values, but for code 0 (blank), come in this order."""
    table = np.empty(len(order) + 1, dtype=np.int64)
    table[np.asarray(order, dtype=np.int64)] = np.arange(len(order))
    table[0] = len(order)
    return smallest(table, len(order))[codes], len(order)


@ranks_of.register
def _(column: TextColumn) -> tuple[Ranks, int]:
    keys, values = column.keys, list(column.values)
    order = sorted(range(1, len(values)), key=lambda code: (keys[code], values[code]))
    return _through_codes(column.codes, order)


@ranks_of.register
def _(column: MultipleColumn) -> tuple[Ranks, int]:
    sets = column.sets
    order = sorted(range(1, len(sets)), key=lambda code: [key(text) for text in sets[code]])
    return _through_codes(column.codes, order)


@ranks_of.register
def _(column: YesNoColumn) -> tuple[Ranks, int]:
    return np.where(column.values < 0, 2, column.values).astype(np.uint8), 2


def _by_value(values: NDArray[np.generic], blank: NDArray[np.bool_]) -> tuple[Ranks, int]:
    distinct, inverse = np.unique(values[~blank], return_inverse=True)
    ranks = np.full(len(values), len(distinct), dtype=np.int64)
    ranks[~blank] = inverse
    return smallest(ranks, len(distinct)), len(distinct)


@ranks_of.register
def _(column: NumberColumn) -> tuple[Ranks, int]:
    return _by_value(column.values, np.isnan(column.values))


@ranks_of.register
def _(column: DateColumn) -> tuple[Ranks, int]:
    return _by_value(column.days, column.days == BLANK_DAY)


def stable_order(ranks: Ranks, *, within: NDArray[np.intp] | None = None) -> NDArray[np.intp]:
    """Row numbers by ascending rank; equal ranks keep their order in `within` (all rows)."""
    keys = ranks if within is None else ranks[within]
    if keys.dtype == np.uint32:
        # Two radix passes of 16 bits: three times faster than one comparison sort.
        low = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
        order = low[np.argsort((keys[low] >> 16).astype(np.uint16), kind="stable")]
    else:
        order = np.argsort(keys, kind="stable")
    return order if within is None else within[order]


def descending(ranks: Ranks, blank: int) -> Ranks:
    """Ranks that order the values downwards and still put blanks last."""
    if blank == 0:
        return ranks
    turned = np.where(ranks == blank, blank, blank - 1 - ranks.astype(np.int64))
    return smallest(turned, blank)
