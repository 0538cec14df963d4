"""A table before its columns are merged: headers, pieces, and what became of every row."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.leads.readers.contract import HEAD, SheetInfo
from models.leads.readers.pieces import Pieces
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity

MOST_LONG_ROWS = 0.05
"""Share of rows with too many cells above which a file is refused: the header is not its own."""
MOST_GAPS = 100
"""Empty rows, from the end of the file, that are remembered."""
OLD_ROWS, SHEET_ROWS = 65_536, 1_048_576
"""Rows that a sheet can have, in .xls and in the others."""
FULL = (OLD_ROWS, SHEET_ROWS)
LONGEST_SHOWN = 200
"""Signs of a cell that are shown of the first rows."""
NO_ROWS = "There are names of fields but no rows below them."


@dataclass
class Rows:
    """What became of the rows below the header: `read` of them, `kept` as leads, the rest empty.

    `long` rows have more cells than the header names, `short` fewer; each with its lines, short
    ones also with their place among the kept. `gaps`: before which kept rows the last empty ones
    stand.
    """

    read: int = 0
    kept: int = 0
    empty: int = 0
    long: int = 0
    short: int = 0
    long_lines: list[int] = field(default_factory=list)
    short_lines: list[int] = field(default_factory=list)
    short_rows: list[int] = field(default_factory=list)
    gaps: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_GAPS))


@dataclass
class Parsed:
    """`place` names file and sheet for problems; `header_row` counts from 1, 0 is none.

    `filled`: columns that have their name only from a merged cell over several.
    """

    place: str
    headers: list[str]
    pieces: list[Pieces]
    rows: Rows = field(default_factory=Rows)
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    head: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 1
    complete: bool = True
    filled: frozenset[int] = frozenset()
    sheet: str = ""
    sheets: list[SheetInfo] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def head_of(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The first rows as they are, long cells cut: a picture to choose the row of names in."""
    return tuple(tuple(cell[:LONGEST_SHOWN] for cell in row) for row in rows[:HEAD])


def report_header(parsed: Parsed, above: int) -> None:
    """Say that no row holds names, or that there are rows above the one that does."""
    if not parsed.header_row:
        parsed.problems.append(
            Problem(
                "The first row looks like a lead, not like names of fields; they are called "
                "Column 1, Column 2 and so on.",
                parsed.place,
                "Add a row of names to the file, or choose the row that holds them.",
            )
        )
    if parsed.header_rows > 1:
        parsed.problems.append(
            Problem(
                f"The names of the fields stand in {parsed.header_rows:,} rows and were joined.",
                parsed.place,
                "If the last of these rows is a lead, choose one row of names.",
                parsed.header_rows,
                severity=Severity.NOTE,
            )
        )
    if above:
        parsed.problems.append(
            Problem(
                f"{count_of(above, 'row')} above the names of the fields "
                f"{'was' if above == 1 else 'were'} left out.",
                parsed.place,
                "If the names stand elsewhere, choose their row.",
                above,
                severity=Severity.NOTE,
            )
        )


def say_full(parsed: Parsed, total: int, ending: str = "") -> None:
    """Say that a table is exactly as long as the longest that a spreadsheet program can save."""
    full = (OLD_ROWS,) if ending == ".xls" else (SHEET_ROWS,) if parsed.sheet else FULL
    if total in full:
        parsed.problems.append(
            Problem(
                f"The table ends at row {total:,}, the last that a spreadsheet program can hold, "
                "so leads may have been cut off.",
                parsed.place,
                "Export the leads as .csv, without a spreadsheet program between.",
                total,
            )
        )


def refuse_rows(parsed: Parsed, unit: str = "line") -> None:
    """Refuse a table without rows, and one whose rows are wider than its header."""
    rows, width = parsed.rows, len(parsed.headers)
    if not rows.kept:
        raise LeadbenchError(
            NO_ROWS if parsed.header_row else "The file has no filled cell.",
            parsed.place,
            "Export it again.",
        )
    if rows.long > max(MOST_LONG_ROWS * rows.kept, 1):
        raise LeadbenchError(
            f"{rows.long:,} of {count_of(rows.kept, 'row')} have more cells than the header has "
            f"names ({width}), so it is not certain which cell belongs to which field.",
            f"{parsed.place}, {_lines(rows.long_lines, unit)}",
            "Choose the row of names or the delimiter, or put cells that hold the delimiter in "
            "quotation marks.",
        )


def report_rows(parsed: Parsed, unit: str = "line") -> None:
    """Say what became of rows that were empty or not as wide as the header."""
    rows, width = parsed.rows, len(parsed.headers)
    if rows.long:
        parsed.problems.append(
            Problem(
                f"{count_of(rows.long, 'row')} {'has' if rows.long == 1 else 'have'} more cells "
                f"than the header has names ({width}); the extra cells were left out.",
                f"{parsed.place}, {_lines(rows.long_lines, unit)}",
                "Correct this in the file and read it again.",
                rows.long,
                severity=Severity.ERROR,
            )
        )
    if rows.short:
        parsed.problems.append(
            Problem(
                f"{count_of(rows.short, 'row')} {'has' if rows.short == 1 else 'have'} fewer "
                f"cells than the header has names ({width}); the missing cells are blank.",
                f"{parsed.place}, {_lines(rows.short_lines, unit)}",
                "If a row is broken in two there, correct the file.",
                rows.short,
            )
        )
    if rows.empty:
        parsed.problems.append(
            Problem(
                f"{count_of(rows.empty, 'row')} without a filled cell "
                f"{'was' if rows.empty == 1 else 'were'} left out.",
                parsed.place,
                count=rows.empty,
                severity=Severity.NOTE,
            )
        )


def _lines(lines: list[int], unit: str) -> str:
    shown = ", ".join(f"{line:,}" for line in lines[:5])
    return f"{unit if len(lines) == 1 else unit + 's'} {shown}" + (" ..." if lines[5:] else "")
