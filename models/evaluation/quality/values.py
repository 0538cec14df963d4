"""The distinct values of a field with their leads by outcome, and which leads have some of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, MultipleColumn, TextColumn
from models.leads.tally import Tally

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Values:
    """`texts`: distinct values; `counts` (values, 3): leads not converted, converted, unknown.

    A lead with several values counts for each, so `counts` of two values cannot be added up.
    `codes` (rows,) and `sets` say who has which:
    sets[codes[row]] are the positions of a lead's values.
    """

    texts: list[str]
    counts: NDArray[np.int64]
    codes: NDArray[np.integer]
    sets: tuple[tuple[int, ...], ...] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def leads(self) -> NDArray[np.int64]:
        """How many leads have each value; shape (values,)."""
        found: NDArray[np.int64] = self.counts.sum(axis=1)
        return found

    def tally(self, place: int) -> Tally:
        """The leads of a value."""
        lost, won, unknown = self.counts[place].tolist()
        return Tally(lost + won + unknown, won, lost)

    def leads_of(self, places: list[int]) -> int:
        """How many leads have one of these values; who has two of them counts once."""
        if self.sets is None:
            return int(self.leads[places].sum())
        size, holding = self._sets_by_value
        return sum(size[at] for at in {at for place in places for at in holding[place]})

    @cached_property
    def _sets_by_value(self) -> tuple[list[int], list[list[int]]]:
        """The leads of each set, and the sets that each value is in."""
        sets = self.sets or ()
        holding: list[list[int]] = [[] for _ in self.texts]
        for at, values in enumerate(sets):
            for place in values:
                holding[place].append(at)
        return np.bincount(self.codes, minlength=len(sets)).tolist(), holding

    def having(self, places: list[int]) -> Flags:
        """Which leads have one of these values; shape (rows,)."""
        if self.sets is None:
            table = np.zeros(len(self.texts) + 1, dtype=bool)
            table[[place + 1 for place in places]] = True
        else:
            wanted = set(places)
            table = np.array([not wanted.isdisjoint(values) for values in self.sets], dtype=bool)
        found: Flags = table[self.codes]
        return found


def values_of(column: Column, outcome: NDArray[np.uint8]) -> Values | None:
    """The values of text or multiple values; None for other kinds. Blanks are no value."""
    match column:
        case TextColumn():
            size = len(column.values)
            cells = np.bincount(column.codes.astype(np.int64) * 3 + outcome, minlength=3 * size)
            return Values(list(column.values)[1:], cells.reshape(-1, 3)[1:], column.codes)
        case MultipleColumn():
            return _of_sets(column, outcome)
        case _:
            return None


def _of_sets(column: MultipleColumn, outcome: NDArray[np.uint8]) -> Values:
    index: dict[str, int] = {}
    sets = tuple(
        tuple(index.setdefault(value, len(index)) for value in values) for values in column.sets
    )
    cells = np.bincount(column.codes.astype(np.int64) * 3 + outcome, minlength=3 * len(sets))
    counts = np.zeros((len(index), 3), dtype=np.int64)
    places = np.array([place for values in sets for place in values], dtype=np.int64)
    sizes = [len(values) for values in sets]
    np.add.at(counts, places, np.repeat(cells.reshape(-1, 3), sizes, axis=0))
    return Values(list(index), counts, column.codes, sets)
