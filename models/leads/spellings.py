"""Spellings: cells that are written one way and mean another, put right before they are read.

A cell whose cleaned key is that of what is written becomes what is meant, as a cell of text; once,
so that what is meant is not looked up again. Where nothing is meant it is blank. A blank cell has
no spelling, and an error of a spreadsheet stays an error.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.leads.cleaning import keys_of
from models.leads.fields import Input
from models.leads.raw import Cell, RawColumn, Texts, narrow
from models.leads.text import clean, cleaned_key, key

Spellings = dict[str, str]
"""What is meant, cleaned, by the key of what is written."""


def spellings_of(item: Input) -> Spellings:
    """The spellings of an input; of two for the same cell the first holds."""
    found: Spellings = {}
    for written, meant in item.spellings:
        name = cleaned_key(written)
        if name:
            found.setdefault(name, clean(meant))
    return found


def blank_keys(item: Input) -> frozenset[str]:
    """The keys of cells that are read as blank: words for blank that have no spelling, and what is
    spelled as nothing or as such a word."""
    words, spellings = keys_of(item.blank), spellings_of(item)
    spelled = (name for name, meant in spellings.items() if not meant or key(meant) in words)
    return frozenset((words - spellings.keys()).union(spelled))


def as_meant(raw: RawColumn, item: Input) -> RawColumn:
    """The column with what is meant in place of what is written; itself where that is the same.

    Cells are taken whole; multiple values are put right one by one when a cell is cut.
    """
    if not item.spellings:
        return raw
    spellings = spellings_of(item)
    kinds = raw.cells.tolist()
    index: dict[tuple[str, int], int] = {("", int(Cell.EMPTY)): 0}
    codes = np.zeros(len(kinds), dtype=np.int32)
    changed = False
    for position, (text, kind) in enumerate(zip(raw.texts, kinds, strict=True)):
        if kind not in (Cell.EMPTY, Cell.ERROR):
            meant = spellings.get(cleaned_key(text))
            if meant is not None:
                changed = True
                text, kind = meant, int(Cell.TEXT if meant else Cell.EMPTY)
        codes[position] = index.setdefault((text, kind), len(index))
    if not changed:
        return raw
    return replace(
        raw,
        codes=narrow(codes, len(index))[raw.codes],
        texts=Texts.of(text for text, _ in index),
        cells=np.array([kind for _, kind in index], dtype=np.uint8),
    )
