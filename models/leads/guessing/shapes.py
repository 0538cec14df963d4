"""Shapes of cells: digits made alike, so that a few patterns stand for a million values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.leads.dates import DAY_NAME, NAME_DAY, NUMERIC, TIME, split
from models.leads.guessing.currencies import ORNAMENTS
from models.leads.month_names import MONTHS
from models.leads.numbers import PARENTHESES, bare, number_pattern
from models.leads.text import key

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

LONGEST = 40
"""Characters of the longest cell that can be a number or a date."""

_CODE = re.compile(r"[^\W\d_]{1,2}[09]")
"""One or two letters right before digits: a code such as TL1001, not an amount in lira."""

_DIGITS = str.maketrans("123456789", "999999999")


def pattern_of(text: str) -> str:
    """The text with its digits made 9; a leading 0 stays, for no thousands begin with it."""
    pattern = text.translate(_DIGITS)
    body = pattern[1:] if pattern[:1] in "+-\u2212" else pattern
    first = body[:1]
    return pattern[: len(pattern) - len(body)] + first + body[1:].replace("0", "9")


@lru_cache(maxsize=1 << 12)
def number_marks(pattern: str) -> tuple[frozenset[int], tuple[str, ...]]:
    """Which of MARKS read the pattern as a number, and the ornaments it carries."""
    if "9" not in pattern and "0" not in pattern:
        return frozenset(), ()
    if _CODE.match(pattern):
        return frozenset(), ()
    ornaments = _ornaments(pattern)
    number = bare(pattern, ornaments) if ornaments else pattern
    fitting = frozenset(
        index for index, marks in enumerate(MARKS) if number_pattern(*marks).fullmatch(number)
    )
    if re.match(r"[+\-\u2212]?0[^0-9]", number):  # 0.125 is never 125
        fitting = frozenset(
            index for index in fitting if not MARKS[index][1] or MARKS[index][1] not in number[:3]
        )
    return fitting, ornaments


def _ornaments(pattern: str) -> tuple[str, ...]:
    found = []
    rest = pattern
    for mark in ORNAMENTS:
        if mark in rest:
            found.append(mark)
            rest = rest.replace(mark, " ")
    if "(" in rest and ")" in rest:
        found.append(PARENTHESES)
    return tuple(found)


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
    match = DAY_NAME.fullmatch(calendar) or NAME_DAY.fullmatch(calendar)
    if match and key(match["month"]) in MONTHS:
        return DateShape("month name", short_year=len(match["year"]) == 2, half=half)
    return None


def is_code(text: str) -> bool:
    """Whether whole-number text would lose something as a number: leading zeros, over 15 digits."""
    return text.isdigit() and ((len(text) > 1 and text[0] == "0") or len(text) > 15)


def day_and_month(text: str) -> tuple[int, int] | None:
    """The first two numbers of a numeric date."""
    match = NUMERIC.fullmatch(split(text)[0])
    return None if match is None else (int(match[1]), int(match[3]))


def plain_name(header: str) -> str:
    """The words of a header in small letters: "Lead_ID" is "lead id"."""
    return " ".join(words_of(header))


def words_of(header: str) -> list[str]:
    """The words of a header: "mql_id", "Lead ID" and "leadId" all hold "id"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header)
    return [word.lower() for word in re.findall(r"[^\W_]+", spaced)]
