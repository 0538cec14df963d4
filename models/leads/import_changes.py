"""Which cells of a table are not read as they were written, and by which rule: counted, shown.

Works on distinct cells; the usual forms are told at once by array operations, the rest one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import is_clean, keys_of
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.dates import read_moment, split
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.guessing.exports import recognised
from models.leads.import_report import CellChange, ChangeRule, ImportReport, RowsLeftOut
from models.leads.iso_moments import iso_moments
from models.leads.numbers import PARENTHESES, bare, plain, rounded
from models.leads.plain import plain_numbers
from models.leads.preparation import prepare, time_zone
from models.leads.raw import Cell, RawColumn, Texts
from models.leads.readers.contract import Imported
from models.leads.spellings import spellings_of
from models.leads.table import Leads
from models.leads.text import clean, key

RULES = tuple(ChangeRule)
AS_WRITTEN = 255
"""The code of a cell that is read as it was written; others are places in RULES."""

EXAMPLES = 3
"""Cells that are shown of a rule; all are counted."""

_CODES = {rule: code for code, rule in enumerate(RULES)}
_TIME = _CODES[ChangeRule.TIME]
_DAMAGE = "\ufffd"
_ROWS = re.compile(r"[\d,]+ rows? (?:without a filled cell|at the end) .*left out\.")
_SIGNED = re.compile(r"[-+\u2212]? *")
Codes = NDArray[np.uint8]


def report_of(imported: Imported, recipe: Recipe, zone: str = "UTC") -> ImportReport:
    """The report of a file that was read, as the recipe reads its cells."""
    table = imported.table
    changes: list[CellChange] = []
    for item in recipe:
        column = table.find((item.name, *item.aliases))
        if column is not None and item.role is not Role.IGNORED:
            changes += changes_of(column, item, zone)
    export = recognised(column.name for column in table.columns)
    return ImportReport(
        imported.rows_in,
        table.rows,
        tuple(changes),
        table.source,
        table.sheet,
        _left_out(imported),
        tuple(item.name for item in recipe if item.role is Role.IGNORED),
        "" if export is None else export.export.name,
    )


def rows_of(leads: Leads, field: str, rule: ChangeRule) -> NDArray[np.intp]:
    """The rows whose cell of a field this rule changed, in their order."""
    item = leads.input(field)
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return np.zeros(0, dtype=np.intp)
    column = _each_once(raw, item, leads.zone)
    hit = rules_of(raw, item, column, leads.zone) == _CODES[rule]
    return np.flatnonzero(hit[raw.codes])


def changes_of(raw: RawColumn, item: Input, zone: str = "UTC") -> tuple[CellChange, ...]:
    """How many cells of a column each rule changed, with a few of them."""
    column = _each_once(raw, item, zone)
    codes = rules_of(raw, item, column, zone)
    codes[raw.counts == 0] = AS_WRITTEN
    counts = np.bincount(codes, weights=raw.counts, minlength=AS_WRITTEN + 1).astype(np.int64)
    found = []
    for code in np.flatnonzero(counts[:AS_WRITTEN]).tolist():
        places = np.flatnonzero(codes == code)
        commonest = places[np.argsort(-raw.counts[places], kind="stable")[:EXAMPLES]]
        examples = tuple((raw.texts[at], read_as(column, at)) for at in commonest.tolist())
        found.append(CellChange(item.name, RULES[code], int(counts[code]), examples))
    return tuple(found)


def read_as(column: Column, place: int) -> str:
    """A prepared cell as a person reads it; "" where it is blank."""
    match column:
        case TextColumn():
            return clean(column.values[int(column.codes[place])])
        case MultipleColumn():
            return " | ".join(column.sets[int(column.codes[place])])
        case YesNoColumn():
            return ("no", "yes", "")[int(column.values[place])]
        case DateColumn():
            day = column.days[place]
            return "" if day == BLANK_DAY else str(day.astype("datetime64[D]"))
        case NumberColumn():
            value = float(column.values[place])
            return "" if np.isnan(value) else f"{value:.15g}"


def rules_of(raw: RawColumn, item: Input, column: Column, zone: str) -> Codes:
    """The code of the rule of each distinct cell; `column` holds each of them once, prepared."""
    codes = np.full(len(raw.texts), AS_WRITTEN, dtype=np.uint8)
    done = _at_once(raw, item, column, zone, codes)
    if done.all():
        return codes
    blank = blank_rows(column)
    blanks, spellings = keys_of(item.blank), spellings_of(item)
    judge = _judge(raw, item, column, zone)
    each = zip(raw.texts, raw.cells.tolist(), blank.tolist(), done.tolist(), strict=True)
    of_text = item.kind is Kind.TEXT
    whole = item.kind is not Kind.MULTIPLE
    for place, (text, cell, nothing, known) in enumerate(each):
        if known:
            continue
        tidy = clean(text)
        if of_text and tidy == text and not nothing and not spellings and _DAMAGE not in text:
            continue
        meant = tidy
        if spellings and cell != Cell.ERROR and whole:
            meant = spellings.get(key(tidy), tidy)
        rule: ChangeRule | None
        if not tidy:
            rule = ChangeRule.ONLY_SPACES if text else None
        elif nothing and (whole or cell == Cell.ERROR):
            empty = not meant or (key(meant) in blanks)
            word = ChangeRule.BLANK_WORD if meant == tidy else ChangeRule.SPELLING
            rule = word if empty else ChangeRule.MISFIT
        elif meant != tidy:
            rule = ChangeRule.SPELLING
        else:
            rule = judge(place, tidy)
            if rule is None and _DAMAGE in text:
                rule = ChangeRule.DAMAGED
            if rule is None and text != tidy:
                rule = ChangeRule.TRIMMED
        if rule is not None:
            codes[place] = _CODES[rule]
    return codes


def _each_once(raw: RawColumn, item: Input, zone: str) -> Column:
    """The distinct cells prepared, in the order of `raw.texts`."""
    places = np.arange(len(raw.texts), dtype=np.int32)
    if item.kind is Kind.TEXT and not item.blank and not item.spellings:
        # Cleaning is left to those who look at a cell: most need no look.
        return TextColumn(np.where(raw.cells == Cell.ERROR, 0, places), raw.texts)
    return prepare(replace(raw, codes=places), item, zone)[0]


def _at_once(
    raw: RawColumn, item: Input, column: Column, zone: str, codes: Codes
) -> NDArray[np.bool_]:
    """Which cells need no second look; the codes of dates with a time are set."""
    done = np.zeros(len(raw.texts), dtype=bool)
    done[0] = True
    if item.spellings:
        return done
    match column:
        case TextColumn() if not item.blank and not (raw.cells == Cell.ERROR).any():
            damaged = _DAMAGE.encode() in raw.texts.data
            done[:] = not damaged and is_clean(raw.texts)
        case NumberColumn() if all(word.isalpha() for word in item.blank):
            found = plain_numbers(raw.texts)
            same = found.found & ~(found.zero & (found.whole > 1))
            done |= same & (found.values == column.values)
        case DateColumn() if not any(word[:1].isdigit() for word in item.blank):
            done |= _dates_at_once(raw, column, zone, codes)
            if item.role is Role.ACTIVITY_TIME:  # its time of day is read, too
                codes[codes == _TIME] = AS_WRITTEN
        case _:
            pass
    return done


def _dates_at_once(
    raw: RawColumn, column: DateColumn, zone: str, codes: Codes
) -> NDArray[np.bool_]:
    """ISO days stay, ISO times become the day that is written, or another by their offset."""
    iso = iso_moments(raw.texts, time_zone(zone))
    found: NDArray[np.bool_] = iso.found & (column.days == iso.days)
    sizes = np.diff(raw.texts.ends, prepend=0)
    timed = np.flatnonzero(found & (sizes > 10))
    if len(timed):
        begins = raw.texts.ends[timed] - sizes[timed]
        content = np.frombuffer(raw.texts.data, dtype=np.uint8)
        heads = content[begins[:, None] + np.arange(10)]
        ends = np.arange(1, len(timed) + 1, dtype=np.int64) * 10
        written = iso_moments(Texts(heads.tobytes(), ends), time_zone("UTC")).days
        moved = written != column.days[timed]
        codes[timed] = np.where(moved, _CODES[ChangeRule.OTHER_DAY], _TIME)
    return found


_Judge = Callable[[int, str], ChangeRule | None]


def _judge(raw: RawColumn, item: Input, column: Column, zone: str) -> _Judge:
    """The rule of a cleaned cell of the kind; None where it is read as it is written."""
    cells = raw.cells
    match column:
        case NumberColumn():
            values = column.values
            return lambda at, tidy: _number(item, tidy, int(cells[at]), float(values[at]))
        case DateColumn():
            days = column.days
            return lambda at, tidy: _date(item, tidy, int(cells[at]), int(days[at]))
        case YesNoColumn():
            return lambda at, tidy: (
                None
                if key(tidy) in ("yes", "no") or cells[at] == Cell.YES_NO
                else ChangeRule.YES_NO_WORD
            )
        case MultipleColumn():
            sets, codes, texts = column.sets, column.codes, raw.texts
            return lambda at, tidy: _list(item, tidy, texts[at], sets[int(codes[at])])
        case TextColumn():
            return lambda at, tidy: None


def _number(item: Input, tidy: str, cell: int, value: float) -> ChangeRule | None:
    stored = cell == Cell.NUMBER
    undressed = tidy if stored else bare(tidy, item.ornaments)
    found = plain(undressed, ".", "") if stored else plain(undressed, item.decimal, item.thousands)
    exact = None if found is None else rounded(found)
    if exact is not None and exact[1]:
        return ChangeRule.ROUNDED
    plainly = plain(tidy, ".", "")
    if plainly is not None and float(plainly) == value:
        zeros = re.match(r"[-+]?0[0-9]", plainly)
        return ChangeRule.LEADING_ZEROS if zeros else None
    if PARENTHESES in item.ornaments and "(" in tidy:
        return ChangeRule.PARENTHESES
    if "%" in item.ornaments and "%" in tidy:
        return ChangeRule.PERCENT
    signless = _SIGNED.sub("", tidy, count=1)
    return (
        ChangeRule.CURRENCY if _SIGNED.sub("", undressed, count=1) != signless else ChangeRule.MARKS
    )


def _date(item: Input, tidy: str, cell: int, day: int) -> ChangeRule | None:
    order = DateOrder.YMD if cell == Cell.DATE else item.date_order
    calendar, time = split(tidy)
    written = read_moment(calendar, order, time_zone("UTC"))
    if written is not None and written.day != day:
        return ChangeRule.OTHER_DAY
    if written is not None and written.short_year:
        return ChangeRule.SHORT_YEAR
    if time and item.role is not Role.ACTIVITY_TIME:
        return ChangeRule.TIME
    return None if calendar.strip() == str(np.datetime64(day, "D")) else ChangeRule.DATE_FORM


def _list(item: Input, tidy: str, text: str, values: tuple[str, ...]) -> ChangeRule | None:
    if values == (tidy,):
        return None
    spellings, blanks = spellings_of(item), keys_of(item.blank)
    written = unicodedata.normalize("NFC", text)
    parts = [clean(part) for part in written.split(item.separator)] if item.separator else [tidy]
    if any(spellings.get(key(part), part) != part for part in parts):
        return ChangeRule.SPELLING
    if not values and (key(tidy) in blanks or any(part and key(part) in blanks for part in parts)):
        return ChangeRule.BLANK_WORD
    return ChangeRule.CUT


def _left_out(imported: Imported) -> tuple[RowsLeftOut, ...]:
    """Why rows of the file are no rows of the table, as the reading told it."""
    gone = imported.rows_in - imported.table.rows
    found = []
    for problem in imported.problems:
        if _ROWS.fullmatch(problem.what) and problem.count <= gone:
            why = (
                "no cell is filled."
                if "without a filled cell" in problem.what
                else "they look like totals or notes."
            )
            found.append(RowsLeftOut(problem.count, why))
            gone -= problem.count
    if gone > 0:
        found.append(RowsLeftOut(gone, "they hold no lead."))
    return tuple(found)
