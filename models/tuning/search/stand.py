"""Leads collapsed to the patterns of a few chosen lines: all that points of these can change."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.tuning.search.numbered import numbered
from models.tuning.search.rows import Places, Real, Rows
from models.tuning.search.summed import summed

Whole = NDArray[np.int64]

MOST_CELLS = 1_000_000
"""Tables of patterns by lines are kept up to this size."""


class Stand:
    """Patterns of `chosen` lines: how often each is met, the state of the pots, the weight.

    `met`: (chosen, patterns); `state`, `yes`, `no`: (patterns,); `pattern`: (rows,).
    """

    def __init__(self, rows: Rows, chosen: tuple[int, ...], above: Stand | None = None) -> None:
        """`above`: one of the same rows whose chosen lines these begin with."""
        self.rows = rows
        self.chosen = chosen
        self.pattern: Places
        self.state: NDArray[np.int32]
        if above is None:
            code = rows.state.astype(np.intp)
            span, rest = rows.pots.states, chosen
        else:
            code, span = above.pattern, len(above.state)
            rest = chosen[len(above.chosen) :]
        for line in rest:
            times = rows.times[line]
            code = code * (times + 1) + rows.met(line)
            span *= times + 1
            if span > max(4 * len(code), 1 << 16):
                code, span, _ = numbered(code, span)
        self.pattern, count, first = numbered(code, span)
        self.state = rows.state[first]
        self.met: NDArray[np.uint8] = np.array(
            [rows.met(line)[first] for line in chosen], dtype=np.uint8
        ).reshape(len(chosen), count)
        self._columns = sum(len(columns.lines) for columns in rows.columns)
        self.yes, self.no = rows.totals(self.pattern, count)
        self._tables: dict[int, tuple[Real, Real]] = {}
        self.fits: dict[bytes, tuple[float, float]] = {}
        """Intercept and slope by the points of the chosen lines."""

    def __len__(self) -> int:
        return len(self.state)

    @property
    def cells(self) -> int:
        """How much is held."""
        tables = 2 * len(self) * self._columns if not self.wide else 0
        return tables + len(self.pattern) + len(self) * (4 + len(self.chosen) // 8)

    def table(self, pot: int) -> tuple[Real, Real] | None:
        """The weight for and against by pattern and column of a pot; None: it would be too big."""
        if self.wide:
            return None
        if pot not in self._tables:
            self._tables[pot] = self.rows.table(pot, self.pattern, len(self))
        return self._tables[pot]

    def counted(
        self, pot: int, key: Places, keys: int, places: Places | None = None
    ) -> tuple[Real, Real]:
        """The weight for and against by key, (patterns,), and column of a pot, or some of them.

        Where there are tables the patterns may have several keys, (times, patterns).
        """
        tables = self.table(pot)
        if tables is None:
            return self.rows.table(pot, key.reshape(len(self))[self.pattern], keys, places)
        if places is not None and 4 * len(places) < tables[0].shape[1]:
            tables, places = (tables[0][:, places], tables[1][:, places]), None
        yes, no = (summed(key, keys, table) for table in tables)
        return (yes, no) if places is None else (yes[:, places], no[:, places])

    def forget(self) -> None:
        """Lets go of the tables."""
        self._tables.clear()

    @property
    def wide(self) -> bool:
        """Whether patterns are so many that tables of them are of no use."""
        return 2 * len(self) > len(self.pattern) or len(self) * self._columns > MOST_CELLS

    def sums(self, points: NDArray[Any]) -> Whole:
        """(pots, patterns): what is fixed and what the chosen lines give, `points` (chosen,)."""
        pots = self.rows.pots
        found = pots.fixed[:, self.state]
        for place, line in enumerate(self.chosen):
            if points[place]:
                found[pots.of_line[line]] += self.met[place] * np.int64(points[place])
        return found

    def parts(self, sums: Whole) -> Whole:
        """(pots, patterns): what each pot adds to the score."""
        pots = self.rows.pots
        return np.array(
            [pots.part(pot, row, pots.percents[pot, self.state]) for pot, row in enumerate(sums)]
        )

    def without(
        self, place: int, points: Whole, before: Whole, sums: Whole, parts: Whole
    ) -> tuple[Whole, Whole]:
        """Sums and parts of all pots where the chosen line at `place` has other points."""
        line = self.chosen[place]
        pots = self.rows.pots
        pot = int(pots.of_line[line])
        sums, parts = sums.copy(), parts.copy()
        sums[pot] += self.met[place] * np.int64(points[line] - before[line])
        parts[pot] = pots.part(pot, sums[pot], pots.percents[pot, self.state])
        return sums, parts
