"""Text tables (.csv, .tsv, .txt): delimiter, header and cells, every row accounted for."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.dialect import NAMES, Dialect, Records, find_dialect, reader
from models.leads.readers.encoding import Encoding, find_encoding
from models.leads.readers.header import LOOKED_AT, Header, find_header
from models.leads.readers.pieces import Piece, piece_of
from models.leads.text import clean
from models.problems import LeadbenchError, Problem, Severity

SAMPLE = 1 << 18
"""Characters that are looked at to find delimiter and header."""
BATCH = 20_000
END = "\ue000end of the file\ue000"
"""Fed to the parser as a last line: if it is not a row of its own, a quotation mark is open."""
MOST_LONG_ROWS = 0.05
"""Share of rows with too many cells above which a file is refused: the header is not its own."""


@dataclass
class Rows:
    """What became of the rows of a file while it was read."""

    read: int = 0
    kept: int = 0
    empty: int = 0
    long_lines: list[int] = field(default_factory=list)
    long: int = 0
    short_lines: list[int] = field(default_factory=list)
    short: int = 0


@dataclass
class Parsed:
    """A table before its columns are merged: headers, one list of pieces for each, and notes."""

    headers: list[str]
    pieces: list[list[Piece]]
    rows: Rows
    header: Header
    header_line: int = 0
    encoding: str = ""
    delimiter: str = ""
    problems: list[Problem] = field(default_factory=list)


def read_delimited(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """Read a text table. Raises LeadbenchError where it is no table."""
    encoding = find_encoding(path, options.encoding)
    size = path.stat().st_size
    with path.open("r", encoding=encoding.codec, newline="") as file:
        sample = _sample(file, path, encoding)
        skip, said = _separator_line(sample)
        start = sample[skip:]
        complete = len(sample) < SAMPLE
        dialect = find_dialect(start, complete, options.delimiter or said)
        header, names = _header(start, dialect, options, complete)
    if not names:
        raise LeadbenchError(
            "The file has no filled cell.", path.name, "Export the leads again, with their fields."
        )
    parsed = Parsed(names, [[] for _ in names], Rows(), header, 0, encoding.name, dialect.delimiter)
    if encoding.problem:
        parsed.problems.append(encoding.problem)
    with path.open("r", encoding=encoding.codec, newline="") as file:
        file.read(skip)
        _parse(file, path, size, dialect, parsed, progress)
    _report(parsed, path)
    return parsed


def _sample(file: io.TextIOBase, path: Path, encoding: Encoding) -> str:
    try:
        sample = file.read(SAMPLE)
    except UnicodeError as error:
        raise undecodable(path, encoding.name) from error
    if not clean(sample):
        raise LeadbenchError("The file is empty.", path.name, "Export the leads again.")
    return sample


def undecodable(path: Path, name: str) -> LeadbenchError:
    """The file is not written in the encoding that was chosen."""
    return LeadbenchError(
        f"The file is not written in {name}.", path.name, "Choose another encoding."
    )


def _separator_line(sample: str) -> tuple[int, str | None]:
    """Excel's first line "sep=;": its length in characters and the delimiter it names."""
    first = sample.split("\n", 1)[0]
    told = first.rstrip("\r")
    if len(told) == 5 and told.lower().startswith("sep="):
        return min(len(first) + 1, len(sample)), told[4]
    return 0, None


def _header(
    sample: str, dialect: Dialect, options: ReadOptions, complete: bool
) -> tuple[Header, list[str]]:
    try:
        rows = list(islice(reader(io.StringIO(sample, newline=""), dialect), LOOKED_AT))
    except csv.Error:
        rows = []
    if not complete and 1 < len(rows) < LOOKED_AT:
        rows.pop()
    if options.header_row is None:
        header = find_header(rows)
    else:
        row = options.header_row - 1 if options.header_row > 0 else None
        header = Header(row, options.header_row)
    if header.row is not None:
        return header, list(rows[header.row]) if header.row < len(rows) else []
    widths = [len(row) for row in rows[header.first :] if any(map(clean, row))]
    return header, [""] * (max(set(widths), key=widths.count) if widths else 0)


