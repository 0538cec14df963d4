"""A file of the torture set: its bytes, and what a right reader makes of them.

What is wanted is written from the values that the file was made of, or by hand; no reader of
files has a part in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from models.leads.columns import BLANK_DAY, DateColumn, NumberColumn, YesNoColumn
from models.leads.raw import Cell
from models.leads.readers import Imported, ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from models.problems import LeadbenchError

Rows = Sequence[Sequence[str]]
Value = float | date | bool | None


@dataclass(frozen=True)
class Wanted:
    """The table that the file is to be read as.

    `names`: the headers as in the file. `kinds`: what the file says each cell is, row by row;
    () where it is text throughout. `said`: words of a problem that must be told, with its count
    (-1: any). `values`: what fields mean, for each row. `left_out`: rows below the header that
    are no leads, which `said` must tell of. `called`: names of fields that are not their headers.
    """

    names: Sequence[str]
    rows: Rows
    kinds: Sequence[Sequence[Cell]] = ()
    said: tuple[tuple[str, int], ...] = ()
    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    left_out: int = 0
    called: Mapping[int, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    """Words that no problem may hold: alarms that would be false."""


@dataclass(frozen=True)
class Refused:
    """The file is no table that can be read; `words` must stand in the sentence that says so."""

    words: str = ""


@dataclass(frozen=True)
class Case:
    """One file. `name` has the ending; `options` are what the person says about it.

    Where more than one answer is right `wanted` has them all.
    """

    name: str
    content: bytes | Callable[[], bytes]
    wanted: Wanted | Refused | tuple[Wanted | Refused, ...]
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[Wanted | Refused, ...]:
        """All that is right."""
        return self.wanted if isinstance(self.wanted, tuple) else (self.wanted,)

    def __str__(self) -> str:
        return self.name

    def write(self, folder: Path) -> Path:
        """The file on the disk."""
        path = folder / self.name
        path.write_bytes(self.content if isinstance(self.content, bytes) else self.content())
        return path


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def check(case: Case, folder: Path) -> None:
    """The law: read right, cell for cell, or refused with a sentence."""
    path = case.write(folder)
    options = ReadOptions(**case.options)  # type: ignore[arg-type]
    try:
        imported = read_here(path, options, quiet)
    except LeadbenchError as error:
        check_refused(case, error)
    else:
        check_read(case, imported)


def check_refused(case: Case, error: LeadbenchError) -> None:
    """A refusal says what, where and what to do, and was due."""
    problem = error.problem
    check_sentence(case.name, error)
    due = [wanted for wanted in case.answers if isinstance(wanted, Refused)]
    assert due, f"refused: {problem.sentence()}"
    assert any(refused.words in problem.sentence() for refused in due), problem.sentence()


def check_sentence(name: str, error: LeadbenchError) -> None:
    """What, where and what to do, in full sentences."""
    problem = error.problem
    assert name in problem.where, problem
    assert problem.what.endswith("."), problem
    assert problem.remedy.endswith("."), problem


def check_read(case: Case, imported: Imported) -> None:
    """The table is one of those that are wanted."""
    tables = [wanted for wanted in case.answers if isinstance(wanted, Wanted)]
    table = imported.table
    assert tables, f"{table.rows} rows of {[column.header for column in table.columns]}"
    for wanted in tables[:-1]:
        with suppress(AssertionError):
            check_table(wanted, imported)
            return
    check_table(tables[-1], imported)


def check_table(wanted: Wanted, imported: Imported) -> None:
    """Every cell, every kind and every word of the report that is wanted."""
    table = imported.table
    assert [column.header for column in table.columns] == list(wanted.names)
    got = [[column[row] for column in table.columns] for row in range(table.rows)]
    assert got == [list(row) for row in wanted.rows]
    assert imported.rows_in - table.rows == wanted.left_out
    assert len({column.name for column in table.columns}) == len(table.columns)
    for place, name in wanted.called.items():
        assert table.columns[place].name == name
    for place, column in enumerate(table.columns):
        kinds = [Cell(int(column.cells[code])) for code in column.codes]
        texts = [row[place] for row in wanted.rows]
        if wanted.kinds:
            assert kinds == [row[place] for row in wanted.kinds], column.name
        else:
            assert kinds == [Cell.TEXT if text else Cell.EMPTY for text in texts], column.name
    check_said(wanted, imported)
    check_values(wanted, imported)


def check_said(wanted: Wanted, imported: Imported) -> None:
    """The report tells what the table does not show, with its count, and cries no false alarm."""
    told = [(problem.sentence(), problem.count) for problem in imported.problems]
    for words, count in wanted.said:
        counts = [number for sentence, number in told if words in sentence]
        assert counts, f"nothing says “{words}”: {told}"
        assert count in (-1, *counts), (words, counts)
    for words in wanted.silent:
        assert not [sentence for sentence, _ in told if words in sentence]


def check_values(wanted: Wanted, imported: Imported) -> None:
    """What the fields mean: numbers, days and answers, as they were before they were written."""
    leads = Leads(imported.table, imported.recipe)
    for name, values in wanted.values.items():
        column = leads.column(name)
        match column:
            case NumberColumn():
                got: list[Value] = [None if math.isnan(x) else float(x) for x in column.values]
            case DateColumn():
                got = [day_of(int(day)) for day in column.days]
            case YesNoColumn():
                got = [None if answer < 0 else bool(answer) for answer in column.values]
            case _:
                raise AssertionError(f"{name} is read as {type(column).__name__}")
        assert got == list(values), name


def day_of(day: int) -> date | None:
    """A day as the columns count them."""
    return None if day == BLANK_DAY else date(1970, 1, 1) + timedelta(day)
