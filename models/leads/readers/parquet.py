"""Parquet files, where the extra that reads them is installed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from models.leads.readers.cells import piece_of_values
from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.given import Given
from models.leads.readers.parsed import Parsed
from models.leads.readers.pieces import Pieces
from models.problems import LeadbenchError

BATCH = 20_000


def read_parquet(given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    """Read all columns of a Parquet file."""
    try:
        # lazy: an optional package, and heavy
        from pyarrow import ArrowException

        # lazy: the same
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise LeadbenchError(
            "Reading Parquet files needs an additional package.",
            given.name,
            "Install it with: pip install leadbench[parquet]. Or export the leads as .csv.",
        ) from error
    try:
        with given.open() as file:
            return _read(ParquetFile(file), given, options, progress)
    except (ArrowException, OSError, OverflowError, ValueError) as error:
        raise LeadbenchError(
            "The Parquet file is damaged or written in a way that can't be read.",
            given.name,
            "Export it again, or as .csv.",
        ) from error


def _read(file: Any, given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    names = list(file.schema_arrow.names)
    total = file.metadata.num_rows
    parsed = Parsed(given.name, names, [Pieces() for _ in names], header_row=1)
    most = total if options.preview is None else min(options.preview, total)
    parsed.complete = most == total
    head: list[tuple[str, ...]] = [tuple(names)]
    for batch in file.iter_batches(batch_size=min(BATCH, max(most, 1))):
        _add(parsed, batch.slice(0, most - parsed.rows.read), head)
        progress("Reading rows", parsed.rows.read, total)
        if parsed.rows.read >= most:
            break
    parsed.head = tuple(head)
    return parsed


def _add(parsed: Parsed, batch: Any, head: list[tuple[str, ...]]) -> None:
    columns = [tuple(map(_cell, column.to_pylist())) for column in batch.columns]
    parsed.rows.read += batch.num_rows
    filled = [row for row in zip(*columns, strict=True) if any(value != "" for value in row)]
    parsed.rows.empty += batch.num_rows - len(filled)
    parsed.rows.kept += len(filled)
    if filled:
        for pieces, values in zip(parsed.pieces, zip(*filled, strict=True), strict=True):
            pieces.append(piece_of_values(values))
    while len(head) < 30 and len(head) <= len(filled):
        head.append(tuple(str(value)[:200] for value in filled[len(head) - 1]))


def _cell(value: Any) -> Any:
    """A value as a spreadsheet would hold it; several values are joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == value.microsecond == 0
        return value.date() if midnight and value.tzinfo is None else value
    if isinstance(value, str | bool | int | float | date):
        return value if value == value else ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
