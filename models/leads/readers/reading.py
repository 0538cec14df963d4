"""Read a file of leads: the table as it came, the recipe guessed for it, what to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.leads.fields import unique_names
from models.leads.inference import infer
from models.leads.raw import RawTable
from models.leads.readers.contract import Cancelled, Imported, Progress, ReadOptions
from models.leads.readers.delimited import Parsed, read_delimited
from models.leads.readers.pieces import column_from


def read_table(
    path: Path,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Read a file of leads. Raises LeadbenchError for a bad file, Cancelled when stopped."""

    def told(what: str, done: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(what, done, total)

    return read_here(path, options or ReadOptions(), told)


def assemble(parsed: Parsed, path: Path) -> RawTable:
    """The table of parsed pieces."""
    names = unique_names(parsed.headers)
    columns = []
    for name, header, pieces in zip(names, parsed.headers, parsed.pieces, strict=True):
        columns.append(column_from(name, header, pieces))
    return RawTable(tuple(columns), parsed.rows.kept, path.name)


def read_here(path: Path, options: ReadOptions, progress: Progress) -> Imported:
    """Read a file in this process."""
    parsed = read_delimited(path, options, progress)
    table = assemble(parsed, path)
    recipe, evidence, problems = infer(table)
    return Imported(
        table,
        recipe,
        evidence,
        (*parsed.problems, *problems),
        (),
        parsed.encoding,
        parsed.delimiter,
        0 if parsed.header.row is None else parsed.header.row + 1,
        parsed.rows.kept + parsed.rows.empty,
    )
