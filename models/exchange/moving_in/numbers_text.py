"""Numbers and points as people write them in a scorecard: "1,000+", "1.234,5", "+10 pts"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.leads.numbers import bare, plain, rounded
from models.leads.text import clean

_SPACE = " "
_ORNAMENTS = ("$", "\u20ac", "\u00a3", "\u00a5", "%", "USD", "EUR", "GBP", "CHF")
_DASHES = str.maketrans("\u2013\u2014\u2010\u2011\u2012", "-----")
_DIGITS = re.compile(r"[0-9][0-9.,' \u2019]*[0-9]|[0-9]")
_POINTS = re.compile(
    r"(?P<sign>[+\-\u2212]?) ?(?P<number>[0-9][0-9.,']*)"
    r"(?: ?(?:points?|pts?\.?|pkt\.?|punkte?|puntos?|p\.?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Marks:
    """The marks of numbers in a file: before decimals, between thousands ("" where none)."""

    decimal: str = "."
    thousands: str = ","
    why: str = ""


USUAL = Marks()


def marks_of(texts: Iterable[str]) -> Marks:
    """The marks that the numbers of these texts show, with the number that tells so.

    A comma or point before other than three digits is a decimal mark; before three digits, where a
    number has several or begins with one to three digits, it parts thousands.
    """
    seen: dict[str, str] = {}
    for text in texts:
        for found in _DIGITS.finditer(clean(text)):
            number = found[0]
            both = "," in number and "." in number
            last = max(number.rfind(","), number.rfind("."))
            if both or (last >= 0 and len(number) - last - 1 != 3):
                seen.setdefault(f"decimal {number[last]}", number)
            elif last >= 0 and number[0] != "0":
                seen.setdefault(f"thousands {number[last]}", number)
    for comma in ("decimal ,", "thousands ."):
        if comma in seen and not {"decimal .", "thousands ,"} & seen.keys():
            return Marks(",", ".", f"\u201c{seen[comma]}\u201d")
    for point in ("decimal .", "thousands ,"):
        if point in seen:
            return Marks(".", ",", f"\u201c{seen[point]}\u201d")
    return USUAL


def dashes(text: str) -> str:
    """Cleaned text with one kind of dash."""
    return clean(text).translate(_DASHES)


def number_of(text: str, marks: Marks) -> float | None:
    """The number that a text is, marks of currency and percent aside; else None."""
    short = bare(clean(text), _ORNAMENTS)
    for thousands in dict.fromkeys((marks.thousands, _SPACE, "'", "\u2019")):
        found = plain(short, marks.decimal, thousands)
        if found is not None:
            held = rounded(found)
            return None if held is None else held[0]
    return None


def points_of(text: str, marks: Marks) -> int | None:
    """Whole points: "10", "+10", "10 pts", "(5)" for minus five; else None."""
    short = dashes(text).replace("\u2212", "-")
    minus = short[:1] == "(" and short[-1:] == ")"
    found = _POINTS.fullmatch(short[1:-1].strip() if minus else short)
    if found is None:
        return None
    value = number_of(found["number"], marks)
    if value is None or value != int(value) or abs(value) > 1e9:
        return None
    return -int(value) if minus or found["sign"] == "-" else int(value)
