"""Folding: what is left of a value when only the way of writing it is taken away.

Case, accents, spaces and punctuation go, "&" is "and", forms of companies have one word each. What
could mean something stays: digits and their marks, signs such as + and #, a sign at the end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.leads.text import key

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_JOINS = re.compile("[.'\u2019\u2018`\u00b4\u00ad]")
_PARTS = re.compile(r"[\s,;:_/\\()\[\]{}\"\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014-]+")
_LETTERS = {
    ord("\u00df"): "ss",
    ord("\u00e6"): "ae",
    ord("\u0153"): "oe",
    ord("\u00f8"): "o",
    ord("\u0142"): "l",
    ord("\u0111"): "d",
    ord("\u0131"): "i",
    ord("&"): " and ",
}
_FORMS = {
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "und": "and",
    "et": "and",
    "gesellschaft mit beschrankter haftung": "gmbh",
    "aktiengesellschaft": "ag",
}
GRADED = ("+", "-", "\u2212", "#", "*")
"""Signs that mean something at the end of a value: A+ is not A."""


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a value without case, accents and punctuation; forms of companies as one."""
    end = text[-1] if len(text) > 1 and text[-1] in GRADED else ""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", key(text).translate(_LETTERS))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = _JOINS.sub("", key(text).replace("&", " and "))
    words = [_FORMS.get(word, word) for word in _PARTS.split(text) if word]
    if end and words and not words[-1].endswith(end):
        words[-1] += end
    return tuple(words)


def fold(text: str) -> str:
    """The words of a value without what parts them: values with the same fold look alike."""
    return "".join(words_of(text))


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers that stand in a value, in order: Level 1 is not Level 2, 1.5 is not 15."""
    return tuple(_NUMBER.findall(text)) if any(map(str.isdigit, text)) else ()


def letters_in(text: str) -> int:
    """How many letters a value has."""
    return sum(map(str.isalpha, text))
