"""Text tables (.csv, .tsv, .txt): delimiter, header and cells, every row accounted for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.dialect import Dialect, find_dialect, reader
from models.leads.readers.encoding import Encoding, find_encoding, undecodable, utf8_chunks
from models.leads.readers.header import LOOKED_AT, Header, find_header
from models.leads.readers.parsed import Parsed, head_of, report_header, report_rows
from models.leads.readers.pieces import Pieces
from models.leads.readers.rows import TableText
from models.leads.text import clean
from models.problems import LeadbenchError, Problem, Severity

SAMPLE = 1 << 18
"""Characters that are looked at to find delimiter and header."""


def read_delimited(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """Read a text table. Raises LeadbenchError where it is no table."""
    encoding = find_encoding(path, options.encoding)
    sample = _sample(path, encoding)
    skip, said = _separator_line(sample)
    complete = len(sample) < SAMPLE
    dialect = find_dialect(sample[skip:], complete, options.delimiter or said)
    first = _first_rows(sample[skip:], dialect, complete)
    header, names = _header(first, options)
    if not any(map(clean, names)) and header.row is not None:
        raise LeadbenchError(
            f"Row {header.row + 1:,} holds no names of fields.",
            path.name,
            "Choose the row that holds them.",
        )
    if not names:
        raise LeadbenchError(
            "The file has no filled cell.",
            path.name,
            "Export it again, with the names of its fields.",
        )
    parsed = Parsed(
        path.name,
        names,
        [Pieces() for _ in names],
        header_row=0 if header.row is None else header.row + 1,
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        quote='"' if '"' in sample else "",
        head=head_of(first),
        header_rows=0 if header.row is None else 1,
    )
    if dialect.escape:
        parsed.problems.append(
            Problem(
                "A backslash was read as a mark that the next sign belongs to the cell.",
                path.name,
                severity=Severity.NOTE,
            )
        )
    if encoding.problem:
        parsed.problems.append(encoding.problem)
    chunks = _told(path, encoding, progress)
    start = len(sample[:skip].encode("utf-8", "surrogatepass"))
    table = TableText(chunks, dialect, len(names), parsed.rows, path)
    size = len(sample.encode("utf-8", "surrogatepass"))
    for batch in table.pieces(start, size, header.first, options.preview):
        for pieces, piece in zip(parsed.pieces, batch, strict=True):
            pieces.append(piece)
    parsed.complete = table.complete
    report_header(parsed, header.above)
    report_rows(parsed)
    return parsed


def _told(path: Path, encoding: Encoding, progress: Progress) -> Iterator[bytes]:
    size = path.stat().st_size
    for done, chunk in utf8_chunks(path, encoding):
        progress("Reading rows", done, size)
        yield chunk


def _sample(path: Path, encoding: Encoding) -> str:
    try:
        with path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="") as file:
            sample = file.read(SAMPLE)
    except UnicodeError as error:
        raise undecodable(path, encoding.name) from error
    if not clean(sample):
        raise LeadbenchError("The file is empty.", path.name, "Export it again.")
    return sample


def _separator_line(sample: str) -> tuple[int, str | None]:
    """Excel's first line "sep=;": its length in characters and the delimiter it names."""
    first = sample.split("\n", 1)[0]
    told = first.rstrip("\r").strip('"')
    if len(told) == 5 and told.lower().startswith("sep="):
        return min(len(first) + 1, len(sample)), told[4]
    return 0, None


def _first_rows(sample: str, dialect: Dialect, complete: bool) -> list[list[str]]:
    """The rows in which the names are looked for."""
    try:
        rows = list(islice(reader(io.StringIO(sample, newline=""), dialect), LOOKED_AT))
    except csv.Error:
        return []
    if not complete and 1 < len(rows) < LOOKED_AT:
        rows.pop()
    return rows


def _header(rows: list[list[str]], options: ReadOptions) -> tuple[Header, list[str]]:
    """Where the names stand and what they are; without names as many blanks as cells."""
    if options.header_row is None:
        header = find_header(rows)
    else:
        row = options.header_row - 1 if options.header_row > 0 else None
        if row is not None and row >= len(rows):
            raise LeadbenchError(
                f"The names of the fields can't be in row {row + 1:,}.",
                remedy=f"Choose one of the first {len(rows):,} rows.",
            )
        header = Header(row, options.header_row)
    if header.row is not None:
        return header, list(rows[header.row]) if header.row < len(rows) else []
    widths = [len(row) for row in rows[header.first :] if any(map(clean, row))]
    return header, [""] * (max(set(widths), key=widths.count) if widths else 0)
