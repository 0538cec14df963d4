"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): one sheet's cells as they are, with their kinds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from models.leads.readers.cells import ErrorCell, ExactNumber, text_of
from models.leads.readers.contract import Progress, ReadOptions, SheetInfo
from models.leads.readers.given import Given
from models.leads.readers.grid import Grid, read_grid, say_other_sheets
from models.leads.readers.header import LOOKED_AT
from models.leads.readers.header_lines import Merged
from models.leads.readers.ods import CONTENT, look_at_ods
from models.leads.readers.old_records import look_at_xls, look_at_xlsb
from models.leads.readers.package import Package, check_package, damaged_workbook
from models.leads.readers.package_head import SMALL as SMALL_FILE
from models.leads.readers.package_head import head_of_package
from models.leads.readers.parsed import Parsed, say_full
from models.leads.readers.protection import is_protected, needs_password, opened
from models.leads.readers.sheet_xml import (
    Hidden,
    check_extent,
    find_hidden,
    is_sane,
    report_hidden,
)
from models.leads.wording import listed
from models.problems import LeadbenchError, Problem, Severity

SMALL = 5_000_000
"""Bytes of a workbook of which every sheet is opened, to tell its size."""

MOST_GLANCES = 60
"""Sheets that are opened for that."""


def read_workbook(given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    """Read one sheet: the one that is asked for, else the first visible one with a table."""
    protected = False
    if options.password:
        free = opened(given, options.password)
        protected, given = free is not None, free or given
    package = check_package(given)
    if package is None and is_protected(given):
        raise needs_password(given)
    progress("Opening the workbook", 0, 0)
    cut: frozenset[str] = frozenset()
    hidden_rows: dict[str, int] = {}
    if package is not None and CONTENT in package.names:
        look = look_at_ods(given)
        given, hidden_rows = look.given, look.hidden_rows
    if options.preview is not None and package and package.book and given.size > SMALL_FILE:
        rows = options.preview + max(LOOKED_AT, options.header_row or 0)
        head = head_of_package(given, package, rows)
        given, cut = head.given, head.cut
    try:
        with _opened(given) as workbook:
            parsed = _read(workbook, given, package, options, progress)
    except PasswordError as error:
        raise needs_password(given) from error
    except (CalamineError, OverflowError) as error:  # a duration longer than can be counted
        raise damaged_workbook(given.name) from error
    if rows_hidden := min(hidden_rows.get(parsed.sheet, 0), parsed.rows.read):
        report_hidden(parsed, Hidden(hidden_rows=rows_hidden))
    if cut:
        parsed.complete &= parsed.sheet not in cut
        parsed.sheets = [_unknown(sheet) if sheet.name in cut else sheet for sheet in parsed.sheets]
    if options.password and not protected:
        parsed.problems.append(
            Problem(
                "The workbook is not protected, so the password was not needed.",
                given.name,
                severity=Severity.NOTE,
            )
        )
    return parsed


def _unknown(sheet: SheetInfo) -> SheetInfo:
    """A sheet whose size is not known."""
    return replace(sheet, rows=0, columns=0)


def _opened(given: Given) -> CalamineWorkbook:
    """The reader believes the ending of a path; elsewhere it looks at the content."""
    if given.path is not None and _is_named_so(given):
        return CalamineWorkbook.from_path(given.path)
    return CalamineWorkbook.from_filelike(io.BytesIO(given.read()))


def _is_named_so(given: Given) -> bool:
    with given.open() as file:
        start = file.read(2)
    if start == b"PK":
        return (
            given.ending in (".xlsx", ".xlsm") and given.path is not None and not _is_other(given)
        )
    return start == b"\xd0\xcf" and given.ending == ".xls"


def _is_other(given: Given) -> bool:
    """Whether a package is one of the kinds that are not .xlsx, whatever its name says."""
    with given.archive() as archive:
        return not {"xl/workbook.xml", "workbook.xml"} & set(archive.namelist())


def _read(
    workbook: CalamineWorkbook,
    given: Given,
    package: Package | None,
    options: ReadOptions,
    progress: Progress,
) -> Parsed:
    book = _Book(workbook, given, package if package is not None and package.book else None)
    sheet, infos = _choose(book, options)
    size = Hidden(cells=sheet.height * sheet.width, last_row=sheet.height, columns=sheet.width)
    check_extent(size, f"{given.name}, sheet {sheet.name}")
    hidden = _beyond_cells(book, package, sheet.name)
    grid = Grid(
        sheet.name,
        f"{given.name}, sheet {sheet.name}",
        _with_hidden(sheet.iter_rows(), hidden or Hidden()),
        sheet.total_height + 1,
        [Merged(*first, *last) for first, last in sheet.merged_cell_ranges or ()],
        infos,
    )
    parsed = read_grid(grid, options, progress)
    say_other_sheets(parsed, options)
    say_full(parsed, grid.total, given.ending)
    if hidden is None:
        parsed.problems.append(
            Problem(
                "In this kind of workbook cells with errors can't be told from blank ones.",
                parsed.place,
                "If the sheet has formulas, save it as .xlsx.",
                severity=Severity.NOTE,
            )
        )
    else:
        report_hidden(parsed, hidden)
    return parsed


@dataclass
class _Book:
    """A workbook and the sheets of it that were opened. `package` is that of an .xlsx."""

    workbook: CalamineWorkbook
    given: Given
    package: Package | None
    sheets: dict[str, CalamineSheet] = field(default_factory=dict)
    looks: dict[str, Hidden] = field(default_factory=dict)

    @property
    def tables(self) -> list[SheetMetadata]:
        """What is a sheet of cells, and neither a chart nor a dialog."""
        return [
            meta for meta in self.workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet
        ]

    def sheet(self, name: str) -> CalamineSheet:
        """A sheet; an error where cells far outside would make it too large to open."""
        if name not in self.sheets:
            if self.package is not None:
                self.hidden(name)
            self.sheets[name] = self.workbook.get_sheet_by_name(name)
        return self.sheets[name]

    def glance(self, name: str) -> None:
        """Open a sheet to tell its size, if that is safe."""
        if self.package is None or is_sane(self.given, self.package, name):
            self.sheets[name] = self.workbook.get_sheet_by_name(name)

    def hidden(self, name: str) -> Hidden:
        """What the text of an .xlsx's sheet says beyond its cells."""
        assert self.package is not None
        if name not in self.looks:
            self.looks[name] = find_hidden(self.given, self.package, name)
        return self.looks[name]

    def info(self, meta: SheetMetadata) -> SheetInfo:
        """The size of a sheet, where it is known."""
        sheet = self.sheets.get(meta.name)
        return SheetInfo(
            meta.name,
            0 if sheet is None else sheet.height,
            0 if sheet is None else sheet.width,
            meta.visible == SheetVisibleEnum.Visible,
        )


def _beyond_cells(book: _Book, package: Package | None, sheet: str) -> Hidden | None:
    """What a sheet says beyond its cells, in the kinds of workbooks that can be looked into."""
    if book.package is not None:
        return book.hidden(sheet)
    if package is None:
        return look_at_xls(book.given, sheet)
    if "xl/workbook.bin" in package.names:
        return look_at_xlsb(book.given, package, sheet)
    return None


def _choose(book: _Book, options: ReadOptions) -> tuple[CalamineSheet, list[SheetInfo]]:
    place = book.given.name
    names = [meta.name for meta in book.tables]
    if options.sheet is not None and options.sheet not in names:
        raise LeadbenchError(
            f"The workbook has no sheet “{options.sheet}”.",
            place,
            f"Choose one of {listed(names[:10])}.",
        )
    chosen = book.sheet(options.sheet) if options.sheet is not None else _first_table(book)
    if chosen is None or not chosen.height:
        raise LeadbenchError(
            "The workbook has no sheet with filled cells."
            if options.sheet is None
            else f"The sheet “{options.sheet}” has no filled cell.",
            place,
            "Choose another file, or fill the sheet.",
        )
    if book.given.size <= SMALL:
        for name in names[:MOST_GLANCES]:
            if name not in book.sheets:
                book.glance(name)
    return chosen, [book.info(meta) for meta in book.tables]


def _first_table(book: _Book) -> CalamineSheet | None:
    """The first sheet with a table, visible ones first; else the first with any cell."""
    spare: CalamineSheet | None = None
    ordered = sorted(book.tables, key=lambda meta: meta.visible != SheetVisibleEnum.Visible)
    for meta in ordered:
        sheet = book.sheet(meta.name)
        if sheet.height > 1 and sheet.width > 1:
            return sheet
        if spare is None and sheet.height:
            spare = sheet
    return spare


def _with_hidden(rows: Iterator[list[Any]], hidden: Hidden) -> Iterator[list[Any]]:
    """The rows with what the reader leaves out: errors, leading zeros, more than 15 digits."""
    if not (hidden.errors or hidden.padded or hidden.long_numbers or hidden.negatives):
        yield from rows
        return
    for number, row in enumerate(rows):
        for column, text in hidden.errors.get(number, ()):
            if column < len(row):
                row[column] = ErrorCell(text)
        for column, width in hidden.padded.get(number, ()):
            if column < len(row) and isinstance(row[column], float | int):
                row[column] = text_of(row[column])[0].zfill(width)
        for column, text in hidden.long_numbers.get(number, ()):
            if column < len(row) and isinstance(row[column], float | int):
                row[column] = ExactNumber(text)
        for column, text in hidden.negatives.get(number, ()):
            if column < len(row) and isinstance(row[column], time):
                row[column] = ExactNumber(text)
                hidden.no_days += 1
        yield row
