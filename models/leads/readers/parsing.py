"""A file to an imported table in this process: what it is, its cells, its recipe, its problems."""

from __future__ import annotations

from pathlib import Path

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
from models.leads.readers.pieces import column_from
from models.leads.readers.workbook import read_workbook
from models.leads.recipes import apply_recipe
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity


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
        column = column_from(name, header, parsed.pieces[position])
        if not header.strip() and len(column.texts) == 1:
            nameless += 1
        else:
            columns.append(column)
        progress("Putting columns together", position + 1, total)
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
