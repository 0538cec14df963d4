"""Lines over some of the leads, as bits: whom each is about, and how many of them are chosen."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.leads.table import Leads
from models.scoring.bits import Bits, number, packed, unpacked
from workbench.chosen import Chosen
from workbench.session import Session

Rows = NDArray[np.intp]


class ChosenLines:
    """Bits of lines against bits of the chosen: a table of them is counted at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: Rows = np.zeros(0, dtype=np.intp)
        self._lines: Mapping[str, Bits] = {}
        self._leads: Leads | None = None
        self._of: Chosen | None = None
        self._bits: Bits = np.zeros(0, dtype=np.uint8)

    def present(self, rows: Rows, lines: Mapping[str, Bits], leads: Leads | None) -> None:
        """`rows`: which of all leads (`leads`) the bits are of. `lines`: by their keys."""
        if rows is not self._rows or leads is not self._leads:
            self._rows, self._leads, self._of = rows, leads, None
        self._lines = lines

    def has(self, key: str) -> bool:
        """Whether the leads of a line can be told: they are still there."""
        return key in self._lines and self._leads is self._session.leads

    def rows(self, key: str) -> Rows:
        """The rows, among all leads, of those that a line is about."""
        if not self.has(key):
            return np.zeros(0, dtype=np.intp)
        return self._rows[np.flatnonzero(unpacked(self._lines[key], 0, len(self._rows)))]

    def number(self, key: str) -> int:
        """How many of the chosen leads a line is about."""
        chosen = self._session.chosen
        if chosen is None or not self.has(key):
            return 0
        if chosen is not self._of:
            self._of, self._bits = chosen, packed(chosen.mask[self._rows])
        return number(self._bits & self._lines[key])
