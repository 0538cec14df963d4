"""Patterns of lines that were looked at lately: a search comes back to the same lines again."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from models.tuning.search.rows import Rows
from models.tuning.search.stand import Stand, Whole

MOST_STANDS, MOST_CELLS = 64, 6_000_000


class Stands:
    """Of the same rows; the one that was longest not asked for goes first."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._held: OrderedDict[tuple[int, ...], Stand] = OrderedDict()

    def of(self, points: Whole) -> Stand:
        """The patterns of the lines with points."""
        chosen = tuple(np.flatnonzero(points).tolist())
        found = self._held.pop(chosen, None)
        if found is None:
            found = Stand(self.rows, chosen)
            cells = found.cells + sum(stand.cells for stand in self._held.values())
            while self._held and (len(self._held) >= MOST_STANDS or cells > MOST_CELLS):
                cells -= self._held.popitem(last=False)[1].cells
        self._held[chosen] = found
        return found
