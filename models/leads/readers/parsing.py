"""A file to an imported table in this process: what it is, its cells, its recipe, its problems."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from models.leads.fields import Recipe, unique_names
from models.leads.inference import infer
from models.leads.raw import RawColumn, RawTable
from models.leads.readers.archive import Unpacked, damaged, gunzipped, unzipped
from models.leads.readers.cells import letters
from models.leads.readers.contract import Imported, Progress, ReadOptions, SheetInfo
from models.leads.readers.delimited import read_delimited
from models.leads.readers.files import WORKBOOK_ENDINGS, Content, content_of, unreadable
from models.leads.readers.given import Given, of_bytes, of_path
from models.leads.readers.grid import say_other_sheets
from models.leads.readers.package import is_workbook
from models.leads.readers.parquet import read_parquet
from models.leads.readers.parsed import Parsed, refuse_rows, report_rows
from models.leads.readers.spreadsheet_xml import read_spreadsheet_xml
from models.leads.readers.totals import without_totals
from models.leads.readers.web_page import read_web_page
from models.leads.readers.workbook import read_workbook
from models.leads.recipes import apply_recipe
from models.leads.scored_lists import is_scored_list, without_marks
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity

MOST_COLUMNS = 2_000
"""Fields of a table."""


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
    unit = "line" if parsed.delimiter else "row"
    refuse_rows(parsed, unit)
    table = assemble(parsed, path, progress)
    if parsed.delimiter and is_scored_list(parsed.headers):
        table = _without_marks(parsed, table)
    table = without_totals(parsed, table, bool(options.totals))
    report_rows(parsed, unit)
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


def _without_marks(parsed: Parsed, table: RawTable) -> RawTable:
    """A scored list of ours, with its cells as they were before it was written."""
    table, count = without_marks(table)
    if count:
        parsed.problems.append(
            Problem(
                f"{count_of(count, 'cell')} of this scored list "
                f"{'begins' if count == 1 else 'begin'} with an apostrophe that keeps spreadsheets "
                "from computing the text behind it; it was taken off.",
                parsed.place,
                count=count,
                severity=Severity.NOTE,
            )
        )
    return table


def parse(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """The cells of a file by what it is, which its name may hide."""
    given = of_path(path)
    content, name = content_of(given)
    if content is Content.GZIP:
        return _parse_packed(Unpacked(gunzipped(given), ""), options, progress)
    if content is Content.ZIP and not is_workbook(given):
        return _parse_packed(unzipped(given, options), options, progress)
    return _parse_table(given, content, name, options, progress)


def _parse_packed(unpacked: Unpacked, options: ReadOptions, progress: Progress) -> Parsed:
    """The table that an archive holds; an archive in an archive is not opened."""
    given = unpacked.given
    inner = replace(options, sheet=None) if unpacked.member == options.sheet else options
    try:
        content, name = content_of(given)
        if content in (Content.ZIP, Content.OLD_OFFICE, Content.PARQUET):
            given = of_bytes(given.name, given.read())  # they are read from their end
        if content is Content.GZIP or (content is Content.ZIP and not is_workbook(given)):
            raise LeadbenchError(
                "The archive holds another archive, which is not opened.",
                given.name,
                "Unpack it and open the table inside.",
            )
        parsed = _parse_table(given, content, name, inner, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise damaged(given.name) from error
    others = [name for name in unpacked.others if name != unpacked.member]
    if others and not parsed.sheets:
        parsed.sheets = [SheetInfo(name) for name in unpacked.others]
        parsed.sheet = unpacked.member
        say_other_sheets(parsed, options, "file")
    return parsed


def _parse_table(
    given: Given, content: Content, name: str, options: ReadOptions, progress: Progress
) -> Parsed:
    ending = given.ending
    if content is Content.OTHER:
        raise LeadbenchError(
            f"The file is {name}, not a table of leads.",
            given.name,
            "Open it in a spreadsheet program and save it as .xlsx."
            if name.startswith("a workbook")
            else "Export the leads as .csv or .xlsx.",
        )
    if content is Content.TEXT:
        parsed = read_delimited(given, options, progress)
        if ending in (*WORKBOOK_ENDINGS, ".parquet", ".zip", ".gz"):
            parsed.problems.insert(0, _misnamed(given, "a text table (.csv)"))
        return parsed
    if content is Content.WEB_PAGE:
        parsed = read_web_page(given, options, progress)
        if ending not in (".html", ".htm"):
            parsed.problems.insert(0, _misnamed(given, "a web page (.html)"))
        return parsed
    if content is Content.SPREADSHEET_XML:
        parsed = read_spreadsheet_xml(given, options, progress)
        if ending != ".xml":
            parsed.problems.insert(0, _misnamed(given, "a workbook of 2003 (.xml)"))
        return parsed
    if content is Content.PARQUET:
        parsed = read_parquet(given, options, progress)
        if ending != ".parquet":
            parsed.problems.insert(0, _misnamed(given, "a Parquet file (.parquet)"))
        return parsed
    parsed = read_workbook(given, options, progress)
    if ending not in WORKBOOK_ENDINGS:
        parsed.problems.insert(0, _misnamed(given, "a workbook (.xlsx)"))
    return parsed


def _misnamed(given: Given, what: str) -> Problem:
    return Problem(
        f"The file is {what}, whatever its name says, and was read so.",
        given.name,
        severity=Severity.NOTE,
    )


def assemble(parsed: Parsed, path: Path, progress: Progress) -> RawTable:
    """The table of parsed pieces; columns with neither name nor cell are left out."""
    names = unique_names(parsed.headers)
    columns: list[RawColumn] = []
    nameless: list[str] = []
    unnamed: list[str] = []
    total = len(names)
    for position, (name, header) in enumerate(zip(names, parsed.headers, strict=True)):
        column = parsed.pieces[position].column(name, header)
        blank = not header.strip() or position in parsed.filled
        if blank and not _holds_any(column):
            nameless.append(letters(position))
        else:
            columns.append(column)
            if not header.strip() and parsed.header_row:
                unnamed.append(f"{letters(position)}: {name}")
        progress("Putting columns together", position + 1, total)
    if len(columns) > MOST_COLUMNS:
        raise LeadbenchError(
            f"The table has {len(columns):,} columns; at most {MOST_COLUMNS:,} can be read.",
            parsed.place,
            "Export only the fields that are needed.",
        )
    _say_columns(parsed, nameless, unnamed)
    _say_renamed(parsed, names)
    return RawTable(tuple(columns), parsed.rows.kept, path.name, parsed.sheet)


def _holds_any(column: RawColumn) -> bool:
    """Whether any cell of a column holds more than blanks."""
    return len(column.texts) > 1 and any(text.strip() for text in column.texts[1:50])


def _say_columns(parsed: Parsed, nameless: list[str], unnamed: list[str]) -> None:
    """Which columns have no name; those without cells are left out."""
    if nameless:
        parsed.problems.append(
            Problem(
                f"{count_of(len(nameless), 'column')} without name and cells "
                f"({_some(nameless)}) {'was' if len(nameless) == 1 else 'were'} left out.",
                parsed.place,
                count=len(nameless),
                severity=Severity.NOTE,
            )
        )
    if unnamed:
        parsed.problems.append(
            Problem(
                f"{count_of(len(unnamed), 'column')} {'has' if len(unnamed) == 1 else 'have'} no "
                f"name and {'is' if len(unnamed) == 1 else 'are'} called by "
                f"{'its' if len(unnamed) == 1 else 'their'} place ({_some(unnamed)}).",
                parsed.place,
                "Give it a name in the file." if len(unnamed) == 1 else "Name them in the file.",
                len(unnamed),
                severity=Severity.NOTE,
            )
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" ..." if names[5:] else "")


def _say_renamed(parsed: Parsed, names: tuple[str, ...]) -> None:
    """Headers that occur twice get names of their own, which is said."""
    renamed = [
        f"{letters(place)}: {name}"
        for place, (name, header) in enumerate(zip(names, parsed.headers, strict=True))
        if header.strip()
        and place not in parsed.filled
        and name.endswith(")")
        and not header.strip().endswith(")")
    ]
    if renamed:
        parsed.problems.append(
            Problem(
                f"{count_of(len(renamed), 'header')} occurred before; the "
                f"{'column is' if len(renamed) == 1 else 'columns are'} called {_some(renamed)}.",
                parsed.place,
                count=len(renamed),
                severity=Severity.NOTE,
            )
        )
