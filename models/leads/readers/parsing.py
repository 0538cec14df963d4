"""A file to an imported table in this process: what it is, its cells, its recipe, its problems."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from models.leads.fields import Recipe, unique_names
from models.leads.inference import infer
from models.leads.raw import RawColumn, RawTable
from models.leads.readers.contract import Imported, Progress, ReadOptions
from models.leads.readers.delimited import read_delimited
from models.leads.readers.files import (
    TEXT_ENDINGS,
    WORKBOOK_ENDINGS,
    Content,
    content_of,
    unreadable,
)
from models.leads.readers.parsed import Parsed
from models.leads.readers.workbook import read_workbook
from models.leads.recipes import apply_recipe
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError, Problem, Severity

MOST_COLUMNS = 2_000
"""Fields of a table."""
_LAST = 5
_TOTAL = re.compile(r"(?:grand |sub)?totals?\b|sum\b|summe\b|gesamt\b|somme\b|average\b", re.I)


def read_here(
    path: Path,
    options: ReadOptions,
    progress: Progress,
    recipe: Recipe | None = None,
    zone: str = "UTC",
) -> Imported:
    """Read a file in this process, guessing its recipe or applying the one given."""
    try:
        parsed = parse(path, options, progress)
    except OSError as error:
        raise unreadable(path, error) from error
    table = assemble(parsed, path, progress)
    _say_last_rows(parsed, table)
    progress("Looking at the fields", 0, 0)
    if recipe is None:
        found, evidence, problems = infer(table)
    else:
        found, problems = apply_recipe(table, recipe, zone)
        evidence = {}
    return Imported(
        table,
        found,
        evidence,
        (*parsed.problems, *problems),
        tuple(parsed.sheets),
        parsed.encoding,
        parsed.delimiter,
        parsed.header_row,
        parsed.rows.read,
        parsed.complete,
        parsed.quote,
        parsed.head,
        parsed.header_rows,
    )


def parse(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """The cells of a file by what it is, which its name may hide."""
    content, name = content_of(path)
    ending = path.suffix.lower()
    if content is Content.OTHER:
        raise LeadbenchError(
            f"The file is {name}, not a table of leads.",
            path.name,
            "Export the leads as .csv or .xlsx.",
        )
    if content is Content.TEXT:
        parsed = read_delimited(path, options, progress)
        if ending in WORKBOOK_ENDINGS:
            parsed.problems.insert(0, _misnamed(path, "a text table (.csv)"))
        return parsed
    parsed = read_workbook(path, options, progress)
    if ending in TEXT_ENDINGS:
        parsed.problems.insert(0, _misnamed(path, "a workbook (.xlsx)"))
    return parsed


def _say_last_rows(parsed: Parsed, table: RawTable) -> None:
    """Totals and notes below a table look like leads; nothing is left out, so it is said."""
    if table.rows < 2 * _LAST:
        return
    width = len(table.columns)
    filled = np.array([(column.codes[-_LAST:] != 0) for column in table.columns]).sum(axis=0)
    usual = sum(int((column.codes != 0).sum()) for column in table.columns) / table.rows
    strange = []
    for row in range(table.rows - _LAST, table.rows):
        here = int(filled[row - table.rows + _LAST])
        words = next((column[row] for column in table.columns if column.codes[row]), "")
        sparse = width > 3 and here <= max(1, width // 4) and usual >= 0.6 * width
        if sparse or (_TOTAL.match(words.strip()) and here < usual):
            strange.append(words.strip())
    if strange:
        parsed.problems.append(
            Problem(
                f"{count_of(len(strange), 'row')} at the end "
                f"{'looks' if len(strange) == 1 else 'look'} like totals or notes, such as "
                f"{quoted(strange[0])}; read as leads.",
                parsed.place,
                "Delete them in the file and read it again.",
                len(strange),
                tuple(strange),
            )
        )


def _misnamed(path: Path, what: str) -> Problem:
    return Problem(
        f"The file is {what}, whatever its name says, and was read so.",
        path.name,
        severity=Severity.NOTE,
    )


def assemble(parsed: Parsed, path: Path, progress: Progress) -> RawTable:
    """The table of parsed pieces; columns with neither name nor cell are left out."""
    names = unique_names(parsed.headers)
    columns: list[RawColumn] = []
    nameless = 0
    total = len(names)
    for position, (name, header) in enumerate(zip(names, parsed.headers, strict=True)):
        column = parsed.pieces[position].column(name, header)
        if not header.strip() and len(column.texts) == 1:
            nameless += 1
        else:
            columns.append(column)
        progress("Putting columns together", position + 1, total)
    if len(columns) > MOST_COLUMNS:
        raise LeadbenchError(
            f"The table has {len(columns):,} columns; at most {MOST_COLUMNS:,} can be read.",
            parsed.place,
            "Export only the fields that are needed.",
        )
    if nameless:
        parsed.problems.append(
            Problem(
                f"{count_of(nameless, 'column')} without name and cells "
                f"{'was' if nameless == 1 else 'were'} left out.",
                path.name,
                count=nameless,
                severity=Severity.NOTE,
            )
        )
    _say_renamed(parsed, names)
    return RawTable(tuple(columns), parsed.rows.kept, path.name, parsed.sheet)


def _say_renamed(parsed: Parsed, names: tuple[str, ...]) -> None:
    """Headers that are blank or occur twice get names of their own, which is said."""
    renamed = [
        name
        for name, header in zip(names, parsed.headers, strict=True)
        if header.strip() and name.endswith(")") and not header.strip().endswith(")")
    ]
    if renamed:
        parsed.problems.append(
            Problem(
                f"{count_of(len(renamed), 'header')} occurred before; the "
                f"{'field is' if len(renamed) == 1 else 'fields are'} called "
                + ", ".join(renamed[:5])
                + ".",
                parsed.place,
                count=len(renamed),
                severity=Severity.NOTE,
            )
        )