def _parse(
    file: io.TextIOWrapper,
    path: Path,
    size: int,
    dialect: Dialect,
    parsed: Parsed,
    progress: Progress,
) -> None:
    records = reader(chain(file, (END,)), dialect)
    try:
        for _ in range(parsed.header.first):
            next(records, None)
        parsed.header_line = 0 if parsed.header.row is None else records.line_num
        for batch in _batches(records, len(parsed.headers), parsed.rows, path):
            for pieces, cells in zip(parsed.pieces, zip(*batch, strict=True), strict=True):
                pieces.append(piece_of(cells))
            progress("Reading rows", min(os.lseek(file.fileno(), 0, os.SEEK_CUR), size), size)
    except UnicodeError as error:
        raise undecodable(path, parsed.encoding) from error
    except csv.Error as error:
        raise _unclosed(path, records.line_num) from error


def _batches(records: Records, width: int, rows: Rows, path: Path) -> Iterator[list[list[str]]]:
    """Rows of exactly that width, in batches; what did not fit is counted in `rows`."""
    batch: list[list[str]] = []
    line = records.line_num
    for row in records:
        first, line = line + 1, records.line_num
        if row and END in row[-1]:
            if row != [END]:
                raise _unclosed(path, first)
            break
        if len(row) != width:
            _fit(row, width, first, rows)
        if not row[0].strip() and not any(map(str.strip, row)):
            rows.empty += 1
            continue
        rows.kept += 1
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _unclosed(path: Path, line: int) -> LeadbenchError:
    return LeadbenchError(
        "A quotation mark is opened and never closed.",
        f"{path.name}, near line {line:,}",
        "Correct that line, or export the leads again.",
    )


def _fit(row: list[str], width: int, line: int, rows: Rows) -> None:
    """Pad a short row with blanks, cut a long one; both are counted with their lines."""
    if len(row) < width:
        if row:
            rows.short += 1
            rows.short_lines.append(line)
        row.extend([""] * (width - len(row)))
    else:
        if any(map(clean, row[width:])):
            rows.long += 1
            rows.long_lines.append(line)
        del row[width:]


def _report(parsed: Parsed, path: Path) -> None:
    """Say what became of rows that were not as wide as the header."""
    rows, width = parsed.rows, len(parsed.headers)
    if not rows.kept:
        raise LeadbenchError(
            "The file names fields but has no leads below them.",
            path.name,
            "Export the leads again.",
        )
    if rows.long > max(MOST_LONG_ROWS * rows.kept, 1):
        raise LeadbenchError(
            f"{rows.long:,} of {rows.kept:,} rows have more cells than the header has names "
            f"({width}), so it is not certain which cell belongs to which field.",
            f"{path.name}, {_lines(rows.long_lines)}",
            "Choose the row of names or the delimiter, or put cells that hold "
            f"a {NAMES.get(parsed.delimiter, 'delimiter')} in quotation marks.",
        )
    if rows.long:
        parsed.problems.append(
            Problem(
                f"{rows.long:,} rows have more cells than the header has names ({width}); "
                "their extra cells were left out.",
                f"{path.name}, {_lines(rows.long_lines)}",
                "Correct these lines in the file and read it again.",
                rows.long,
                severity=Severity.ERROR,
            )
        )
    if rows.short:
        parsed.problems.append(
            Problem(
                f"{rows.short:,} rows have fewer cells than the header has names ({width}); "
                "the missing cells are blank.",
                f"{path.name}, {_lines(rows.short_lines)}",
                "Look at these lines; if they are broken in two, correct the file.",
                rows.short,
            )
        )
    if rows.empty:
        parsed.problems.append(
            Problem(
                f"{rows.empty:,} rows have no filled cell and were left out.",
                path.name,
                count=rows.empty,
                severity=Severity.NOTE,
            )
        )


def _lines(lines: list[int]) -> str:
    shown = ", ".join(f"{line:,}" for line in lines[:5])
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {shown}" + (" ..." if len(lines) > 5 else "")
