"""Figures and values in sentences: 1,200 cells, 97.2 %, “n/a”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from models.signs import MINUS, NARROW

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BREAK = "\u21b5"
"""Stands where a line breaks in a text that has one line only."""
_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029])[ \t]*")


def day_words(day: date) -> str:
    """A day as it is read: "12 Mar 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def percent(share: float) -> str:
    """A share with at most one decimal; not 100 % or 0 % unless it is exactly that."""
    value = round(100 * share, 1)
    if value >= 100 and share < 1:
        return f"over 99.9{NARROW}%"
    if value <= 0 and share > 0:
        return f"under 0.1{NARROW}%"
    return f"{value:g}{NARROW}%"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """A number of things: "1 cell", "1,200 cells"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def quoted(text: str, most: int = 40) -> str:
    """A value in quotation marks, both ends of it where it is long."""
    return f"“{both_ends(text, most)}”"


def both_ends(text: str, most: int) -> str:
    """A text of so many letters at most: what is too much is left out in the middle."""
    if len(text) <= most:
        return text
    tail = (most - 1) // 3
    return f"{text[: most - 1 - tail]}…{text[len(text) - tail :]}"


def one_line(text: str) -> str:
    """The text in one line: where a line breaks stands a mark that can be seen."""
    return text if text.isprintable() else _BREAKS.sub(f" {BREAK} ", text)


def listed(texts: Iterable[str]) -> str:
    """Values in quotation marks with commas."""
    return ", ".join(quoted(text) for text in texts)


def figure(value: float) -> str:
    """A number as people write it: thousands marks, U+2212, no trailing zeros.

    A whole number however long (a fault in a file) keeps its digits.
    """
    if isinstance(value, int):
        text = f"{value:,}"
    else:
        text = f"{value:,.15g}" if abs(value) < 1e15 else f"{value:.15g}"
    return text.replace("-", MINUS)
