"""The lists that were written before: what another system was told last of each record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.exchange.reimport.record_ids import trimmed
from models.exchange.reimport.systems import BAND, GRADE, ID, NEXT_STEP, SCORE
from models.exchange.reimport.wishes import ListWishes
from models.leads.raw import RawColumn, RawTable
from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.parsed import NO_ROWS
from models.leads.readers.reading import read_table
from models.leads.text import clean
from models.leads.wording import quoted
from models.problems import LeadbenchError

COMPARED = (SCORE, BAND, GRADE, NEXT_STEP)
"""The columns in which a difference is a change; day and model differ every time."""


@dataclass(frozen=True)
class Previous:
    """What was told: of each record (see `IdForm.same`) its cells in COMPARED, "" where a list had
    no such column."""

    told: dict[str, tuple[str, ...]]


def read_lists(
    paths: Sequence[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[RawTable, ...]:
    """The tables of lists that were written before, in this order; those without rows are left
    out, as the file of an empty band is. LeadbenchError where one cannot be read.
    """
    tables = []
    for path in paths:
        delimiter = "," if path.suffix.lower() == ".csv" else None
        # Whatever looks like titles, totals or notes elsewhere is a row here.
        how = ReadOptions(header_row=1, header_rows=1, delimiter=delimiter, totals=True)
        try:
            tables.append(read_table(path, how, progress, cancelled).table)
        except LeadbenchError as error:
            if error.problem.what != NO_ROWS:
                raise
    return tuple(tables)


def previous_of(tables: Sequence[RawTable], wishes: ListWishes) -> Previous:
    """What these lists told. Of a record in several of them the last one counts.

    LeadbenchError where one is not a list with the columns that are wished for.
    """
    form = wishes.chosen().form_under(wishes.header(ID))
    told: dict[str, tuple[str, ...]] = {}
    for table in tables:
        ids = _needed(table, wishes, ID)
        columns = [_needed(table, wishes, SCORE), _needed(table, wishes, BAND)]
        cells = [_cells(column) for column in columns]
        cells += [_cells(table.find([wishes.header(name)])) for name in COMPARED[2:]]
        blank = [""] * table.rows
        rows = zip(*(column or blank for column in cells), strict=True)
        same = [form.same(trimmed(text)) for text in ids.texts]
        for code, row in zip(ids.codes.tolist(), rows, strict=True):
            told[same[code]] = row
    return Previous(told)


def _needed(table: RawTable, wishes: ListWishes, column: str) -> RawColumn:
    header = wishes.header(column)
    found = table.find([header])
    if found is None:
        names = ", ".join(quoted(item.name) for item in table.columns[:8])
        raise LeadbenchError(
            f"The list of before has no column {quoted(header)}; it has {names}.",
            table.source,
            "Choose a list that was written for the same system with the same headers.",
        )
    return found


def _cells(column: RawColumn | None) -> list[str]:
    if column is None:
        return []
    texts = [clean(text) for text in column.texts]
    return [texts[code] for code in column.codes.tolist()]
