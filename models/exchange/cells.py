"""Cells that other programs open: text stays text, and never becomes a formula."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_plain_number(text: str) -> bool:
    """Whether a spreadsheet shows the number just as it is written: no leading or trailing zeros,
    at most 15 digits."""
    return _PLAIN.fullmatch(text) is not None and f"{float(text):.15g}" == text


def encodable(text: str) -> str:
    """The text without half characters, which no file can hold; each becomes U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
