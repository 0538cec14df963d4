"""Derived fields worked out: a column made of other columns, by their distinct values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_column,
)
from models.leads.derived_fields import (
    SEPARATORS,
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    What,
    kind_of,
    kind_read,
    reads,
    without,
)
from models.leads.fields import Input, Kind
from models.leads.free_mail import FREE_MAIL
from models.leads.raw import Texts, narrow
from models.leads.text import clean, cleaned_key, key
from models.leads.title_words import TitleWord

__all__ = [
    "DaysBetween",
    "Derived",
    "EmailDomain",
    "FreeMail",
    "FromTitle",
    "LookUp",
    "TitleWord",
    "What",
    "derive",
    "derived_column",
    "fields_of_leads",
    "kind_of",
    "kind_read",
    "place_of",
    "reads",
    "without",
    "words_of_title",
]

ColumnOf = Callable[[str], Column | None]

_SPACED = {ord(sign): " " for sign in SEPARATORS}


def place_of(derived: Sequence[Derived], name: str) -> int | None:
    """The position of the derived field that a rule means by that name, compared by key."""
    wanted = cleaned_key(name)
    return next((i for i, item in enumerate(derived) if cleaned_key(item.name) == wanted), None)


def fields_of_leads(names: Iterable[str], derived: Sequence[Derived]) -> tuple[str, ...]:
    """The fields of the leads behind names that rules read, each once: derived ones traced back."""
    found: dict[str, None] = {}

    def trace(name: str, before: int) -> None:
        place = place_of(derived, name)
        if place is None:
            found.setdefault(name)
        elif place < before:
            for read in reads(derived[place]):
                trace(read, place)

    for name in names:
        trace(name, len(derived))
    return tuple(found)


def derived_column(derived: Sequence[Derived], place: int, of_leads: ColumnOf, rows: int) -> Column:
    """The column of the derived field at a place in its list.

    What it reads is an earlier derived field or a field of the leads; itself and later ones are
    blank.
    """

    def column(name: str) -> Column | None:
        found = place_of(derived, name)
        if found is None:
            return of_leads(name)
        return derived_column(derived, found, of_leads, rows) if found < place else None

    return derive(derived[place], column, rows)


def derive(derived: Derived, column_of: ColumnOf, rows: int) -> Column:
    """The column of a derived field; shape (rows,).

    `column_of` gives the columns it reads by name. One that the leads lack (None) is blank for
    all of them; one of another kind than `kind_read` makes the derived field blank for all.
    """
    if isinstance(derived, DaysBetween):
        return _days_between(column_of(derived.start), column_of(derived.end), rows)
    column = column_of(derived.field)
    if column is None:
        column = blank_column(Input("", Kind.TEXT), rows)
    if not isinstance(column, TextColumn):
        return blank_column(Input("", kind_of(derived)), rows)
    match derived:
        case EmailDomain():
            return _text(column, [_domain(text) for text in column.values])
        case FreeMail():
            return _free_mail(derived, column)
        case FromTitle():
            return _text(column, _from_title(derived, column))
        case LookUp():
            return _text(column, _looked_up(derived, column))


def _text(column: TextColumn, values: list[str]) -> TextColumn:
    """A text for each distinct value of a column, as a column."""
    index: dict[str, int] = {"": 0}
    codes = np.array([index.setdefault(value, len(index)) for value in values], dtype=np.int32)
    return TextColumn(narrow(codes, len(index))[column.codes], Texts.of(index))


def _domain(text: str) -> str:
    """Semantics 13 and 19; the text is cleaned, so only a space at the cut may be left over."""
    return key(text[text.rfind("@") + 1 :].strip(" ")) if "@" in text else ""


def _free_mail(derived: FreeMail, column: TextColumn) -> YesNoColumn:
    hosts = {*FREE_MAIL.get(derived.version, ()), *map(cleaned_key, derived.also)}
    domains = map(_domain, column.values)
    values = np.array([domain in hosts if domain else -1 for domain in domains], dtype=np.int8)
    return YesNoColumn(values[column.codes])


def words_of_title(text: str) -> tuple[str, ...]:
    """The words of a cleaned text by key."""
    return tuple(word for word in key(text).translate(_SPACED).split(" ") if word)


def _from_title(derived: FromTitle, column: TextColumn) -> list[str]:
    # A title has few runs of words and a table many phrases, so the runs are looked up.
    first: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(derived.lines):
        for phrase in line.words:
            first.setdefault(words_of_title(clean(phrase)), number)
    longest = max(map(len, first), default=0)
    values = [*(clean(line.value) for line in derived.lines), ""]
    found = []
    for words in map(words_of_title, column.values):
        runs = (
            words[start:end]
            for start in range(len(words))
            for end in range(start + 1, min(start + longest, len(words)) + 1)
        )
        found.append(values[min((first.get(run, -1) % len(values) for run in runs), default=-1)])
    return found


def _looked_up(derived: LookUp, column: TextColumn) -> list[str]:
    table: dict[str, str] = {}
    for left, right in derived.table:
        table.setdefault(cleaned_key(left), clean(right))
    otherwise = clean(derived.otherwise)
    found = [table.get(wanted, otherwise) for wanted in column.keys]
    found[0] = table.get("", "")
    return found


def _days_between(start: Column | None, end: Column | None, rows: int) -> NumberColumn:
    days = np.full(rows, np.nan)
    if isinstance(start, DateColumn) and isinstance(end, DateColumn):
        known = (start.days != BLANK_DAY) & (end.days != BLANK_DAY)
        days[known] = end.days[known].astype(np.float64) - start.days[known]
    return NumberColumn(days)
