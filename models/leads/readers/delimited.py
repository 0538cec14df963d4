"""Text tables (.csv, .tsv, .txt): delimiter, header and cells, every row accounted for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.dialect import Dialect, find_dialect, reader
from models.leads.readers.encoding import Encoding, find_encoding, undecodable, utf8_chunks
from models.leads.readers.given import Given
from models.leads.readers.grid import chosen_header, chosen_names
from models.leads.readers.header import LOOKED_AT
from models.leads.readers.parsed import Parsed, head_of, report_header, say_full
from models.leads.readers.pieces import Pieces
from models.leads.readers.rows import TableText
from models.leads.text import clean
from models.problems import LeadbenchError, Problem, Severity

SAMPLE = 1 << 18
"""Characters that are looked at to find delimiter and header."""
MOST_NAMES = 20_000
"""Columns, most of them empty, of which those with cells may be few enough."""
PREVIEWED = 1 << 22
"""Bytes by which the encoding is found for a preview."""


def read_delimited(given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    """Read a text table. Raises LeadbenchError where it is no table."""
    proof = None if options.preview is None else PREVIEWED
    encoding = find_encoding(given, options.encoding, proof)
    sample = _sample(given, encoding)
    skip, said = _separator_line(sample)
    complete = len(sample) < SAMPLE
    if not clean(sample[skip:]):
        raise LeadbenchError("The file is empty.", given.name, "Export it again.")
    dialect = find_dialect(sample[skip:], complete, options.delimiter or said, options.quote)
    first = _first_rows(sample[skip:], dialect, complete)
    header = chosen_header(first, options, given.name)
    names = chosen_names(first, header, given.name).names
    if len(names) > MOST_NAMES:
        raise LeadbenchError(
            f"The first row has {len(names):,} cells or more, so it is no row of names.",
            given.name,
            "Choose the delimiter, or export only the fields that are needed.",
        )
    if not names:
        raise LeadbenchError(
            "The file has no filled cell.",
            given.name,
            "Export it again, with the names of its fields.",
        )
    parsed = Parsed(
        given.name,
        names,
        [Pieces() for _ in names],
        header_row=0 if header.row is None else header.row + 1,
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        quote=dialect.quote if dialect.quote in sample else "",
        head=head_of(first),
        header_rows=0 if header.row is None else header.lines,
    )
    if dialect.escape:
        parsed.problems.append(
            Problem(
                "A backslash was read as a mark that the next sign belongs to the cell.",
                given.name,
                severity=Severity.NOTE,
            )
        )
    if dialect.blanks:
        parsed.problems.append(
            Problem(
                "Blanks between a delimiter and the cell behind it were left out.",
                given.name,
                severity=Severity.NOTE,
            )
        )
    if encoding.problem:
        parsed.problems.append(encoding.problem)
    chunks = _told(given, encoding, progress)
    start = len(sample[:skip].encode("utf-8", "surrogatepass"))
    table = TableText(chunks, dialect, len(names), parsed.rows, given.name)
    size = len(sample.encode("utf-8", "surrogatepass"))
    for batch in table.pieces(start, size, header.first, options.preview):
        for pieces, piece in zip(parsed.pieces, batch, strict=True):
            pieces.append(piece)
    parsed.complete = table.complete
    report_header(parsed, header.above)
    say_full(parsed, parsed.rows.read + header.first)
    return parsed


def _told(given: Given, encoding: Encoding, progress: Progress) -> Iterator[bytes]:
    size = given.size
    for done, chunk in utf8_chunks(given, encoding):
        progress("Reading rows", done, size)
        yield chunk


def _sample(given: Given, encoding: Encoding) -> str:
    try:
        with io.TextIOWrapper(given.open(), encoding.codec, encoding.errors, newline="") as file:
            sample = file.read(SAMPLE)
    except UnicodeError as error:
        raise undecodable(given, encoding.name) from error
    if not clean(sample):
        raise LeadbenchError("The file is empty.", given.name, "Export it again.")
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
