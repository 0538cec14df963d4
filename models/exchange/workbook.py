"""A scored list as an Excel workbook: text as text, so that no cell can become a formula."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.exchange.atomic import atomic_path, cannot_write
from models.exchange.cells import encodable, is_plain_number
from models.exchange.list_rows import Block, Provenance, ScoredList
from models.problems import LeadbenchError

MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
LIST_SHEET, ABOUT_SHEET = "Scored leads", "About"
_WIDTHS = {
    "lead_id": 18,
    "score": 8,
    "band": 12,
    "grade": 8,
    "reasons": 70,
    "as_of": 12,
    "probability": 12,
    "probability_reasons": 70,
}
_PLAIN_WIDTH = 18


def write_workbook(path: Path, listed: ScoredList, blocks: Iterator[Block]) -> int:
    """The list on one sheet, where it comes from on another; how many cells had to be cut.

    LeadbenchError if the list is longer than a sheet.
    """
    import xlsxwriter  # lazy: heavy, and only spreadsheets need it
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # lazy: the same

    if len(listed) + 1 > MOST_ROWS:
        raise LeadbenchError(
            f"A sheet holds {MOST_ROWS - 1:,} leads at most; these are {len(listed):,}.",
            str(path),
            "Write a .csv file instead.",
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with (
        atomic_path(path) as scratch,
        TemporaryDirectory(prefix=".leadbench-", dir=scratch.parent) as folder,
    ):
        book = xlsxwriter.Workbook(str(scratch), {**options, "tmpdir": folder})
        try:
            book.set_properties({"title": LIST_SHEET, "comments": _comment(listed.about)})
            cut = _list(book, listed, blocks)
            _about(book, listed.about, cut)
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
    return cut


def _comment(about: Provenance) -> str:
    return f"Model {about.model}, {about.short_hash}, as of {about.as_of.isoformat()}"


def _list(book: Any, listed: ScoredList, blocks: Iterator[Block]) -> int:
    sheet = book.add_worksheet(LIST_SHEET)
    header = listed.header
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for column, name in enumerate(header):
        width = _WIDTHS.get(name, _PLAIN_WIDTH)
        sheet.set_column(column, column, width, text if column == 0 else None)
        sheet.write_string(0, column, encodable(name), head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(listed), len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    about = listed.about
    last = (about.as_of.isoformat(), about.short_hash)
    row = cut = 0
    for block in blocks:
        for place in range(len(block)):
            row += 1
            cut += write_text(sheet, row, 0, block.ids[place], text)
            sheet.write_number(row, 1, block.scores[place])
            cut += write_text(sheet, row, 2, block.bands[place])
            if block.grades[place]:
                cut += write_text(sheet, row, 3, block.grades[place])
            cut += write_text(sheet, row, 4, block.reasons[place])
            at = 5
            for cells, numbers in zip(block.fields, listed.numbers, strict=True):
                if numbers and is_plain_number(cells[place]):
                    sheet.write_number(row, at, float(cells[place]))
                elif cells[place]:
                    cut += write_text(sheet, row, at, cells[place])
                at += 1
            for more in last:
                cut += write_text(sheet, row, at, more)
                at += 1
    return cut


def write_text(sheet: Any, row: int, column: int, text: str, form: Any = None) -> bool:
    """One cell of text; True if it was longer than a cell can be, and so ends in an ellipsis."""
    whole = encodable(text)
    long = len(whole) > MOST_TEXT // 2 and len(whole.encode("utf-16-le")) // 2 > MOST_TEXT
    if long:
        kept = whole.encode("utf-16-le")[: 2 * (MOST_TEXT - 1)]
        whole = kept.decode("utf-16-le", "ignore") + "\u2026"
    sheet.write_string(row, column, whole, form)
    return long


def _about(book: Any, about: Provenance, cut: int) -> None:
    sheet = book.add_worksheet(ABOUT_SHEET)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 26, bold)
    sheet.set_column(1, 1, 70)
    lines: list[tuple[str, str | int]] = [
        ("Scoring model", about.model),
        ("Model's content hash", about.model_hash),
        ("Scores as of", about.as_of.isoformat()),
        ("Semantics version", about.semantics),
        ("Leads from", about.source),
        ("Lead id", about.id_field or "row in the file"),
        ("Leads", about.leads),
        *((f"{name}, from {threshold:,}", count) for name, threshold, count in about.bands),
        ("At or above MQL", about.mql),
        ("Written", about.written.isoformat(" ")),
    ]
    if cut:
        lines.append(("Cells too long, cut", cut))
    for row, (name, value) in enumerate(lines):
        write_text(sheet, row, 0, name)
        if isinstance(value, int):
            sheet.write_number(row, 1, value)
        else:
            write_text(sheet, row, 1, value)


def close_scratch(book: Any) -> None:
    """Close the scratch files of sheets, also of a book that is not finished."""
    for sheet in book.worksheets():
        with suppress(OSError):
            if sheet.row_data_fh is not None:  # there is none where rows are kept in memory
                sheet.row_data_fh.close()
