"""What was copied in a spreadsheet: its cells, and tables of two columns."""

from __future__ import annotations

import csv
import io

from models.leads.text import clean


def pasted_cells(text: str, mark: str = "\t") -> list[list[str]]:
    """The cells of each row as they were copied, quotation marks of the spreadsheet taken off."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:  # a quotation mark that nothing closes: cut as it stands
        return [line.split(mark) for line in text.split("\n")]


def pasted_rows(text: str) -> tuple[tuple[str, str], ...]:
    """Rows of the first two cells, cleaned; parted by tabs as spreadsheets do, else by semicolons.

    A row of one cell has nothing on its right; rows without any cell are dropped.
    """
    rows = []
    for row in pasted_cells(text, "\t" if "\t" in text else ";"):
        left, right = ([clean(cell) for cell in row] + ["", ""])[:2]
        if left or right:
            rows.append((left, right))
    return tuple(rows)
