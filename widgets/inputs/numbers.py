"""What a person types for a number, read kindly: signs of all sorts, grouped thousands."""

from __future__ import annotations

import math
import re

_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\uff0d": "-", "\uff0b": "+"})
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_WHOLE = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)")
_NUMBER = re.compile(r"[+-]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


def _plain(text: str) -> str:
    return _SPACES.sub("", text.translate(_SIGNS))


def read_whole(text: str) -> int | None:
    """The whole number that a text says, or None: "\u221210", "-10", "+1,000"."""
    plain = _plain(text)
    return int(plain.replace(",", "")) if _WHOLE.fullmatch(plain) else None


def begins_whole(text: str) -> bool:
    """Whether a whole number may still come of the text."""
    return re.fullmatch(r"[+-]?[\d,]*", _plain(text)) is not None


def read_number(text: str) -> float | None:
    """The finite number that a text says, or None. Never -0."""
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", ""))
    return value + 0.0 if math.isfinite(value) else None
