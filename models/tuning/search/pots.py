"""Groups as the search sums them: those that no limit and no fading touches are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from models.tuning.lines import Ground, Pot

Whole = NDArray[np.int64]

OPEN = 1 << 40
"""Beyond what any sum of points reaches."""


@dataclass(frozen=True, eq=False)
class Pots:
    """Pot 0 takes all lines whose group never bites; the others have limits or fade.

    `of_line`: (lines,) the pot of each line. `least`, `most`: (pots,) limits. `state`: (leads,)
    which of the `states` a lead is in; `fixed`, `percents`: (pots, states) what a lead of that
    state has of rules that are not tuned, and what is left of its sum. `unit`: divides the points
    of every lead of every lawful card.
    """

    of_line: NDArray[np.intp]
    least: tuple[int, ...]
    most: tuple[int, ...]
    state: NDArray[np.int32]
    fixed: Whole
    percents: Whole
    unit: int

    @property
    def states(self) -> int:
        """How many states there are."""
        return int(self.fixed.shape[1])

    @cached_property
    def fades(self) -> tuple[bool, ...]:
        """Of which pots some lead has not all that is left."""
        return tuple((self.percents != 100).any(axis=1).tolist())

    def part(self, pot: int, sums: Whole, percents: Whole) -> Whole:
        """What a pot adds to the score where its lines and what is fixed sum to so much."""
        if pot == 0:
            return sums
        limited = np.minimum(np.maximum(sums, self.least[pot]), self.most[pot])
        return (limited * percents + 50) // 100 if self.fades[pot] else limited


def pots_of(ground: Ground, values: Sequence[tuple[int, ...]]) -> Pots:
    """`values`: what points each line may have."""
    place = {pot.id: number for number, pot in enumerate(ground.pots)}
    members: list[list[int]] = [[] for _ in ground.pots]
    for number, line in enumerate(ground.lines):
        members[place[line.group]].append(number)
    bites = [
        _bites(ground, pot, inside, values)
        for pot, inside in zip(ground.pots, members, strict=True)
    ]
    biting = [number for number, bite in enumerate(bites) if bite]
    of_line = np.zeros(len(ground.lines), dtype=np.intp)
    for pot, number in enumerate(biting, 1):
        of_line[members[number]] = pot
    plain = np.zeros(len(ground), dtype=np.int64)
    for number, found in enumerate(ground.pots):
        if number not in biting and found.fixed is not None:
            plain += found.fixed
    kept = [ground.pots[number] for number in biting]
    columns = [plain]
    columns += [_whole(pot.fixed, len(ground), 0) for pot in kept]
    columns += [_whole(pot.percents, len(ground), 100) for pot in kept]
    state, table = _states(columns)
    full = np.full((1, table.shape[1]), 100)
    count = 1 + len(kept)
    return Pots(
        of_line,
        (-OPEN, *(-OPEN if pot.least is None else pot.least for pot in kept)),
        (OPEN, *(OPEN if pot.most is None else pot.most for pot in kept)),
        state.astype(np.int32),
        table[:count],
        np.vstack([full, table[count:]]),
        _unit(kept, table[:count], values),
    )


def _bites(ground: Ground, pot: Pot, inside: list[int], values: Sequence[tuple[int, ...]]) -> bool:
    """Whether a limit or the fading can ever change the sum of the pot."""
    if pot.percents is not None and bool((pot.percents != 100).any()):
        return True
    low, high = 0, 0
    if pot.fixed is not None and len(ground):
        low, high = int(pot.fixed.min()), int(pot.fixed.max())
    tables: dict[str, tuple[int, int]] = {}
    for number in inside:
        line = ground.lines[number]
        least = min(0, *values[number], 0) * line.times
        most = max(0, *values[number], 0) * line.times
        if line.together:
            # Of the parts of a table a lead meets one at most.
            was = tables.get(line.together, (0, 0))
            tables[line.together] = (min(was[0], least), max(was[1], most))
        else:
            low, high = low + least, high + most
    low += sum(least for least, _ in tables.values())
    high += sum(most for _, most in tables.values())
    below = pot.least is not None and low < pot.least
    return below or (pot.most is not None and high > pot.most)


def _whole(values: NDArray[np.int32] | NDArray[np.uint8] | None, rows: int, else_: int) -> Whole:
    if values is None:
        return np.full(rows, else_, dtype=np.int64)
    return values.astype(np.int64)


def _states(columns: list[Whole]) -> tuple[NDArray[np.intp], Whole]:
    """Which leads are alike in all columns; the columns of each kind, (columns, kinds)."""
    rows = len(columns[0])
    state = np.zeros(rows, dtype=np.intp)
    first = np.zeros(min(1, rows), dtype=np.intp)
    for column in columns:
        if not rows or bool((column == column[0]).all()):
            continue
        _, kind = np.unique(column, return_inverse=True)
        joined = state * (int(kind.max()) + 1) + kind
        _, first, state = np.unique(joined, return_index=True, return_inverse=True)
    return state, np.array([column[first] for column in columns], dtype=np.int64)


def _unit(kept: list[Pot], fixed: Whole, values: Sequence[tuple[int, ...]]) -> int:
    if any(pot.percents is not None for pot in kept):
        return 1
    found = 0
    for number in np.unique(fixed).tolist():
        found = gcd(found, number)
    for pot in kept:
        found = gcd(gcd(found, pot.least or 0), pot.most or 0)
    for choice in values:
        for value in choice:
            found = gcd(found, value)
    return max(found, 1)
