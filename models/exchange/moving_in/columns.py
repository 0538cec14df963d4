"""Which column of a scorecard holds what, guessed by its header's words, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.exchange.moving_in.numbers_text import USUAL, points_of
from models.leads.text import clean, cleaned_key
from models.leads.wording import both_ends, quoted
from models.problems import LeadbenchError


class Holds(StrEnum):
    """What a column of a scorecard holds."""

    FIELD = "field"
    CONDITION = "condition"
    VALUE = "value"
    POINTS = "points"
    GROUP = "group"
    NOTE = "note"


_WORDS: dict[Holds, tuple[str, ...]] = {
    Holds.POINTS: ("points", "point", "score", "pts", "weight", "punkte", "scoring", "puntos"),
    Holds.GROUP: ("group", "category", "section", "dimension", "kategorie", "gruppe", "type"),
    Holds.FIELD: ("field", "attribute", "property", "variable", "feld", "merkmal", "champ"),
    Holds.VALUE: ("value", "values", "answer", "range", "wert", "werte", "valeur"),
    Holds.CONDITION: (
        *("condition", "operator", "criteria", "criterion", "rule", "test", "comparison"),
        *("requirement", "bedingung", "kriterium", "critère", "description", "behavior"),
        *("behaviour", "action", "activity", "event", "signal", "when", "if"),
    ),
    Holds.NOTE: ("note", "notes", "comment", "comments", "rationale", "why", "reason", "hinweis"),
}
_ASKED = {Holds.FIELD, Holds.CONDITION, Holds.VALUE}
_NO_FIELD = frozenset(
    "what lead leads action actions item name reason trigger description rule engagement intent "
    "behaviour behavior activity demographic demographics firmographic fit".split()
)
"""A header that holds one of these is not the name of a field."""
FIRST_ROWS = 15
"""The header is looked for in so many rows."""


@dataclass(frozen=True)
class Columns:
    """The position of each column that was found, the row of the header (-1: none), and why.

    `topic`: the field whose values stand below, where the header names one: "Industry | Points".
    """

    at: dict[Holds, int]
    header: int = -1
    evidence: tuple[str, ...] = ()
    decimal: str = ""
    topic: str = ""

    def cell(self, row: Sequence[str], what: Holds) -> str:
        """The cleaned cell of a row, "" where there is no such column."""
        place = self.at.get(what)
        return "" if place is None or place >= len(row) else clean(row[place])


@dataclass(frozen=True)
class Chosen:
    """What a person says about a scorecard: columns by header or letter ("" for none), and the
    decimal mark."""

    columns: dict[Holds, str] = field(default_factory=dict)
    decimal: str = ""


GUESSED = Chosen()
"""Nothing was said: all is guessed."""


def letter(place: int) -> str:
    """The column's letter in a spreadsheet: A, B, ..., AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


class NoColumns(LeadbenchError):
    """Columns that a scorecard needs are not told by its names; `headers` are those it has."""

    def __init__(self, rows: Sequence[Sequence[str]], what: str, where: str, remedy: str) -> None:
        self.headers = column_names(rows, Columns({}))
        super().__init__(what, where, remedy)


def column_names(rows: Sequence[Sequence[str]], columns: Columns) -> tuple[str, ...]:
    """Each column by its letter and its name, or what stands in it first."""
    width = max((len(row) for row in rows), default=0)
    named = rows[columns.header] if columns.header >= 0 else ()
    names = []
    for place in range(width):
        name = clean(named[place]) if place < len(named) else ""
        firsts = (clean(row[place]) for row in rows if place < len(row))
        shown = name or next(filter(None, firsts), "")
        names.append(f"{letter(place)}: {both_ends(shown, 24)}" if shown else letter(place))
    return tuple(names)


def find_columns(rows: Sequence[Sequence[str]], chosen: Chosen, where: str = "") -> Columns:
    """The columns of a scorecard. LeadbenchError where no column holds points or none is said."""
    header, at, evidence = _by_words(rows)
    if header < 0 and rows:
        names = {cleaned_key(cell) for cell in rows[0] if clean(cell)}
        if names.intersection(map(cleaned_key, filter(None, chosen.columns.values()))):
            header = 0  # who says a column by its name says that the first row holds names
    for what, name in chosen.columns.items():
        if not name:
            at.pop(what, None)
            continue
        place = _named(rows, header, name, where)
        at = {kept: taken for kept, taken in at.items() if taken != place}
        at[what] = place
        evidence.append(f"{what.value.capitalize()}: column {letter(place)}, as was said.")
    if Holds.POINTS not in at:
        _by_points(rows, header, at, evidence)
    if Holds.POINTS not in at:
        raise NoColumns(
            rows,
            "No column with points was found, so this is no scorecard that can be read.",
            where,
            "Name the column with points \u201cPoints\u201d, or say which one it is.",
        )
    topic = ""
    if not _ASKED & at.keys():
        topic = _topic(rows[header], at) if header >= 0 else ""
    if not _ASKED & at.keys():
        _by_texts(rows, header, at, evidence)
    if not _ASKED & at.keys():
        raise NoColumns(
            rows,
            "No column says what the points are for.",
            where,
            f"Name the columns {quoted('Field')}, {quoted('Condition')} and {quoted('Value')}, or "
            "say which they are.",
        )
    return Columns(at, header, tuple(evidence), chosen.decimal, topic)


