"""A table whose rows choose leads, and which says how many of the chosen ones each row has."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from widgets.tables.quality_table import QualityTable
from widgets.tables.record_table import RecordTable
from workbench.session import Session

RowsOf = Callable[[int], NDArray[np.intp]]


class ChosenRows(QObject):
    """Wires a table to the session.

    `name(record)`: which leads these are, "" where it has none to choose. `rows(record)`: the rows
    of them among all leads. `choose(words, rows)`: the wish. `opens`: Enter alone chooses, too.
    `shown`: of which rows the column counts, where that is other leads than the row chooses.
    `number(record)`: the same as a number, where it is known without the rows. `counts(record)`:
    whether a row counts leads at all, as not all do that tell of them. `told`: whether it may be
    told at all how many of the chosen leads a row has; without it there is no column.
    """

    def __init__(
        self,
        session: Session,
        table: RecordTable | QualityTable,
        name: Callable[[int], str],
        rows: RowsOf,
        choose: Callable[[str, NDArray[np.intp]], None],
        *,
        opens: bool = True,
        shown: RowsOf | None = None,
        number: Callable[[int], int] | None = None,
        counts: Callable[[int], bool] = lambda _record: True,
        told: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(table)
        self._session, self._table = session, table
        self._shown, self._number = rows if shown is None else shown, number
        self._counts, self._told = counts, told
        table.choose_leads_by(name, lambda record: choose(name(record), rows(record)), opens=opens)
        session.leads_chosen.connect(lambda _chosen: self.count())
        self.count()

    def count(self) -> None:
        """Show how many of the chosen leads each row has; no column where none are chosen."""
        chosen = self._session.chosen

        def number(record: int) -> int | None:
            if not self._counts(record):
                return None
            # Other leads may have come: their choice is dropped with the next signal.
            if chosen is None or chosen.leads is not self._session.leads:
                return 0
            if self._number is not None:
                return self._number(record)
            return int(np.count_nonzero(chosen.mask[self._shown(record)]))

        self._table.count_chosen(number if chosen is not None and self._told() else None)
