"""Reading a file in this process, and its cells as rows, for the tests of the readers."""

from __future__ import annotations

from pathlib import Path

from models.leads.raw import Cell
from models.leads.readers import ReadOptions
from models.leads.readers.contract import Imported
from models.leads.readers.parsing import read_here


def read(path: Path, **options: object) -> Imported:
    """The file, as the person told how to read it."""
    return read_here(path, ReadOptions(**options), lambda what, done, total: None)  # type: ignore[arg-type]


def headers(imported: Imported) -> list[str]:
    """The names as they are in the file."""
    return [column.header for column in imported.table.columns]


def rows(imported: Imported) -> list[list[str]]:
    """All cells as text, row by row."""
    table = imported.table
    return [[column[row] for column in table.columns] for row in range(table.rows)]


def kinds(imported: Imported, name: str) -> list[Cell]:
    """What the file says the cells of a column are."""
    column = imported.table.column(name)
    assert column is not None
    return [Cell(int(column.cells[code])) for code in column.codes]


def said(imported: Imported, words: str) -> int:
    """The count of the problem with these words."""
    found = [problem for problem in imported.problems if words in problem.sentence()]
    assert found, [problem.sentence() for problem in imported.problems]
    return found[0].count
