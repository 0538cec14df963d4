"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): one sheet's cells as they are, with their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from models.leads.raw import Cell
from models.leads.readers.contract import HEAD, Progress, ReadOptions, SheetInfo
from models.leads.readers.header import LOOKED_AT, Header, find_header
from models.leads.readers.parsed import Parsed, head_of, report_header, report_rows
from models.leads.readers.pieces import Piece, Pieces, piece_of
from models.leads.readers.sheet_xml import Hidden, check_package, find_hidden, report_hidden
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity

BATCH = 5_000
SMALL = 5_000_000
"""Bytes of a workbook of which every sheet is opened, to tell its size."""
MOST_ROWS = {".xls": 65_536}
SHEET_ROWS = 1_048_576
"""Rows a sheet can have; a full one may have been cut off."""

_EXACT = 1e16
_TEXT, _NUMBER = int(Cell.TEXT), int(Cell.NUMBER)


def read_workbook(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """Read one sheet: the one that is asked for, else the first visible one with a table."""
    is_package = check_package(path)
    progress("Opening the workbook", 0, 0)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            chosen = _choose(workbook, path, options)
            hidden = find_hidden(path, chosen.sheet.name) if is_package else None
            parsed = _read_sheet(chosen, path, options, hidden or Hidden(), progress)
    except PasswordError as error:
        raise LeadbenchError(
            "The workbook is protected by a password.",
            path.name,
            "Open it in a spreadsheet program and save it without a password.",
        ) from error
    except CalamineError as error:
        raise LeadbenchError(
            "The workbook is damaged or not what its name says.",
            path.name,
            "Open it in a spreadsheet program and save it again as .xlsx.",
        ) from error
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


@dataclass(frozen=True)
class _Chosen:
    sheet: CalamineSheet
    sheets: tuple[SheetInfo, ...]


def _choose(workbook: CalamineWorkbook, path: Path, options: ReadOptions) -> _Chosen:
    tables = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    names = [meta.name for meta in tables]
    if options.sheet is not None and options.sheet not in names:
        raise LeadbenchError(
            f"The workbook has no sheet “{options.sheet}”.",
            path.name,
            f"Choose one of {listed(names[:10])}.",
        )
    small = path.stat().st_size <= SMALL
    ordered = sorted(tables, key=lambda meta: meta.visible != SheetVisibleEnum.Visible)
    chosen: CalamineSheet | None = None
    spare: CalamineSheet | None = None
    opened: dict[str, CalamineSheet] = {}
    for meta in ordered:
        wanted = options.sheet is None or meta.name == options.sheet
        if not small and (chosen is not None or not wanted):
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        opened[meta.name] = sheet
        if wanted and chosen is None:
            if options.sheet is not None or (sheet.height > 1 and sheet.width > 1):
                chosen = sheet
            elif spare is None and sheet.height:
                spare = sheet
    chosen = chosen or spare
    if chosen is None or not chosen.height:
        raise LeadbenchError(
            "The workbook has no sheet with filled cells."
            if options.sheet is None
            else f"The sheet “{options.sheet}” has no filled cell.",
            path.name,
            "Choose another file, or fill the sheet.",
        )
    infos = tuple(
        SheetInfo(
            meta.name,
            opened[meta.name].height if meta.name in opened else 0,
            opened[meta.name].width if meta.name in opened else 0,
            meta.visible == SheetVisibleEnum.Visible,
        )
        for meta in tables
    )
    return _Chosen(chosen, infos)


def _read_sheet(
    chosen: _Chosen, path: Path, options: ReadOptions, hidden: Hidden, progress: Progress
) -> Parsed:
    sheet = chosen.sheet
    place = f"{path.name}, sheet {sheet.name}"
    source = _with_hidden(sheet.iter_rows(), hidden)
    first = list(islice(source, max(LOOKED_AT, options.header_row or 0)))
    header = _header(first, options)
    names = [] if header.row is None else [_text(value)[0] for value in first[header.row]]
    if header.row is None:
        names = [""] * (len(first[0]) if first else 0)
    elif not any(map(str.strip, names)):
        raise LeadbenchError(
            f"Row {header.row + 1:,} holds no names of fields.",
            place,
            "Choose the row that holds them.",
        )
    parsed = Parsed(
        place,
        names,
        [Pieces() for _ in names],
        header_row=0 if header.row is None else header.row + 1,
        sheet=sheet.name,
        sheets=list(chosen.sheets),
        head=head_of([[_text(value)[0] for value in row] for row in first[:HEAD]]),
        header_rows=0 if header.row is None else 1,
    )
    total = sheet.total_height + 1
    rows = chain(first[header.first :], source)
    del first
    while batch := list(islice(rows, _batch(parsed, options))):
        if options.preview is not None and parsed.rows.kept >= options.preview:
            parsed.complete = False
            break
        _add(parsed, batch)
        progress("Reading rows", min(parsed.rows.read + header.first, total), total)
    report_header(parsed, header.above)
    report_rows(parsed, "row")
    _say_sheets(parsed, chosen, options)
    _say_full(parsed, path, total)
    return parsed


def _batch(parsed: Parsed, options: ReadOptions) -> int:
    """Rows to take next: what a preview lacks, and one more to know whether that was all."""
    if options.preview is None:
        return BATCH
    return max(1, min(BATCH, options.preview - parsed.rows.kept))


def _header(first: list[list[Any]], options: ReadOptions) -> Header:
    if options.header_row is None:
        return find_header([[_text(value)[0] for value in row] for row in first[:LOOKED_AT]])
    if options.header_row == 0:
        return Header(None, 0)
    row = min(options.header_row - 1, len(first) - 1)
    return Header(row, row + 1)


def _with_hidden(rows: Iterator[list[Any]], hidden: Hidden) -> Iterator[list[Any]]:
    """The rows with what the reader leaves out: errors, and numbers shown with leading zeros."""
    for number, row in enumerate(rows):
        for column, text in hidden.errors.get(number, ()):
            if column < len(row):
                row[column] = _Error(text)
        for column, width in hidden.padded.get(number, ()):
            if column < len(row) and isinstance(row[column], float | int):
                row[column] = _text(row[column])[0].zfill(width)
        yield row


@dataclass(frozen=True)
class _Error:
    text: str


def _add(parsed: Parsed, batch: list[list[Any]]) -> None:
    """Code a batch of rows column by column; empty rows are left out and counted."""
    rows = parsed.rows
    rows.read += len(batch)
    filled = [row for row in batch if any(value != "" for value in row)]
    rows.empty += len(batch) - len(filled)
    rows.kept += len(filled)
    if filled:
        for pieces, values in zip(parsed.pieces, zip(*filled, strict=True), strict=True):
            pieces.append(_piece(values))


def _piece(values: tuple[Any, ...]) -> Piece:
    """Code the cells of one column: distinct values first, then their texts and kinds."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return piece_of(values)
    texts: dict[Any, tuple[str, int]] = {}
    if len(kinds & {bool, int, float}) > 1:  # equal in Python, but not the same cell
        keys: Any = [(value.__class__, value) for value in values]
        for pair in keys:
            if pair not in texts:
                texts[pair] = _text(pair[1])
    else:
        keys = values
        for value in set(values):
            texts[value] = _text(value)
    cells = [texts[value] for value in keys]
    return piece_of([text for text, _ in cells], [kind for _, kind in cells])


def _text(value: Any) -> tuple[str, int]:
    """A cell as text and what the file said it was."""
    if isinstance(value, str):
        return value, _TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), int(Cell.YES_NO)
    if isinstance(value, int | float):
        if abs(value) < _EXACT and value == int(value):
            return str(int(value)), _NUMBER
        return repr(value), _NUMBER
    if isinstance(value, datetime):
        return value.isoformat(" "), int(Cell.DATE)
    if isinstance(value, date):
        return value.isoformat(), int(Cell.DATE)
    if isinstance(value, time):
        return value.isoformat(), _TEXT
    if isinstance(value, timedelta):
        return _duration(value), _TEXT
    if isinstance(value, _Error):
        return value.text, int(Cell.ERROR)
    return str(value), _TEXT


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds, as a spreadsheet shows a duration."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"


def _say_sheets(parsed: Parsed, chosen: _Chosen, options: ReadOptions) -> None:
    others = [sheet.name for sheet in chosen.sheets if sheet.name != parsed.sheet]
    if others and options.sheet is None:
        parsed.problems.append(
            Problem(
                f"The workbook has {count_of(len(others), 'other sheet')} "
                f"({listed(others[:5])}{' ...' if others[5:] else ''}), which "
                f"{'was' if len(others) == 1 else 'were'} not read.",
                parsed.place,
                "To read another one, choose it.",
                len(others),
                severity=Severity.NOTE,
            )
        )
    merged = chosen.sheet.merged_cell_ranges
    if merged:
        parsed.problems.append(
            Problem(
                f"{count_of(len(merged), 'group')} of merged cells: only the first cell of each "
                "holds the value, the others are blank.",
                parsed.place,
                "Unmerge them in the spreadsheet if every row needs the value.",
                len(merged),
            )
        )


def _say_full(parsed: Parsed, path: Path, total: int) -> None:
    most = MOST_ROWS.get(path.suffix.lower(), SHEET_ROWS)
    if total >= most:
        parsed.problems.append(
            Problem(
                f"The sheet is full ({most:,} rows), so leads may have been cut off.",
                parsed.place,
                "Export the leads as .csv.",
                total,
            )
        )
