"""Numbers out of text: the marks of the recipe, at most 15 significant digits (semantics 5)."""

from __future__ import annotations

import math
import re
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

DIGITS = 15
"""Significant digits of a number: what every target of an exported model can hold."""

_ROUND = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
_SIGNS = "-+\u2212"

PARENTHESES = "()"
"""Among the ornaments: a number within them is negative, as in accounts: (1,200) is -1200."""


@lru_cache(maxsize=64)
def number_pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    """What a number looks like with these marks; thousands stand in groups of exactly three.

    With the comma between thousands also as in India: 1,23,45,678.
    """
    point = re.escape(decimal)
    whole = "[0-9]+"
    if thousands:
        indian = r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|" if thousands == "," else ""
        whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|{indian}[0-9]+)"
    return re.compile(
        rf"[{_SIGNS}]?(?:{whole}(?:{point}[0-9]+)?|{point}[0-9]+)(?:[eE][+-]?[0-9]{{1,4}})?"
    )


def bare(text: str, ornaments: tuple[str, ...]) -> str:
    """Cleaned text without the marks of currency or percent at either end, its sign kept.

    Where parentheses are among the ornaments, a number in them without a sign gets a minus.
    """
    sign = ""
    if text[:1] and text[0] in _SIGNS:
        sign, text = text[0], text[1:].lstrip(" ")
    text = _unadorned(text, ornaments)
    if not sign and PARENTHESES in ornaments and text[:1] == "(" and text[-1:] == ")":
        sign, text = "-", _unadorned(text[1:-1].strip(" "), ornaments)
    return sign + text


def _unadorned(text: str, ornaments: tuple[str, ...]) -> str:
    for mark in ornaments:
        if mark == PARENTHESES:
            continue
        if mark and text.startswith(mark):
            text = text[len(mark) :].lstrip(" ")
        elif mark and text.endswith(mark):
            text = text[: -len(mark)].rstrip(" ")
    return text


def plain(text: str, decimal: str, thousands: str) -> str | None:
    """The number as Python writes it, or None if the text is not a number with these marks."""
    if not number_pattern(decimal, thousands).fullmatch(text):
        return None
    if thousands:
        text = text.replace(thousands, "")
    if decimal != ".":
        text = text.replace(decimal, ".")
    return text.replace("\u2212", "-")


def rounded(text: str) -> tuple[float, bool] | None:
    """Binary64 of a plain number rounded half-even to 15 digits, and whether that changed it.

    None where the number is too large for binary64. Never -0.
    """
    if len(text) <= DIGITS:  # no room for a 16th digit
        value = float(text)
        return (value + 0.0, False) if math.isfinite(value) else None
    exact = Decimal(text)
    short = _ROUND.create_decimal(exact)
    value = float(short)
    return (value + 0.0, short != exact) if math.isfinite(value) else None
