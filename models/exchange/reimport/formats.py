"""The files of a list for another system: text as text, and nothing that a program could compute.

Each writer is a context: its file takes the place of the old one when it is left without an error,
so that several files appear together or not at all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.exchange.atomic import atomic_path, atomic_text, cannot_write
from models.exchange.reimport.back_list import BackList, Row
from models.exchange.reimport.systems import DATE, PROBABILITY, SCORE
from models.exchange.workbook import MOST_ROWS, close_scratch
from models.leads.wording import quoted
from models.problems import LeadbenchError

Writer = Callable[[Path, BackList, Iterable[Row]], AbstractContextManager[None]]
SHEET = "Scores"
MANY = 100_000


@contextmanager
def csv_file(path: Path, back: BackList, rows: Iterable[Row]) -> Iterator[None]:
    """Comma, CR LF, quotation marks only where RFC 4180 needs them, the system's encoding."""
    with atomic_text(path, encoding=back.system.encoding, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(back.header)
        writer.writerows(rows)
        yield


@contextmanager
def workbook(path: Path, back: BackList, rows: Iterable[Row]) -> Iterator[None]:
    """One sheet, ids as text cells, score and probability as numbers, the day as ISO text."""
    import xlsxwriter  # lazy: heavy, and only spreadsheets need it
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # lazy: the same

    if len(back) + 1 > MOST_ROWS:
        raise LeadbenchError(
            f"A sheet holds {MOST_ROWS - 1:,} leads at most; these are {len(back):,}.",
            str(path),
            "Write a .csv file instead.",
        )
    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        # Small files get shared texts, which every program reads; large ones must fit into memory.
        "constant_memory": len(back) > MANY,
    }
    with (
        atomic_path(path) as scratch,
        TemporaryDirectory(prefix=".leadbench-", dir=scratch.parent) as folder,
    ):
        book = xlsxwriter.Workbook(str(scratch), {**options, "tmpdir": folder})
        try:
            _fill(book, back, rows)
            book.close()
        except (FileCreateError, FileSizeError) as error:
            cause = error.args[0] if error.args else None
            if isinstance(cause, OSError):
                raise cannot_write(cause, path) from error
            raise LeadbenchError(
                "The list is too large for a workbook.", str(path), "Write a .csv file instead."
            ) from error
        finally:
            close_scratch(book)
        yield


def _fill(book: Any, back: BackList, rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(SHEET)
    text = book.add_format({"num_format": "@"})
    for place, header in enumerate(back.header):
        sheet.set_column(place, place, 20, text if place == 0 else None)
        sheet.write_string(0, place, header)
    sheet.freeze_panes(1, 0)
    numbers = [column in (SCORE, PROBABILITY) for column in back.columns]
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if numbers[place]:
                sheet.write_number(number, place, float(cell))
            else:
                sheet.write_string(number, place, cell, text if place == 0 else None)


@contextmanager
def parquet_file(path: Path, back: BackList, rows: Iterable[Row]) -> Iterator[None]:
    """Score as int32, probability as double, day as date32, else text; metadata says the model."""
    try:
        import pyarrow  # lazy: an extra that few installations have
        from pyarrow import parquet  # lazy: the same
    except ImportError as error:
        raise LeadbenchError(
            "Parquet files need the package pyarrow, which is not installed.",
            str(path),
            "Install leadbench[parquet], or write a .csv or .xlsx file.",
        ) from error
    kinds = {SCORE: pyarrow.int32(), PROBABILITY: pyarrow.float64(), DATE: pyarrow.date32()}
    reads: dict[str, Callable[[str], Any]] = {
        SCORE: int,
        PROBABILITY: float,
        DATE: date.fromisoformat,
    }
    fields = [
        pyarrow.field(header, kinds.get(column, pyarrow.string()))
        for column, header in zip(back.columns, back.header, strict=True)
    ]
    about = {"model": back.model.name, "model_hash": back.model_hash, "system": back.system.key}
    schema = pyarrow.schema(fields, metadata={"leadbench": json.dumps(about)})
    columns: list[list[Any]] = [[] for _ in fields]
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            column.append(cell)
    arrays = [
        pyarrow.array([reads.get(name, str)(cell) for cell in cells], type=field.type)
        for name, cells, field in zip(back.columns, columns, fields, strict=True)
    ]
    with atomic_path(path) as scratch:
        parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), str(scratch))
        yield


WRITERS: dict[str, Writer] = {".csv": csv_file, ".xlsx": workbook, ".parquet": parquet_file}


def writer_of(path: Path) -> Writer:
    """What writes a file of that name. LeadbenchError where its ending is not one of WRITERS."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise LeadbenchError(
            f"A list cannot be written as {quoted(path.suffix or path.name)}.",
            str(path),
            "Use a name that ends in .csv, .xlsx or .parquet.",
        )
    return writer
