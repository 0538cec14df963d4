"""Activities that are in the table twice: equal in lead, time, type and every detail."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, identities, rows_of

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