def next_header(row: Sequence[str], columns: Columns) -> Columns | None:
    """The columns of a table that begins below another: a row of names, points among them."""
    header, at, _ = _by_words([row])
    if header < 0:
        return None
    topic = "" if _ASKED & at.keys() else _topic(row, at)
    return replace(columns, at=at, topic=topic) if _ASKED & at.keys() else None


def _topic(header: Sequence[str], at: dict[Holds, int]) -> str:
    """Take the first column that is left for the conditions; its name, if that names a field."""
    for place, cell in enumerate(header):
        name = clean(cell)
        if name and place not in at.values():
            at[Holds.CONDITION] = place
            words = set(re.findall(r"\w+", cleaned_key(name)))
            return "" if words & _NO_FIELD else name
    return ""


def _by_words(rows: Sequence[Sequence[str]]) -> tuple[int, dict[Holds, int], list[str]]:
    """The first row that names points and another column, else the one most like a header."""
    best: tuple[int, dict[Holds, int]] = (-1, {})
    for number, row in enumerate(rows[:FIRST_ROWS]):
        at: dict[Holds, int] = {}
        for exact in (True, False):  # a header that is the word before one that holds it
            for what, words in _WORDS.items():
                for place, cell in enumerate(row):
                    if what not in at and place not in at.values() and _is(cell, words, exact):
                        at[what] = place
        filled = [cell for cell in row if clean(cell)]
        good = (
            Holds.POINTS in at
            and len(filled) > 1
            and all(points_of(cell, USUAL) is None for cell in filled)
        )
        if good and _is(row[at[Holds.POINTS]], _WORDS[Holds.POINTS], True):
            best = number, at
            break  # tables may stand below each other: the first begins here
        if good and len(at) > len(best[1]):
            best = number, at
    header, at = best
    told = [
        f"{what.value.capitalize()}: column {letter(place)}, by its name "
        f"{quoted(clean(rows[header][place]))}."
        for what, place in at.items()
    ]
    return header, dict(at), told


def _is(cell: str, words: tuple[str, ...], exact: bool) -> bool:
    text = cleaned_key(cell)
    if exact or len(text) > 40:
        return text in words
    return bool(set(re.findall(r"\w+", text)).intersection(words))


def _by_points(
    rows: Sequence[Sequence[str]], header: int, at: dict[Holds, int], evidence: list[str]
) -> None:
    """The column of which most cells are points and nothing else."""
    width = max((len(row) for row in rows), default=0)
    best, most = -1, 1
    for place in range(width):
        if place in at.values():
            continue
        cells = [clean(row[place]) for row in rows[header + 1 :] if place < len(row)]
        filled = [cell for cell in cells if cell]
        count = sum(points_of(cell, USUAL) is not None for cell in filled)
        if count > most and 2 * count > len(filled):
            best, most = place, count
    if best >= 0:
        at[Holds.POINTS] = best
        evidence.append(f"Points: column {letter(best)}, since {most} of its cells are numbers.")


def _by_texts(
    rows: Sequence[Sequence[str]], header: int, at: dict[Holds, int], evidence: list[str]
) -> None:
    """The column with the longest texts."""
    width = max((len(row) for row in rows), default=0)
    lengths = {
        place: sum(len(clean(row[place])) for row in rows[header + 1 :] if place < len(row))
        for place in range(width)
        if place not in at.values()
    }
    place = max(lengths, key=lambda at: lengths[at], default=-1)
    if place >= 0 and lengths[place]:
        at[Holds.CONDITION] = place
        evidence.append(f"Condition: column {letter(place)}, since it holds the most text.")


def _named(rows: Sequence[Sequence[str]], header: int, name: str, where: str) -> int:
    """The position of a column that a person names by header or letter."""
    wanted = cleaned_key(name)
    names = rows[header] if header >= 0 else rows[0] if rows else ()
    for place, cell in enumerate(names):
        if cleaned_key(cell) == wanted:
            return place
    width = max((len(row) for row in rows), default=0)
    for place in range(width):
        if letter(place).lower() == wanted:
            return place
    shown = ", ".join(quoted(clean(cell)) for cell in names if clean(cell))
    raise LeadbenchError(
        f"There is no column {quoted(name)}.",
        where,
        f"The columns are {shown}; or name one by its letter." if shown else "Use a letter.",
    )
