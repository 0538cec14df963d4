"""Leads as the search counts them: alike ones once, or a sample of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.tuning.lines import Ground
from models.tuning.search.pots import Pots

Real = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of one pot: whom a line gives points more than `turns` times. Turn 0 of all its
    `lines` first, in order.
    """

    lines: Places
    turns: NDArray[np.int64]

    def of(self, lines: NDArray[np.bool_]) -> tuple[Columns, Places]:
        """Those of some lines, and their places."""
        places = np.flatnonzero(lines[self.lines])
        return Columns(self.lines[places], self.turns[places]), places

    @cached_property
    def first(self) -> Places:
        """The lines of the pot."""
        found: Places = self.lines[self.turns == 0]
        return found

    @cached_property
    def by_turn(self) -> tuple[tuple[slice, Places], ...]:
        """Which columns are of each turn, and the places of their lines among the first."""
        ends = np.cumsum(np.bincount(self.turns)).tolist()
        parts = [slice(start, end) for start, end in pairwise([0, *ends])]
        return tuple((part, np.searchsorted(self.first, self.lines[part])) for part in parts)


class Rows(Protocol):
    """What tables are counted from."""

    pots: Pots
    columns: tuple[Columns, ...]
    state: NDArray[np.int32]
    times: tuple[int, ...]

    def met(self, line: int) -> NDArray[np.uint8]:
        """How many times each row is given the points of a line."""
        ...

    def totals(self, code: Places, codes: int) -> tuple[Real, Real]:
        """The weight for and against by code."""
        ...

    def table(
        self, pot: int, code: Places, codes: int, places: Places | None = None
    ) -> tuple[Real, Real]:
        """The weight for and against by code and column of a pot, or of some of its columns."""
        ...


def columns_of(ground: Ground, pots: Pots, lines: Sequence[int]) -> tuple[Columns, ...]:
    """The columns of each pot, of these lines only."""
    found = []
    for pot in range(len(pots.least)):
        inside = [line for line in lines if pots.of_line[line] == pot]
        most = max((len(ground.bits[line]) for line in inside), default=0)
        pairs = [
            (line, turn) for turn in range(most) for line in inside if turn < len(ground.bits[line])
        ]
        found.append(
            Columns(
                np.array([line for line, _ in pairs], dtype=np.intp),
                np.array([turn for _, turn in pairs], dtype=np.int64),
            )
        )
    return tuple(found)
