"""Distinct cells cleaned: which are blank, and whether cleaning would change any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import numpy as np

from models.leads.fields import Input
from models.leads.raw import RawColumn, Texts
from models.leads.text import clean, cleaned_key, key

_PRINTABLE = bytes(range(0x20, 0x7F))
_UNCLEAN = re.compile(
    "[\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]|  "
)


def cleaned(raw: RawColumn, item: Input) -> Iterator[str]:
    """The distinct cells cleaned, in the order of `raw.texts`; "" is blank."""
    blanks = keys_of(item.blank)
    if not blanks and is_clean(raw.texts):
        yield from raw.texts
        return
    for text in raw.texts:
        text = clean(text)
        yield "" if text and blanks and key(text) in blanks else text


def is_clean(texts: Texts) -> bool:
    """Whether cleaning would change none of the texts."""
    if texts.data.isascii():
        if b"  " in texts.data or texts.data.translate(None, _PRINTABLE):
            return False
    else:
        block = texts.data.decode("utf-8", "surrogatepass")
        # Every part of a normalised text is normalised, so one look at the whole is enough.
        if not unicodedata.is_normalized("NFC", block) or _UNCLEAN.search(block):
            return False
    ends = texts.ends
    starts = np.concatenate(([0], ends[:-1]))
    filled = ends > starts
    if not filled.any():
        return True
    content = np.frombuffer(texts.data, dtype=np.uint8)
    edges = np.concatenate((content[starts[filled]], content[ends[filled] - 1]))
    return not bool((edges == 0x20).any())


def keys_of(words: tuple[str, ...]) -> frozenset[str]:
    """The keys of words as a person typed them."""
    return frozenset(map(cleaned_key, words))
