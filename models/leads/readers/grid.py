"""A grid of cells (a sheet, a table of a web page) to a table: its names, rows, merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from models.leads.readers.cells import letters, piece_of_values, text_of
from models.leads.readers.contract import HEAD, Progress, ReadOptions, SheetInfo
from models.leads.readers.header import LOOKED_AT, Header, find_header
from models.leads.readers.header_lines import Merged, Names, lines_below, names_of, with_lines
from models.leads.readers.parsed import Parsed, head_of, report_header
from models.leads.readers.pieces import Pieces
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity

BATCH = 5_000


@dataclass
class Grid:
    """Rows of cells, each as wide as the others. `total`: how many rows there are; 0: unknown."""

    name: str
    place: str
    rows: Iterator[list[Any]]
    total: int = 0
    merged: Sequence[Merged] = ()
    sheets: list[SheetInfo] = field(default_factory=list)


def read_grid(grid: Grid, options: ReadOptions, progress: Progress) -> Parsed:
    """Find the names and code the rows below them."""
    first = list(islice(grid.rows, max(LOOKED_AT, (options.header_row or 0) + 1)))
    texts = [[text_of(value)[0] for value in row] for row in first]
    header = chosen_header(texts, options, grid.place, grid.merged)
    names = chosen_names(texts, header, grid.place, grid.merged)
    parsed = Parsed(
        grid.place,
        names.names,
        [Pieces() for _ in names.names],
        header_row=0 if header.row is None else header.row + 1,
        header_rows=0 if header.row is None else header.lines,
        filled=names.filled,
        sheet=grid.name,
        sheets=grid.sheets,
        head=head_of(texts[:HEAD]),
    )
    rows = chain(first[header.first :], grid.rows)
    del first, texts
    while batch := list(islice(rows, _batch(parsed, options))):
        if options.preview is not None and parsed.rows.kept >= options.preview:
            parsed.complete = False
            break
        _add(parsed, batch)
        read = parsed.rows.read + header.first
        progress("Reading rows", min(read, grid.total), grid.total)
    report_header(parsed, header.above)
    _say_merged(parsed, grid, header)
    return parsed


def chosen_header(
    rows: Sequence[Sequence[str]],
    options: ReadOptions,
    place: str,
    merged: Sequence[Merged] = (),
) -> Header:
    """Where the names stand: as told, else as found."""
    if options.header_row is None:
        found = with_lines(find_header(rows[:LOOKED_AT]), rows, merged)
        if options.header_rows is None:
            return found
        row = found.first if found.row is None else found.row  # there are names, as was said
        lines = min(options.header_rows, len(rows) - row)
        return Header(row, row + lines, found.above, lines)
    if options.header_row == 0:
        return Header(None, 0)
    row = options.header_row - 1
    if row >= len(rows):
        raise LeadbenchError(
            f"The names of the fields can't be in row {options.header_row:,}.",
            place,
            f"Choose one of the first {count_of(len(rows), 'row')}.",
        )
    lines = options.header_rows or lines_below(rows, row, merged)
    above = sum(1 for line in rows[:row] if any(map(str.strip, line)))
    return Header(row, row + lines, above, min(lines, len(rows) - row))


def chosen_names(
    rows: Sequence[Sequence[str]], header: Header, place: str, merged: Sequence[Merged] = ()
) -> Names:
    """The names of the fields; blanks where no row holds them."""
    if header.row is None:
        return Names([""] * max((len(row) for row in rows[header.first :]), default=0))
    names = names_of(rows, header.row, header.lines, merged)
    if not any(map(str.strip, names.names)):
        raise LeadbenchError(
            f"Row {header.row + 1:,} holds no names of fields.",
            place,
            "Choose the row that holds them.",
        )
    return names


def _batch(parsed: Parsed, options: ReadOptions) -> int:
    """Rows to take next: what a preview lacks, and one more to know whether that was all."""
    if options.preview is None:
        return BATCH
    return max(1, min(BATCH, options.preview - parsed.rows.kept))


def _add(parsed: Parsed, batch: list[list[Any]]) -> None:
    """Code a batch of rows column by column; empty rows are left out and counted."""
    rows = parsed.rows
    rows.read += len(batch)
    width = len(batch[0])
    filled = [row for row in batch if row[0] != "" or row.count("") < width]
    if len(filled) < len(batch):
        kept = rows.kept
        for row in batch:
            if any(value != "" for value in row):
                kept += 1
            else:
                rows.gaps.append(kept)
    rows.empty += len(batch) - len(filled)
    rows.kept += len(filled)
    if filled:
        for pieces, values in zip(parsed.pieces, zip(*filled, strict=True), strict=True):
            pieces.append(piece_of_values(values))


def _say_merged(parsed: Parsed, grid: Grid, header: Header) -> None:
    """Where merged cells leave leads without the value that they seem to have."""
    found = sorted(
        (item for item in grid.merged if item.bottom >= header.first),
        key=lambda item: (item.top, item.left),
    )
    if not found:
        return
    names = [
        f"{letters(item.left)}{item.top + 1}:{letters(item.right)}{item.bottom + 1}"
        for item in found
    ]
    parsed.problems.append(
        Problem(
            f"{count_of(len(found), 'group')} of merged cells "
            f"({', '.join(names[:5])}{' ...' if names[5:] else ''}): only the first cell of each "
            "holds the value, the others are blank.",
            parsed.place,
            "Unmerge them in the spreadsheet if every row needs the value.",
            len(found),
            tuple(names[:5]),
        )
    )


def say_other_sheets(parsed: Parsed, options: ReadOptions, what: str = "sheet") -> None:
    """Which sheets were not read, and whether the one that was is hidden."""
    others = [sheet for sheet in parsed.sheets if sheet.name != parsed.sheet]
    if others and options.sheet is None:
        names = listed([sheet.name for sheet in others[:5]])
        hidden = sum(not sheet.visible for sheet in others)
        parsed.problems.append(
            Problem(
                f"The file has {count_of(len(others), f'other {what}')} "
                f"({names}{' ...' if others[5:] else ''})"
                f"{f', {hidden} of them hidden' if hidden else ''}, which "
                f"{'was' if len(others) == 1 else 'were'} not read.",
                parsed.place,
                "To read another one, choose it.",
                len(others),
                severity=Severity.NOTE,
            )
        )
    if any(sheet.name == parsed.sheet and not sheet.visible for sheet in parsed.sheets):
        parsed.problems.append(
            Problem(
                f"The {what} is hidden in the file.",
                parsed.place,
                "If its leads are not meant, choose another one.",
                severity=Severity.NOTE,
            )
        )
