"""Every lead, counted from the bits of few lines: slower, but nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import Bits, unpacked
from models.tuning.lines import Ground
from models.tuning.product import times
from models.tuning.search.evidence import Evidence
from models.tuning.search.pots import Pots
from models.tuning.search.rows import Columns, Places, Real, columns_of
from models.tuning.search.summed import totalled

FEW_CODES = 256
MANY, FEW = 8, 4
"""Columns that are counted together where codes are few, and where they are more."""


class AllRows:
    """All leads and some of the lines."""

    def __init__(self, ground: Ground, pots: Pots, lines: Sequence[int], speaks: Evidence) -> None:
        self.pots = pots
        self.columns = columns_of(ground, pots, lines)
        self.times = tuple(len(planes) for planes in ground.bits)
        self.state = pots.state
        self._ground = ground
        self._speaks = speaks
        self._plain = ground.worth is None and not speaks.prior

    def __len__(self) -> int:
        return len(self._ground)

    def met(self, line: int) -> NDArray[np.uint8]:
        """How many times each row is given the points of a line."""
        found = np.zeros(len(self._ground), dtype=np.uint8)
        for bits in self._ground.bits[line]:
            found += unpacked(bits, 0, len(found))
        return found

    def totals(self, code: Places, codes: int) -> tuple[Real, Real]:
        """The weight for and against by code."""
        return (
            totalled(code, self._speaks.yes, codes),
            totalled(code, self._speaks.no, codes),
        )

    def table(
        self, pot: int, code: Places, codes: int, places: Places | None = None
    ) -> tuple[Real, Real]:
        """The weight for and against by code and column of a pot, or of some of its columns."""
        columns = self.columns[pot]
        if places is not None:
            columns = Columns(columns.lines[places], columns.turns[places])
        bits = [
            self._ground.bits[line][turn]
            for line, turn in zip(columns.lines.tolist(), columns.turns.tolist(), strict=True)
        ]
        return self._counted(bits, code, codes) if self._plain else self._summed(bits, code, codes)

    def _counted(self, bits: Sequence[Bits], code: Places, codes: int) -> tuple[Real, Real]:
        """Where all leads weigh the same: several columns with one look at each lead, then those
        that meet each of them out of all that they meet together.
        """
        several = MANY if codes <= FEW_CODES else FEW
        with_outcome = (code * 2 + self._ground.converted) << several
        yes, no = np.empty((2, codes, len(bits)))
        for start in range(0, len(bits), several):
            met = with_outcome.copy()
            some = bits[start : start + several]
            for place, plane in enumerate(some):
                met |= unpacked(plane, 0, len(code)).astype(np.intp) << place
            found = np.bincount(met, minlength=2 * codes << several).astype(np.float64)
            inside = np.arange(1 << several)[:, None] >> np.arange(len(some)) & 1
            sums = times(found.reshape(2 * codes, -1), inside.astype(np.float64))
            no[:, start : start + several], yes[:, start : start + several] = sums[::2], sums[1::2]
        return yes, no

    def _summed(self, bits: Sequence[Bits], code: Places, codes: int) -> tuple[Real, Real]:
        yes, no = np.empty((2, codes, len(bits)))
        for place, plane in enumerate(bits):
            inside = unpacked(plane, 0, len(code)).view(np.bool_)
            met = code[inside]
            yes[:, place] = totalled(met, self._speaks.yes[inside], codes)
            no[:, place] = totalled(met, self._speaks.no[inside], codes)
        return yes, no
