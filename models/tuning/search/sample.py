"""Rows held as matrices: each kind of lead once, or a sample of leads where kinds are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import at
from models.tuning.lines import Ground
from models.tuning.product import times
from models.tuning.search.evidence import Evidence
from models.tuning.search.kinds import kinds
from models.tuning.search.pots import Pots
from models.tuning.search.rows import Columns, Places, Real, columns_of
from models.tuning.search.summed import summed, totalled

EXACT = 1 << 24
"""Sums of whole numbers up to here are exact in 32 bit."""


class Sample:
    """Rows whose tables are one product each for what speaks for and against converting."""

    def __init__(
        self,
        ground: Ground,
        pots: Pots,
        lines: Sequence[int],
        speaks: Evidence,
        seed: int,
        most: int,
    ) -> None:
        self.pots = pots
        self.columns = columns_of(ground, pots, lines)
        self.times = tuple(len(planes) for planes in ground.bits)
        planes = [bits for line in lines for bits in ground.bits[line]]
        found = kinds(pots.state, planes, most)
        self.whole = found is not None
        """Whether no lead is left out."""
        if found is None:
            rows, yes, no = _drawn(ground, speaks, seed, most)
        else:
            rows, kind = found
            yes = totalled(kind, speaks.yes, len(rows))
            no = totalled(kind, speaks.no, len(rows))
        self.state = pots.state[rows]
        self._met = {line: _times(ground, line, rows) for line in lines}
        self._sides = (_Side(yes), _Side(no))
        exact = all(side.exact for side in self._sides)
        for side in self._sides:
            side.hold(self._met, self.columns, np.float32 if exact else np.float64)

    def __len__(self) -> int:
        return len(self.state)

    def met(self, line: int) -> NDArray[np.uint8]:
        """How many times each row is given the points of a line."""
        return self._met[line]

    def totals(self, code: Places, codes: int) -> tuple[Real, Real]:
        """The weight for and against by code."""
        yes, no = (side.totals(code, codes) for side in self._sides)
        return yes, no

    def table(
        self, pot: int, code: Places, codes: int, places: Places | None = None
    ) -> tuple[Real, Real]:
        """The weight for and against by code and column of a pot, or of some of its columns."""
        yes, no = (side.table(pot, code, codes, places) for side in self._sides)
        return yes, no

    def weighed(self, pot: int, yes: Real, no: Real) -> Real:
        """(vectors, columns): the columns of a pot, each row times so much, (vectors, rows)."""
        return self._sides[0].weighed(pot, yes) + self._sides[1].weighed(pot, no)


class _Side:
    """The rows that speak for converting, or against it."""

    def __init__(self, weight: Real) -> None:
        self._rows = np.flatnonzero(weight > 0)
        inside = weight[self._rows]
        # Leads of a sample weigh the same: counted as ones, their tables are exact.
        self._scale = float(inside[0]) if len(inside) and (inside == inside[0]).all() else 1.0
        self._weight: NDArray[Any] = inside / self._scale
        total = float(self._weight.sum())
        self.exact = bool((self._weight == np.round(self._weight)).all()) and total < EXACT
        self._held: list[NDArray[Any]] = []

    def hold(
        self,
        met: dict[int, NDArray[np.uint8]],
        columns: tuple[Columns, ...],
        kind: type[np.float32] | type[np.float64],
    ) -> None:
        self._weight = self._weight.astype(kind)
        for inside in columns:
            held = np.empty((len(self._rows), len(inside.lines)), dtype=kind)
            for place, line in enumerate(inside.lines.tolist()):
                held[:, place] = met[line][self._rows] > inside.turns[place]
            self._held.append(held)

    def totals(self, code: Places, codes: int) -> Real:
        return totalled(code[self._rows], self._weight, codes) * self._scale

    def table(self, pot: int, code: Places, codes: int, places: Places | None) -> Real:
        held = self._held[pot]
        if places is not None and 4 * len(places) < held.shape[1]:
            held, places = held[:, places], None
        found = summed(code[self._rows], codes, held, self._weight)
        if places is not None:
            found = found[:, places]
        return found.astype(np.float64) * self._scale

    def weighed(self, pot: int, vectors: Real) -> Real:
        held = self._held[pot]
        given = (vectors[:, self._rows] * (self._weight * self._scale)).astype(held.dtype)
        found: Real = times(given, held).astype(np.float64)
        return found


def _times(ground: Ground, line: int, rows: Places) -> NDArray[np.uint8]:
    found = np.zeros(len(rows), dtype=np.uint8)
    for bits in ground.bits[line]:
        found += at(bits, rows)
    return found


def _drawn(ground: Ground, speaks: Evidence, seed: int, most: int) -> tuple[Places, Real, Real]:
    """Half conversions, half others, or all that is rare; weighed as what they stand for."""
    random = np.random.default_rng(seed)
    converted = np.flatnonzero(ground.converted == 1)
    others = np.flatnonzero(ground.converted != 1)
    wanted = min(len(converted), max(most // 2, most - len(others)))
    parts, weights = [], []
    for leads, number in ((converted, wanted), (others, min(len(others), most - wanted))):
        drawn = np.sort(random.choice(leads, number, replace=False))
        own = speaks.yes + speaks.no
        stands = float(own[leads].sum()) / float(own[drawn].sum())
        parts.append(drawn)
        weights.append(np.full(number, stands))
    rows, weight = np.concatenate(parts), np.concatenate(weights)
    return rows, speaks.yes[rows] * weight, speaks.no[rows] * weight
