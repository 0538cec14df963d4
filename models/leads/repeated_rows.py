"""Rows that share a cell with another: for a table that shows them under each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import RawColumn


def repeated_rows(raw: RawColumn) -> NDArray[np.intp]:
    """Rows that share the text of their cell with another row, the same ones together."""
    counts = raw.counts.copy()
    counts[0] = 0
    rows = np.flatnonzero(counts[raw.codes] > 1)
    return rows[np.argsort(raw.codes[rows], kind="stable")]
