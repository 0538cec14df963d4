"""What a table of records shows, as values: its columns, and records in an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import NONE
from models.leads.wording import figure
from widgets.tables.record_cells import Cell, Toned


@dataclass(frozen=True)
class RecordColumn:
    """One column: its header, the sort key that a click asks for ("" none), its width.

    `late`: its cells are worked out when they are seen, and not before to measure them.
    """

    title: str
    sort: str = ""
    width: int = 100
    right: bool = False
    stretches: bool = False
    late: bool = False


@dataclass(frozen=True, eq=False)
class Records:
    """All that the table shows. `rows`: shape (shown,), numbers of records in their order.

    `cell(column, record)` is asked for visible rows, and of figures for the first rows.
    """

    columns: tuple[RecordColumn, ...]
    rows: NDArray[np.intp]
    cell: Callable[[int, int], Cell]
    sort: str = ""
    downwards: bool = False


CHOSEN_AT = 1
"""The place of the column that tells how many of the chosen leads a record has; after a column of
boxes it is one more."""


def with_chosen(records: Records, number: Callable[[int], int | None]) -> Records:
    """The records with how many of the chosen leads each has, counted when it is seen.

    None: it counts no leads. The number stands beside the first column, so that it is in sight
    also in a narrow table.
    """
    own = records.columns
    at = CHOSEN_AT + (not own[0].title)
    counted = dict[int, int | None]()

    def cell(column: int, record: int) -> Cell:
        if column != at:
            return records.cell(column - (column > at), record)
        if record not in counted:
            counted[record] = number(record)
        found = counted[record]
        if found is None:
            return Toned(NONE, "text3")
        return Toned(figure(found), "accent" if found else "text3", 600 if found else 400)

    columns = (*own[:at], RecordColumn("Chosen", width=64, right=True, late=True), *own[at:])
    return replace(records, columns=columns, cell=cell)
