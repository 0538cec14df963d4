"""What the step File shows: how the file was read, and what made us think so."""

from __future__ import annotations

from collections.abc import Iterator

from models.evaluation.figures import count
from models.leads.readers.contract import Imported, SheetInfo
from models.leads.wording import count_of
from models.problems import Problem
from widgets.importing.file_form import FileFacts, FileLine
from widgets.importing.header_picture import HeadRows
from workbench.importing.draft import Draft

ENCODINGS: tuple[tuple[object, str], ...] = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252, Western Europe"),
    ("latin-1", "Latin 1, ISO 8859-1"),
    ("iso8859-15", "Latin 9, ISO 8859-15"),
    ("cp1250", "Windows-1250, Central Europe"),
    ("iso8859-2", "Latin 2, ISO 8859-2"),
    ("cp1251", "Windows-1251, Cyrillic"),
    ("cp1253", "Windows-1253, Greek"),
    ("cp1254", "Windows-1254, Turkish"),
    ("cp932", "Shift JIS, Japanese"),
    ("gb18030", "GB 18030, Chinese"),
    ("big5", "Big5, Chinese"),
    ("euc_kr", "EUC-KR, Korean"),
    ("mac_roman", "Mac Roman"),
)
DELIMITERS: tuple[tuple[object, str], ...] = (
    (",", "commas"),
    (";", "semicolons"),
    ("\t", "tabs"),
    ("|", "bars"),
)
QUOTES: tuple[tuple[object, str], ...] = (
    ('"', "double quotation marks"),
    ("'", "apostrophes"),
    ("", "nothing: marks belong to the cells"),
)
NAME_ROWS: tuple[tuple[object, str], ...] = (
    (1, "one"),
    (2, "two"),
    (3, "three"),
    (4, "four"),
    (5, "five"),
    (0, "none: every row is read"),
)
CHOSEN = "You chose it."
TOTALS = "like totals"
"""What a problem says of rows that were left out because they look like totals."""


def asks_password(problem: Problem | None) -> bool:
    """Whether the file could not be read because it is protected."""
    return problem is not None and "password" in problem.what and "even with it" not in problem.what


def file_facts(draft: Draft, size: int) -> FileFacts:
    """How the file is read, as far as it is known."""
    imported = None if draft.found is None else draft.found.imported
    asked = asks_password(draft.error)
    totals = None if imported is None else _totals(draft, imported)
    return FileFacts(
        name=draft.path.name,
        size=_size(size),
        lines=() if imported is None else tuple(_lines(draft, imported)),
        password=asked or bool(draft.options.password),
        refused=asked and bool(draft.options.password),
        totals=None if totals is None else bool(draft.options.totals),
        totals_why=totals or "",
    )


def head_rows(draft: Draft) -> HeadRows:
    """The first rows of the file, and which of them hold names."""
    if draft.found is None:
        return HeadRows()
    imported = draft.found.imported
    return HeadRows(imported.head, imported.header_row, max(1, imported.header_rows))


def sheets_to_choose(imported: Imported) -> tuple[SheetInfo, ...]:
    """Visible sheets that hold something, as far as that is known."""
    sized = any(sheet.rows for sheet in imported.sheets)
    return tuple(s for s in imported.sheets if s.visible and (s.rows > 1 or not sized))


def _lines(draft: Draft, imported: Imported) -> Iterator[FileLine]:
    options = draft.options
    if len(imported.sheets) > 1:
        named = tuple((sheet.name, _sheet_words(sheet)) for sheet in imported.sheets)
        why = CHOSEN if options.sheet else "Nobody has said which one; this one holds a table."
        yield FileLine("sheet", named, options.sheet or imported.table.sheet, why)
    refused = draft.error is not None and options.header_row is None
    rows = max(1, imported.header_rows) if imported.header_row or refused else 0
    lines = NAME_ROWS if rows in dict(NAME_ROWS) else (*NAME_ROWS, (rows, count(rows)))
    yield FileLine("header_rows", lines, rows, "" if refused else _names_why(draft, imported))
    if imported.encoding:
        codec = options.encoding or _codec(imported.encoding)
        known = ENCODINGS
        if codec not in dict(known):
            known = (*known, (codec, imported.encoding))
        yield FileLine("encoding", known, codec, _encoding_why(draft, codec))
    if imported.delimiter:
        width = len(imported.table.columns)
        mark = imported.delimiter
        marks = DELIMITERS if mark in dict(DELIMITERS) else (*DELIMITERS, (mark, mark))
        why = CHOSEN if options.delimiter else "They cut the rows most evenly."
        cells = "cell" if width == 1 else "cells"
        yield FileLine("delimiter", marks, mark, f"{why} A row has {count(width)} {cells}.")
        quotes = QUOTES if imported.quote in dict(QUOTES) else (*QUOTES, (imported.quote,) * 2)
        yield FileLine("quote", quotes, imported.quote, CHOSEN if options.quote is not None else "")


def _sheet_words(sheet: SheetInfo) -> str:
    words = sheet.name
    if sheet.rows or sheet.columns:
        words += f", {count_of(sheet.rows, 'row')} of {count(sheet.columns)}"
    return words if sheet.visible else f"{words}, hidden"


def _names_why(draft: Draft, imported: Imported) -> str:
    above = imported.header_row - 1
    if not imported.header_row:
        said = draft.options.header_row == 0
        first = CHOSEN if said else "The first row looks like the others."
        return f"{first} The columns are numbered."
    last = imported.header_row + imported.header_rows - 1
    rows = f"Row {count(imported.header_row)} holds"
    if last > imported.header_row:
        joins = "and" if last == imported.header_row + 1 else "to"
        rows = f"Rows {count(imported.header_row)} {joins} {count(last)} hold"
    left = ""
    if above:
        left = f" {count(above)} above {'is' if above == 1 else 'are'} left out."
    return f"{rows} the names.{left} A click on another row of the picture chooses it."


def _codec(name: str) -> object:
    """The codec that is meant by what an encoding is called."""
    plain = name.casefold()
    for codec, words in ENCODINGS:
        if plain in (codec, words.casefold(), words.split(",")[0].casefold()):
            return codec
    return name


def _encoding_why(draft: Draft, codec: object) -> str:
    if draft.options.encoding:
        return CHOSEN
    if codec == "utf-8":
        return "All of its bytes are UTF-8."
    if codec == "utf-16":
        return "A mark at its beginning, or the zeros between its letters, say so."
    return "It is not UTF-8, and its letters are commonest in this one."


def _totals(draft: Draft, imported: Imported) -> str | None:
    """What is said of rows that look like totals; None where there are none to speak of."""
    found = next((problem.what for problem in imported.problems if TOTALS in problem.what), None)
    if found is None and draft.options.totals:
        return CHOSEN
    return found


def _size(size: int) -> str:
    if size < 1_000:
        return f"{count(size)} bytes"
    for unit, power in (("kB", 1), ("MB", 2), ("GB", 3)):
        if size < 1_000 ** (power + 1) or unit == "GB":
            return f"{size / 1_000**power:,.1f} {unit}"
    return ""
