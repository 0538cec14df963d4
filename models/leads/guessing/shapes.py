"""Shapes of cells: digits made alike, so that a few patterns stand for a million values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.leads.dates import MONTHS, NUMERIC, TIME, split
from models.leads.numbers import bare, number_pattern

MARKS = (
    (".", ""),
    (",", ""),
    (".", ","),
    (",", "."),
    (".", " "),
    (",", " "),
    (".", "'"),
    (".", "\u2019"),
)
"""Decimal and thousands marks that are tried, in the order of preference."""

ORNAMENTS = ("$", "€", "£", "%", "USD", "EUR", "GBP", "CHF")

LONGEST = 40
"""Characters of the longest cell that can be a number or a date."""

_DIGITS = str.maketrans("123456789", "999999999")


def pattern_of(text: str) -> str:
    """The text with its digits made 9; a leading 0 stays, for no thousands begin with it."""
    pattern = text.translate(_DIGITS)
    body = pattern[1:] if pattern[:1] in "+-\u2212" else pattern
    first = body[:1]
    return pattern[: len(pattern) - len(body)] + first + body[1:].replace("0", "9")


@lru_cache(maxsize=1 << 12)
def number_marks(pattern: str) -> tuple[frozenset[int], str]:
    """Which of MARKS read the pattern as a number, and the ornament it carries."""
    if "9" not in pattern and "0" not in pattern:
        return frozenset(), ""
    ornament = next((mark for mark in ORNAMENTS if mark in pattern), "")
    number = bare(pattern, (ornament,)) if ornament else pattern
    fitting = frozenset(
        index for index, marks in enumerate(MARKS) if number_pattern(*marks).fullmatch(number)
    )
    if re.match(r"[+\-\u2212]?0[^0-9]", number):  # 0.125 is never 125
        fitting = frozenset(
            index for index in fitting if not MARKS[index][1] or MARKS[index][1] not in number[:3]
        )
    return fitting, ornament


@dataclass(frozen=True)
class DateShape:
    """`family`: "year first", "numeric" (only the recipe knows the order) or "month name"."""

    family: str
    separator: str = ""
    short_year: bool = False
    half: bool = False


@lru_cache(maxsize=1 << 12)
def date_shape(pattern: str) -> DateShape | None:
    """What kind of date the pattern is; None if it is none."""
    calendar, time = split(pattern)
    if time and not TIME.fullmatch(time):
        return None
    half = bool(re.search(r"[AaPp]\.?[Mm]\.?$", time))
    if re.fullmatch(r"9999([-/.])[09]9?\1[09]9?", calendar):
        return DateShape("year first", half=half)
    if match := NUMERIC.fullmatch(calendar):
        return DateShape("numeric", match[2], len(match[4]) == 2, half)
    words = [word.lower() for word in re.findall("[A-Za-z]+", calendar)]
    if 1 <= len(words) <= 3 and any(word in MONTHS for word in words) and "9" in calendar:
        return DateShape("month name", short_year="9999" not in calendar, half=half)
    return None


def is_code(text: str) -> bool:
    """Whether whole-number text would lose something as a number: leading zeros, over 15 digits."""
    return text.isdigit() and ((len(text) > 1 and text[0] == "0") or len(text) > 15)


def day_and_month(text: str) -> tuple[int, int] | None:
    """The first two numbers of a numeric date."""
    match = NUMERIC.fullmatch(split(text)[0])
    return None if match is None else (int(match[1]), int(match[3]))


def words_of(header: str) -> list[str]:
    """The words of a header: "mql_id", "Lead ID" and "leadId" all hold "id"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header)
    return [word.lower() for word in re.findall(r"[^\W_]+", spaced)]
