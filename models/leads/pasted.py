"""A table pasted from a spreadsheet: rows of two cells."""

from __future__ import annotations

import csv
import io

from models.leads.text import clean


def pasted_rows(text: str) -> tuple[tuple[str, str], ...]:
    """Rows of the first two cells, cleaned; parted by tabs as spreadsheets do, else by semicolons.

    A row of one cell has nothing on its right; rows without any cell are dropped.
    """
    mark = "\t" if "\t" in text else ";"
    rows = []
    try:
        cells = list(
            csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=mark)
        )
    except csv.Error:  # a quotation mark that nothing closes: cut as it stands
        cells = [line.split(mark) for line in text.splitlines()]
    for row in cells:
        left, right = ([clean(cell) for cell in row] + ["", ""])[:2]
        if left or right:
            rows.append((left, right))
    return tuple(rows)
