"""In which rows the cells stand that a field's kind does not take: for a table that shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import cleaned, keys_of
from models.leads.columns import blank_rows
from models.leads.fields import Input
from models.leads.raw import RawColumn
from models.leads.table import Leads
from models.leads.text import clean, key


def misfit_rows(leads: Leads, item: Input) -> NDArray[np.intp]:
    """Rows whose cell of a field says something and is read as blank all the same."""
    raw = leads.raw_column(item)
    column = leads.column(item.name)
    if raw is None or column is None or not leads.misfits(item.name).count:
        return np.zeros(0, dtype=np.intp)
    says = np.array([text != "" for text in cleaned(raw, item)], dtype=bool)
    return np.flatnonzero(blank_rows(column) & says[raw.codes])


def worded_rows(raw: RawColumn, item: Input) -> NDArray[np.intp]:
    """Rows whose cell is a word that means blank."""
    words = keys_of(item.blank)
    says = np.array([key(clean(text)) in words for text in raw.texts], dtype=bool)
    says[0] = False
    return np.flatnonzero(says[raw.codes])


def repeated_rows(raw: RawColumn) -> NDArray[np.intp]:
    """Rows that share the text of their cell with another row, the same ones together."""
    counts = raw.counts.copy()
    counts[0] = 0
    rows = np.flatnonzero(counts[raw.codes] > 1)
    return rows[np.argsort(raw.codes[rows], kind="stable")]
