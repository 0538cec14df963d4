"""A plain table as .csv or .xlsx: text stays text, and no cell can become a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from models.exchange.atomic import atomic_path, atomic_text
from models.exchange.cells import encodable
from models.leads.scored_lists import marked
from models.leads.wording import quoted
from models.problems import LeadbenchError

Row = Sequence[str | int | float]
MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
ENDINGS = (".csv", ".xlsx")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Row], sheet: str) -> None:
    """Write a table by the ending of `path`; whole or not at all.

    LeadbenchError where the ending is another one, or the rows are more than a sheet holds.
    """
    match path.suffix.lower():
        case ".csv":
            _csv(path, header, rows)
        case ".xlsx":
            _workbook(path, header, list(rows), sheet)
        case _:
            raise LeadbenchError(
                f"A table cannot be written as {quoted(path.suffix or path.name)}.",
                str(path),
                f"Use a name that ends in {' or '.join(ENDINGS)}.",
            )


def _csv(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    with atomic_text(path, encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([marked(encodable(name)) for name in header])
        for row in rows:
            writer.writerow(
                [marked(encodable(cell)) if isinstance(cell, str) else cell for cell in row]
            )


def _workbook(path: Path, header: Sequence[str], rows: list[Row], sheet: str) -> None:
    import xlsxwriter  # lazy: heavy, and only spreadsheets need it

    if len(rows) + 1 > MOST_ROWS:
        raise LeadbenchError(
            f"A sheet holds {MOST_ROWS - 1:,} rows at most; these are {len(rows):,}.",
            str(path),
            "Write a .csv file instead.",
        )
    with atomic_path(path) as scratch:
        book = xlsxwriter.Workbook(
            str(scratch),
            {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True},
        )
        try:
            page = book.add_worksheet(sheet)
            bold = book.add_format({"bold": True})
            for place, name in enumerate(header):
                page.write_string(0, place, encodable(name), bold)
            for number, row in enumerate(rows, start=1):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(number, place, encodable(cell)[:MOST_TEXT])
                    else:
                        page.write_number(number, place, cell)
            page.freeze_panes(1, 0)
            book.close()
        finally:
            with suppress(OSError):
                book.fileclosed = True
