"""Merging rows of a table: of each group of duplicated leads one row is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import RawTable


@dataclass(frozen=True, eq=False)
class Merged:
    """`raw`: the table with one row for each group and for each lead of no group.

    `rows` (new rows,): the row each was in the old table, ascending. `of` (old rows,): the new row
    that each old one went into.
    """

    raw: RawTable
    of: NDArray[np.intp]
    rows: NDArray[np.intp]


def merge_rows(raw: RawTable, groups: Sequence[Sequence[int]], fill: bool) -> Merged:
    """One row for each group, the first of it; blanks filled from the others in order if `fill`."""
    target = np.arange(raw.rows, dtype=np.intp)
    gone = np.zeros(raw.rows, dtype=bool)
    kept = np.repeat(
        np.array([group[0] for group in groups], dtype=np.intp),
        [len(group) - 1 for group in groups],
    )
    others = np.array([row for group in groups for row in group[1:]], dtype=np.intp)
    target[others] = kept
    gone[others] = True
    rows = np.flatnonzero(~gone)
    place = np.zeros(raw.rows, dtype=np.intp)
    place[rows] = np.arange(len(rows))
    columns = []
    for column in raw.columns:
        codes = column.codes
        if fill and len(others):
            blank = column.codes[kept] == 0
            given, to = column.codes[others], kept
            use = np.flatnonzero(blank & (given != 0))[::-1]  # the first of a group is written last
            codes = column.codes.copy()
            codes[to[use]] = given[use]
        columns.append(replace(column, codes=codes[rows]))
    table = RawTable(tuple(columns), len(rows), raw.source, raw.sheet)
    return Merged(table, place[target], rows)
