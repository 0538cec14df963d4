"""What became of each lead, read from the cells of the outcome."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import cleaned, keys_of
from models.leads.fields import Input, Kind
from models.leads.numbers import bare, plain, rounded
from models.leads.raw import Cell, RawColumn
from models.leads.spellings import as_meant
from models.leads.text import clean, key


def outcome_codes(raw: RawColumn, item: Input) -> NDArray[np.uint8]:
    """0 not converted, 1 converted, 2 unknown for each row, by the outcome input's values.

    Blank cells are unknown unless the input says that blank means no; errors are unknown, and so
    are cells of a yes/no outcome that are neither word. While nothing says which value means
    converted, all are unknown.
    """
    raw = as_meant(raw, item)
    wanted = keys_of(item.converted)
    by_words = not wanted and item.kind is Kind.YES_NO
    yes, no = keys_of(item.yes), keys_of(item.no)
    numbers = {_plain_number(value, item) for value in wanted} - {None}
    codes = np.full(len(raw.texts), 2, dtype=np.uint8)
    for index, text in enumerate(cleaned(raw, item)):
        if text == "":
            codes[index] = 0 if item.blank_is_no and (wanted or by_words) else 2
            continue
        if raw.cells[index] == Cell.ERROR:
            continue
        found = key(text)
        if by_words:
            codes[index] = 1 if found in yes else 0 if found in no else 2
        elif wanted:
            hit = found in wanted
            if not hit and numbers and item.kind is Kind.NUMBER:
                hit = _plain_number(text, item) in numbers
            codes[index] = hit
    return codes[raw.codes]


def _plain_number(text: str, item: Input) -> float | None:
    found = plain(bare(clean(text), item.ornaments), item.decimal, item.thousands)
    result = None if found is None else rounded(found)
    return None if result is None else result[0]
