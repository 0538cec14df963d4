"""Rows of totals and notes below a table: they look like leads and are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from models.leads.raw import Cell, RawColumn, RawTable, Texts
from models.leads.readers.header import is_value
from models.leads.readers.parsed import Parsed
from models.leads.text import clean
from models.leads.wording import count_of, quoted
from models.problems import Problem

MOST = 40
"""Rows at the end of a table that are looked at."""
FEWEST = 3
"""Leads that must be left above the rows that are left out."""
_TOTAL = re.compile(
    r"(?:grand |sub|sub-|column |report )?totals?|sums?|summen?"
    r"|(?:gesamt|zwischen|end)(?:summe|betrag)?"
    r"|insgesamt|ergebnis|gesamtergebnis|somme|total g[ée]n[ée]ral|totale|totaal|suma|soma|subtotal"
    r"|total geral|total general|итого|всего|razem|celkem|összesen|toplam|合计|总计|合計|総計|합계"
    r"|averages?|avg|mean|mittelwert|durchschnitt|moyenne|promedio|media|median|min|max"
    r"|counts?|record count|anzahl|nombre|number of (?:records|rows|leads)",
    re.I,
)
_COUNTED = re.compile(
    r"[(\[]?[\d.,’' ]+\s*(?:records?|rows?|leads?|results?|entries|items|zeilen|datensätze|einträge"
    r"|lignes|enregistrements|contacts?|accounts?|deals?)[)\]]?",
    re.I,
)
_NOTE = re.compile(
    r"copyright\b|\(c\)\s*\d{4}|©|confidential\b|vertraulich\b|generated (?:by|on|at)\b"
    r"|exported (?:by|on|at|from)\b|erstellt (?:von|am)\b|exportiert (?:von|am)\b|printed\b"
    r"|report (?:generated|run|created)\b|all rights reserved|do not distribute"
    r"|end of (?:report|file)"
    r"|page \d+|seite \d+|as of\b|stand:|source:|quelle:|notes?:|hinweis|applied filters|filters?:"
    r"|\*{3,}|-{3,}|={3,}|_{3,}",
    re.I,
)


@dataclass(frozen=True)
class _Seen:
    """A cell: its column, its text, whether it is a number, a day or yes or no."""

    place: int
    text: str
    value: bool


@dataclass(frozen=True)
class _Look:
    """The last rows of a table: the filled cells of each, and what columns usually hold."""

    rows: list[list[_Seen]]
    width: int
    usual: float
    values: list[bool]
    """Per column whether nearly all its cells are numbers, days or yes and no."""
    full: list[bool]
    """Per column whether nearly all its cells are filled."""


def without_totals(parsed: Parsed, table: RawTable, keep: bool) -> RawTable:
    """The table without the totals and notes at its end; counted, or kept if so wished."""
    count = _count(parsed, table)
    if not count:
        return table
    examples = tuple(_first(table, row) for row in range(table.rows - count, table.rows))
    looks = f"{count_of(count, 'row')} at the end {'looks' if count == 1 else 'look'}"
    parsed.problems.append(
        Problem(
            f"{looks} like totals or notes, such as {quoted(examples[0])}; "
            f"{'read as leads' if keep else 'left out'}.",
            parsed.place,
            "If they are no leads, choose to leave them out."
            if keep
            else "If they are leads, choose to read them as leads.",
            count,
            examples[:5],
        )
    )
    if keep:
        return table
    rows = table.rows - count
    _forget_short(parsed, rows)
    return replace(table, columns=tuple(_cut(column, rows) for column in table.columns), rows=rows)


def _count(parsed: Parsed, table: RawTable) -> int:
    """How many rows at the end are no leads."""
    if not parsed.complete or table.rows < FEWEST + 1 or len(table.columns) < 2:
        return 0
    seen = min(MOST, table.rows - FEWEST)
    look = _look(table, seen)
    gaps = {gap for gap in parsed.rows.gaps if gap < table.rows}
    lowest_gap = min((gap for gap in gaps if gap >= table.rows - seen), default=None)
    found = 0
    for number, cells in enumerate(reversed(look.rows)):
        row = table.rows - 1 - number
        apart = lowest_gap is not None and row >= lowest_gap
        if not (
            _is_total(cells, look)
            or (_is_sparse(cells, look, 4) and (apart or found))
            or (_is_sparse(cells, look, 3) and _is_note(cells, look))
            or _is_sum(table, row, cells, look)
        ):
            break
        found = number + 1
    return found


def _look(table: RawTable, seen: int) -> _Look:
    start = table.rows - seen
    rows: list[list[_Seen]] = [[] for _ in range(seen)]
    filled_share, values = [], []
    for place, column in enumerate(table.columns):
        body = column.codes[:start]
        filled = int((body != 0).sum())
        filled_share.append(filled / max(start, 1))
        values.append(_holds_values(column, start))
        for number, code in enumerate(column.codes[start:].tolist()):
            if code and (text := clean(column.texts[code])):
                rows[number].append(_Seen(place, text, _is_value(column, code, text)))
    return _Look(
        rows,
        len(table.columns),
        sum(filled_share),
        values,
        [share > 0.95 for share in filled_share],
    )


def _is_value(column: RawColumn, code: int, text: str) -> bool:
    return column.cells[code] != Cell.TEXT or is_value(text)


def _holds_values(column: RawColumn, rows: int) -> bool:
    """Whether the first filled cells of a column are numbers, days or yes and no."""
    codes = column.codes[: min(rows, 200)]
    found = [int(code) for code in codes if code]
    values = sum(1 for code in found if _is_value(column, code, column.texts[code]))
    return bool(found) and values >= 0.95 * len(found)


def _is_total(cells: list[_Seen], look: _Look) -> bool:
    """A word for totals, then nothing but numbers, and less of them than a lead has cells."""
    if not cells or len(cells) >= look.usual - 0.5:
        return False
    first, rest = cells[0], cells[1:]
    word = first.text.rstrip(" :.=")
    if _COUNTED.fullmatch(word):
        return not rest
    head = re.split(r"\s*[:(=]", word, maxsplit=1)[0]
    if not _TOTAL.fullmatch(head):
        return False
    return all(
        cell.value or _COUNTED.fullmatch(cell.text) or _TOTAL.fullmatch(cell.text.rstrip(": "))
        for cell in rest
    )


def _is_sparse(cells: list[_Seen], look: _Look, part: int) -> bool:
    """Far fewer cells than a lead has: one of so many columns."""
    return (
        look.width > 2
        and look.usual >= 0.5 * look.width
        and len(cells) <= max(1, look.width // part)
        and len(cells) <= look.usual / 2
    )


def _is_note(cells: list[_Seen], look: _Look) -> bool:
    """The words of a footer, or words where a column holds only numbers and days."""
    return any(
        _NOTE.match(cell.text)
        or "all rights reserved" in cell.text.lower()
        or (
            look.values[cell.place]
            and not cell.value
            and (" " in cell.text or (len(cells) == 1 and cell.place > 0))
        )
        for cell in cells
    )


def _is_sum(table: RawTable, row: int, cells: list[_Seen], look: _Look) -> bool:
    """No words at all, blank where every lead is filled, and numbers that are the sums above."""
    places = [cell.place for cell in cells]
    if not cells or not any(full and n not in places for n, full in enumerate(look.full)):
        return False
    numbers = [_number(cell.text) for cell in cells]
    if None in numbers or len(cells) >= look.usual - 0.5:
        return False
    return all(
        _adds_up(table.columns[place], row, number)
        for place, number in zip(places, numbers, strict=True)
        if number is not None
    )


def _adds_up(column: RawColumn, row: int, told: float) -> bool:
    """Whether a number is the sum, the mean or the count of the cells above it."""
    counts = np.bincount(column.codes[:row], minlength=len(column.texts))
    total, cells = 0.0, 0
    for text, count in zip(column.texts, counts.tolist(), strict=True):
        if not count or not text:
            continue
        number = _number(clean(text))
        if number is None:
            return False
        total += number * count
        cells += count
    return any(
        abs(told - other) <= 1e-6 * max(1.0, abs(other))
        for other in (total, total / max(cells, 1), float(cells))
    )


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").lstrip("$€£"))
    except ValueError:
        return None


def _first(table: RawTable, row: int) -> str:
    return next((clean(column[row]) for column in table.columns if column.codes[row]), "")


def _cut(column: RawColumn, rows: int) -> RawColumn:
    """The first rows of a column and the texts that they hold: those come first."""
    codes = column.codes[:rows].copy()
    size = int(codes.max(initial=0)) + 1
    ends = column.texts.ends[:size]
    texts = Texts(column.texts.data[: int(ends[-1])], ends)
    return replace(column, codes=codes, texts=texts, cells=column.cells[:size])


def _forget_short(parsed: Parsed, rows: int) -> None:
    """Rows that are left out are not told as short ones."""
    kept = [
        line
        for line, row in zip(parsed.rows.short_lines, parsed.rows.short_rows, strict=True)
        if row < rows
    ]
    parsed.rows.short = len(kept)
    parsed.rows.short_lines = kept
