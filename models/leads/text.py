"""Cleaning of cells and the keys by which text compares (semantics 1 and 3)."""

from __future__ import annotations

import re
import unicodedata

UNICODE_VERSION = unicodedata.unidata_version
"""The version of the Unicode tables that keys were made with; written into every model."""

_SPACES = re.compile(
    "[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+"
)
_FOLDS = {ord("\u0130"): "i", ord("\u03a3"): "\u03c3", ord("\u03c2"): "\u03c3"}


def clean(text: str) -> str:
    """The text in NFC, each run of spaces and controls one space, trimmed; "" is blank."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def key(text: str) -> str:
    """The key of cleaned text: case ignored by one-to-one lower case, no locale."""
    if text.isascii():
        return text.lower()
    return "".join(map(_lower, text.translate(_FOLDS)))


def cleaned_key(text: str) -> str:
    """The key of a text that is not cleaned yet: by it names of fields and words compare."""
    return key(clean(text))
