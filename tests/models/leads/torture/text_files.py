"""Writes a table as text, in any dialect, without the standard library's writer."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

MARKS = {
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le+bom": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be+bom": ("utf-16-be", codecs.BOM_UTF16_BE),
    "utf-32-le+bom": ("utf-32-le", codecs.BOM_UTF32_LE),
    "utf-32-be+bom": ("utf-32-be", codecs.BOM_UTF32_BE),
}
"""Encodings with a mark at the beginning: the codec, and the mark."""


def text_of(
    rows: Sequence[Sequence[str]],
    delimiter: str = ",",
    *,
    end: str = "\n",
    quote: str = '"',
    always: bool = False,
    escape: str = "",
    last_end: bool = True,
) -> str:
    """The rows as text.

    Cells are quoted where they must be, or `always`. A quotation mark in a cell is doubled, or
    has `escape` before it.
    """
    special = (delimiter, quote, "\n", "\r", *((escape,) if escape else ()))

    def cell(text: str) -> str:
        if not always and not any(mark in text for mark in special):
            return text
        if escape:
            text = text.replace(escape, escape * 2).replace(quote, escape + quote)
        else:
            text = text.replace(quote, quote * 2)
        return quote + text + quote

    lines = [delimiter.join(map(cell, row)) for row in rows]
    return end.join(lines) + (end if last_end else "")


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; a name with "+bom" or "-sig" puts a mark before it."""
    codec, mark = MARKS.get(encoding, (encoding, b""))
    return mark + text.encode(codec)
