"""Every lead, counted from the bits of few lines: slower, but nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import unpacked
from models.tuning.lines import Ground
from models.tuning.search.evidence import Evidence
from models.tuning.search.pots import Pots
from models.tuning.search.rows import Columns, Places, Real, columns_of
from models.tuning.search.summed import totalled


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
        yes, no = np.empty((2, codes, len(columns.lines)))
        with_outcome = code * 2 + self._ground.converted if self._plain else code
        for place, line in enumerate(columns.lines.tolist()):
            bits = self._ground.bits[line][columns.turns[place]]
            inside = unpacked(bits, 0, len(code)).view(np.bool_)
            if self._plain:
                found = np.bincount(with_outcome[inside], minlength=2 * codes)
                no[:, place], yes[:, place] = found[::2], found[1::2]
            else:
                met = code[inside]
                yes[:, place] = totalled(met, self._speaks.yes[inside], codes)
                no[:, place] = totalled(met, self._speaks.no[inside], codes)
        return yes, no
