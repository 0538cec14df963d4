"""Cells that other programs open: text stays text, and never becomes a formula."""

from __future__ import annotations

import re

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a cell instead of showing it, full-width forms included."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?", re.ASCII)
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_SPACES = " \u00a0\u200b\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_number(text: str) -> bool:
    """Whether a cell is one number as people write it, sign included."""
    return _NUMBER.fullmatch(text) is not None


def is_plain_number(text: str) -> bool:
    """Whether a spreadsheet shows the number just as it is written: no leading or trailing zeros,
    at most 15 digits."""
    return _PLAIN.fullmatch(text) is not None and f"{float(text):.15g}" == text


def harmless(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula."""
    if not text:
        return text
    inner = text.lstrip(_SPACES)
    if inner.startswith(STARTS_FORMULA) and not is_number(inner):
        return "'" + text
    return text


def encodable(text: str) -> str:
    """The text without half characters, which no file can hold; each becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
