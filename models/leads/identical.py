"""Rows that are in a table twice; activities equal in lead, time, type and every detail."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, identities, rows_of
from models.leads.raw import RawTable

Rows = NDArray[np.int32]
Flags = NDArray[np.bool_]


def repeated(
    of_lead: Rows, days: Rows, seconds: Rows, columns: Iterable[Column]
) -> NDArray[np.bool_]:
    """Which activities, sorted by lead and time, equal an earlier one; `columns` are compared."""
    found = np.zeros(len(days), dtype=bool)
    if len(days) < 2:
        return found
    same = (of_lead[1:] == of_lead[:-1]) & (days[1:] == days[:-1]) & (seconds[1:] == seconds[:-1])
    near = np.zeros(len(days), dtype=bool)
    near[1:] |= same
    near[:-1] |= same
    chosen = np.flatnonzero(near)
    if not len(chosen):
        return found
    first = np.ones(len(days), dtype=bool)
    first[1:] = ~same
    groups = np.cumsum(first)[chosen]
    for column in columns:
        values = identities(rows_of(column, chosen))
        _, values = np.unique(values, return_inverse=True)
        _, groups = np.unique(groups * (int(values.max()) + 1) + values, return_inverse=True)
    _, firsts = np.unique(groups, return_index=True)
    again = np.ones(len(chosen), dtype=bool)
    again[firsts] = False
    found[chosen[again]] = True
    return found


_MIX = np.uint64(0x9E3779B97F4A7C15)


def repeated_rows(table: RawTable) -> NDArray[np.bool_]:
    """Which rows equal an earlier one in every cell, as they came."""
    again = np.zeros(table.rows, dtype=bool)
    mixed = np.zeros(table.rows, dtype=np.uint64)
    for column in table.columns:
        mixed = (mixed ^ column.codes.astype(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(32)
    # Equal rows mix alike; those that mix alike by chance are told apart by their cells.
    _, groups, counts = np.unique(mixed, return_inverse=True, return_counts=True)
    chosen = np.flatnonzero(counts[groups] > 1)
    if not len(chosen):
        return again
    groups = groups[chosen].astype(np.int64)
    for column in table.columns:
        codes = column.codes[chosen].astype(np.int64)
        _, groups = np.unique(groups * len(column.texts) + codes, return_inverse=True)
    _, firsts = np.unique(groups, return_index=True)
    again[chosen] = True
    again[chosen[firsts]] = False
    return again
