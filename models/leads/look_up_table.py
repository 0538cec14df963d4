"""A lookup table out of a file of two columns, and the values of a field it does not list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.leads.columns import Column, TextColumn
from models.leads.raw import RawTable
from models.leads.readers import Progress, ReadOptions, read_table
from models.leads.tally import ValueCount
from models.leads.text import clean, cleaned_key
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity

MOST_ROWS = 50_000
"""Rows that a table may have: it is kept within the model and written with it."""

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LookUpTable:
    """Rows of a lookup as they will be kept, and what was left out of them."""

    rows: Rows
    problems: tuple[Problem, ...] = ()


def read_look_up(
    path: Path,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LookUpTable:
    """The first two columns of a text table or a sheet, read like a file of leads."""
    imported = read_table(path, options, progress, cancelled)
    found = look_up_of(imported.table)
    # What is said of leads as a whole (no outcome, no id) does not matter here.
    counted = (problem for problem in imported.problems if problem.count)
    return LookUpTable(found.rows, (*counted, *found.problems))


def look_up_of(table: RawTable) -> LookUpTable:
    """The first two columns of an imported table as a lookup; the first row of a value counts."""
    if len(table.columns) < 2:
        raise LeadbenchError(
            "A lookup table has two columns: a value, and what it stands for.",
            table.source,
            "Choose a file with two columns.",
        )
    left, right = table.columns[:2]
    pairs = ((left[row], right[row]) for row in range(table.rows))
    found = look_up_rows(list(pairs), table.source)
    if len(table.columns) == 2:
        return found
    more = Problem(
        f"Only the first two of {len(table.columns)} columns are read: "
        f"{listed((left.name, right.name))}.",
        table.source,
        "Put the value first and what it stands for second, if that is not what you mean.",
        severity=Severity.NOTE,
    )
    return LookUpTable(found.rows, (more, *found.problems))


def look_up_rows(pairs: Sequence[tuple[str, str]], where: str = "") -> LookUpTable:
    """Rows cleaned; empty rows and repeated values are left out and counted."""
    rows: dict[str, tuple[str, str]] = {}
    empty, repeated = 0, []
    for left, right in pairs:
        left, right = clean(left), clean(right)
        if not left and not right:
            empty += 1
        elif cleaned_key(left) in rows:
            repeated.append(left)
        else:
            rows[cleaned_key(left)] = left, right
    if len(rows) > MOST_ROWS:
        raise LeadbenchError(
            f"The table has {len(rows):,} values; a lookup may have {MOST_ROWS:,}.",
            where,
            "Leave out what your leads do not have.",
        )
    problems = []
    if repeated:
        verb = "repeats a value" if len(repeated) == 1 else "repeat values"
        problems.append(
            Problem(
                f"{count_of(len(repeated), 'row')} {verb} of an earlier row, such as "
                f"{listed(dict.fromkeys(repeated[:2]))}; the first counts.",
                where,
                "Remove the later rows if the first are not what you mean.",
                len(repeated),
                tuple(dict.fromkeys(repeated))[:5],
            )
        )
    if empty:
        what = f"{count_of(empty, 'empty row')} {'was' if empty == 1 else 'were'} left out."
        problems.append(Problem(what, where, count=empty, severity=Severity.NOTE))
    if "" in rows:
        stands = listed((rows[""][1],))
        problems.append(
            Problem(
                f"A row has no value on its left: leads whose field is blank get {stands}.",
                where,
                "Remove the row if blanks are to stay blank.",
                severity=Severity.NOTE,
            )
        )
    return LookUpTable(tuple(rows.values()), tuple(problems))


def unlisted(table: Rows, column: Column | None) -> tuple[ValueCount, ...]:
    """The values of a field that a lookup does not list, with their leads, the commonest first."""
    if not isinstance(column, TextColumn):
        return ()
    known = {cleaned_key(left) for left, _ in table}
    counts = np.bincount(column.codes, minlength=len(column.values)).tolist()
    found = [
        ValueCount(column.values[code], counts[code])
        for code in range(1, len(counts))
        if counts[code] and column.keys[code] not in known
    ]
    return tuple(sorted(found, key=lambda item: -item.leads))
