"""Tables of web pages, as many a CRM saves them under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from models.leads.readers.contract import Progress, ReadOptions, SheetInfo
from models.leads.readers.encoding import decoded, find_encoding
from models.leads.readers.given import Given
from models.leads.readers.grid import Grid, read_grid, say_other_sheets
from models.leads.readers.header_lines import Merged
from models.leads.readers.parsed import Parsed
from models.leads.wording import listed
from models.problems import LeadbenchError

MOST_BYTES = 200 << 20
"""Bytes of a page that is read."""
MOST_CELLS = 20_000_000
MOST_SPAN = 2_000
_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(script|style|xml)\b.*?(?:</\1\s*>|\Z)"""
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.IGNORECASE)
_SPAN = r"\b{}\s*=\s*[\"']?\s*(\d+)"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAKS = {"br", "p", "div", "li"}


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    taken: dict[int, set[int]] = field(default_factory=dict)
    """Columns of later rows that cells merged downwards take."""

    @property
    def width(self) -> int:
        """Cells of the widest row."""
        return max(map(len, self.rows), default=0)


def read_web_page(given: Given, options: ReadOptions, progress: Progress) -> Parsed:
    """Read the largest table of a page, or the one that `sheet` names ("Table 2")."""
    encoding = find_encoding(given, options.encoding or _told(given))
    progress("Reading the page", 0, 0)
    tables = [table for table in _tables(decoded(given, encoding, MOST_BYTES), given) if table.rows]
    if not tables:
        raise LeadbenchError(
            "The file is a web page without a table.",
            given.name,
            "Export the leads as .csv or .xlsx.",
        )
    sheets = [
        SheetInfo(f"Table {number}", len(table.rows), table.width)
        for number, table in enumerate(tables, start=1)
    ]
    names = [sheet.name for sheet in sheets]
    if options.sheet is not None and options.sheet not in names:
        raise LeadbenchError(
            f"The page has no table “{options.sheet}”.",
            given.name,
            f"Choose one of {listed(names[:10])}.",
        )
    largest = max(range(len(tables)), key=lambda n: (len(tables[n].rows) * tables[n].width, -n))
    chosen = largest if options.sheet is None else names.index(options.sheet)
    table, width = tables[chosen], tables[chosen].width
    name = names[chosen] if len(tables) > 1 else ""
    grid = Grid(
        name,
        f"{given.name}, {name.lower()}" if name else given.name,
        ([*row, *[""] * (width - len(row))] for row in table.rows),
        len(table.rows),
        table.merged,
        sheets if name else [],
    )
    parsed = read_grid(grid, options, progress)
    parsed.encoding = encoding.name
    if encoding.problem:
        parsed.problems.append(encoding.problem)
    say_other_sheets(parsed, options, "table")
    return parsed


def _told(given: Given) -> str | None:
    """The encoding that the page names, unless its first bytes say another one."""
    with given.open() as file:
        head = file.read(4096)
    if head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = _CHARSET.search(head)
    name = found[1].decode() if found is not None else ""
    if name.lower() in ("iso-8859-1", "latin1", "us-ascii"):
        return "cp1252"  # as every browser reads them
    try:
        "".encode(name)
    except LookupError:
        return None
    return name if name.lower() not in ("utf-8", "utf8", "utf-16") else None


def _tables(text: str, given: Given) -> list[_Table]:
    """The tables of a page from top to bottom; a table within a cell is text of that cell."""
    reader, place = _Reader(), 0
    for token in _TOKEN.finditer(text):
        reader.text(text, place, token.start())
        place = token.end()
        reader.tag((token[3] or "").lower(), token[2] == "/", token[4] or "")
        if reader.cells > MOST_CELLS:
            raise LeadbenchError(
                f"The page has more than {MOST_CELLS:,} cells.",
                given.name,
                "Export the leads as .csv.",
            )
    reader.end_table()
    return reader.tables


class _Reader:
    """Takes tags and texts of a page as they come and keeps the cells."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.cells = 0
        self._table: _Table | None = None
        self._depth = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._attributes = ""

    def text(self, page: str, start: int, end: int) -> None:
        """What stands between two tags."""
        if self._cell is not None:
            self._cell.append(unescape(page[start:end]))

    def tag(self, tag: str, closing: bool, attributes: str) -> None:
        """A tag; those that are not about tables only part words."""
        if tag == "table":
            self._depth += -1 if closing else 1
            if closing and self._depth <= 0:
                self.end_table()
            elif not closing and self._depth == 1:
                self._table = _Table()
        elif self._table is None or self._depth > 1:
            return
        elif tag == "tr":
            self._end_cell()
            self._row = None
            if not closing:
                self._new_row(self._table)
        elif tag in ("td", "th"):
            self._end_cell()
            if not closing:
                if self._row is None:
                    self._new_row(self._table)
                self._cell, self._attributes = [], attributes
                self.cells += 1
        elif tag in _BREAKS and self._cell is not None and any(map(str.strip, self._cell)):
            self._cell.append("\x0b")

    def end_table(self) -> None:
        """Keep the table that was open, if any."""
        self._end_cell()
        if self._table is not None:
            self.tables.append(self._table)
        self._table, self._row, self._depth = None, None, 0

    def _new_row(self, table: _Table) -> None:
        self._row = []
        table.rows.append(self._row)

    def _end_cell(self) -> None:
        if self._table is not None and self._row is not None and self._cell is not None:
            text = _BLANKS.sub(" ", "".join(self._cell))
            _put(self._table, self._row, text, self._attributes)
        self._cell = None


def _put(table: _Table, row: list[str], text: str, attributes: str) -> None:
    """Put a cell at the next free place of its row; others that it is merged over stay blank."""
    number = len(table.rows) - 1
    taken = table.taken.get(number, set())
    while len(row) in taken:
        row.append("")
    left = len(row)
    wide, high = _span(attributes, "colspan"), _span(attributes, "rowspan")
    row.append("\n".join(line.strip(" ") for line in text.split("\x0b")).strip("\n "))
    row.extend([""] * (wide - 1))
    for below in range(number + 1, number + high):
        table.taken.setdefault(below, set()).update(range(left, left + wide))
    if wide > 1 or high > 1:
        table.merged.append(Merged(number, left, number + high - 1, left + wide - 1))


def _span(attributes: str, name: str) -> int:
    if name not in attributes.lower():
        return 1
    found = re.search(_SPAN.format(name), attributes, re.IGNORECASE)
    return 1 if found is None else max(1, min(int(found[1][:6]), MOST_SPAN))
