"""Tables as they are shown on the screen, for a spreadsheet: on the clipboard or in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.leads.scored_lists import marked
from models.signs import MINUS

Cell = str | int | float
Table = list[list[Cell]]
"""A header and rows."""

_FIGURE = re.compile(rf"([+\-{MINUS}]?)((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)")


@dataclass(frozen=True, eq=False)
class Listed:
    """A table whose rows are made when they are asked for, from frozen values, in any thread."""

    title: str
    header: tuple[str, ...]
    count: int
    row: Callable[[int], Sequence[Cell]]

    def table(self, rows: Iterable[int] | None = None) -> Table:
        """The header and these rows; all of them where none are named."""
        wanted = range(self.count) if rows is None else rows
        return [list(self.header), *(list(self.row(place)) for place in wanted)]


def listed(title: str, table: Table) -> Listed:
    """A table that is there already."""
    header = tuple(str(cell) for cell in table[0]) if table else ()
    rows = tuple(tuple(row) for row in table[1:])
    return Listed(title, header, len(rows), lambda place: rows[place])


def figure_of(text: str) -> int | float | None:
    """The number that a text shows as this program writes numbers: grouped by commas, with a
    true minus sign; None where it is anything else, a percent included."""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    sign, digits = found.groups()
    plain = digits.replace(",", "")
    whole = digits if "," not in digits else plain
    if whole[:1] == "0" and whole[1:2].isdigit():  # 007 is a name, not a number
        return None
    value: int | float = float(plain) if "." in plain else int(plain)
    return -value if sign in ("-", MINUS) else value


def as_figure(text: str) -> Cell:
    """The number that a text shows, or the text."""
    number = figure_of(text)
    return text if number is None else number


def clipboard_text(table: Table) -> str:
    """Rows for a spreadsheet, tab-separated; text can never become a formula there.

    A number with a true minus sign gets the one that spreadsheets know.
    """

    def plain(cell: Cell) -> str:
        if not isinstance(cell, str):
            return str(cell)
        text = " ".join(cell.split())
        if text[:1] == MINUS and figure_of(text) is not None:
            return "-" + text[1:]
        return marked(text)

    return "\n".join("\t".join(plain(cell) for cell in row) for row in table) + "\n"
