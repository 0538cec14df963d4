"""What reading a file takes and gives: options, the imported table, progress, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from models.leads.evidence import Evidence
from models.leads.fields import Recipe
from models.leads.raw import RawTable
from models.problems import Problem

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how far it is and of how much (bytes or rows; 0: unknown)."""


HEAD = 30
"""Rows of a file that are shown as they are, to choose the row of names."""


class Cancelled(Exception):
    """The person stopped the reading; nothing was imported."""


@dataclass(frozen=True)
class ReadOptions:
    """What the person says about a file; whatever is None is found out.

    `sheet` names a sheet of a workbook or a file of an archive. `header_row` counts from 1 as a
    spreadsheet does; 0 means that no row holds names; `header_rows` says how many rows hold them
    from there on. `quote` is "" where quotation marks belong to the cells. `password` opens a
    protected workbook; it is never kept, shown or written. With `totals` rows that look like
    totals or notes are read as leads; else they are left out and counted. With `preview` the
    reading stops after so many rows.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_rows: int | None = None
    quote: str | None = None
    password: str | None = field(default=None, repr=False)
    totals: bool | None = None
    preview: int | None = None


@dataclass(frozen=True)
class SheetInfo:
    """One sheet of a workbook; rows and columns are 0 where they were not counted."""

    name: str
    rows: int = 0
    columns: int = 0
    visible: bool = True


@dataclass(frozen=True, eq=False)
class Imported:
    """A file as it was read: the table as it came, the recipe guessed for it, and why.

    `encoding` and `delimiter` are "" for workbooks. `header_row` counts from 1; 0: the file has
    no row of names. `rows_in` counts the rows below the header as they are in the file, so
    `rows_in - table.rows` rows were left out, and problems say which. `complete` is False for a
    preview that stopped before the end. `quote` is the mark around cells, "" where there is none.
    `head` is the first rows as they are in the file, rows above the names included.
    """

    table: RawTable
    recipe: Recipe
    evidence: dict[str, Evidence] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sheets: tuple[SheetInfo, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    rows_in: int = 0
    complete: bool = True
    quote: str = ""
    head: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 1
