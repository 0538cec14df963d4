"""A lawful card to begin with: today's, or the one that changes least of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from math import gcd

import numpy as np
from numpy.typing import NDArray

from models.tuning.search.every import every, few
from models.tuning.search.kicks import thrown
from models.tuning.search.laws import Laws
from models.tuning.search.pairs import pairs
from models.tuning.search.stand import Whole

FEW = 2_000
"""Up to so many cards are all asked for how many MQLs they move."""

THROWS = 40
"""So many cards are tried before it is said that none moves few enough MQLs."""


def nobody() -> None:
    """Nobody stops the search for a start."""


def lawful_card(
    laws: Laws,
    beyond: Callable[[Whole], int] | None = None,
    look: Callable[[], None] = nobody,
) -> Whole | None:
    """None: no card was found within the reins. `beyond`: by how many leads a card moves too many
    MQLs. `look`: raises where somebody stops it.
    """
    for card in (laws.now, laws.nearest(np.zeros(len(laws.now)))):
        if laws.lawful(card) and (beyond is None or not beyond(card)):
            return card.copy()
    free = np.flatnonzero(laws.moves)
    if not len(free) or not laws.may[free].any(axis=1).all():
        return None
    found = _Programme(laws, free).solved()
    if found is None or beyond is None:
        return found
    asked = _watched(beyond, look)
    calm = _calmed(found, laws, asked)
    if calm is None and few(laws, FEW):
        cards = (card for cards in every(laws) for card in cards)
        return next((card for card in cards if not asked(card)), None)
    random = np.random.default_rng(0)
    for _ in range(THROWS if calm is None else 0):
        number = int(random.integers(0, int(laws.limits[0]) + 1))
        thrown_one = thrown(number, laws, random)
        calm = None if thrown_one is None else _calmed(thrown_one, laws, asked)
        if calm is not None:
            return calm
    return calm


def _watched(beyond: Callable[[Whole], int], look: Callable[[], None]) -> Callable[[Whole], int]:
    """All leads are asked each time, which takes a while where they are many."""

    def asked(card: Whole) -> int:
        look()
        return beyond(card)

    return asked


def _calmed(card: Whole, laws: Laws, beyond: Callable[[Whole], int]) -> Whole | None:
    """A card that moves few enough MQLs, each step moving fewer than the last."""
    left = beyond(card)
    while left:
        beside = laws.beside(card)
        moves = [
            np.where(np.arange(len(card)) == line, value, card)
            for line in range(len(card))
            for value in laws.values[beside[line]].tolist()
        ]
        moves += list(pairs(card, laws))
        found = [beyond(move) for move in moves]
        if not found or min(found) >= left:
            return None
        place = int(np.argmin(found))
        card, left = moves[place], found[place]
    return card


class _Programme:
    """The card that changes fewest lines, then fewest points, as a whole-number programme.

    For each free line: its points in steps, whether it has any, whether they differ from today's,
    whether they are above 0, and how far from today's they are.
    """

    def __init__(self, laws: Laws, free: NDArray[np.intp]) -> None:
        self.laws = laws
        self.free = free
        self.step = gcd(*laws.values.tolist()) or 1
        self.now = laws.now / self.step
        count = len(free)
        self.whole, self.used, self.changed, self.above, self.far = np.arange(5 * count).reshape(
            5, count
        )
        self.place = {line: at for at, line in enumerate(free.tolist())}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.low, self.high = np.zeros(count), np.zeros(count)
        for at, line in enumerate(free.tolist()):
            self._line(at, line)
        self._sets()
        for sequence in laws.rising:
            for one, other in itertools.pairwise(sequence):
                self._order(one, other)

    def _hold(self, row: dict[int, float], least: float, most: float) -> None:
        self.rows.append((row, least, most))

    def _line(self, at: int, line: int) -> None:
        values = self.laws.values[self.laws.may[line]] // self.step
        up, down = values[values > 0], values[values < 0]
        top, bottom = (up[-1], up[0]) if len(up) else (0, 0)
        near, deep = (down[-1], down[0]) if len(down) else (0, 0)
        self.low[at], self.high[at] = deep, top
        whole, used, above = int(self.whole[at]), int(self.used[at]), int(self.above[at])
        self._hold({whole: 1, above: float(deep - bottom), used: float(-deep)}, 0, np.inf)
        self._hold({whole: 1, above: float(near - top), used: float(-near)}, -np.inf, 0)
        self._hold({used: 1, above: -1}, 0, 0 if not len(down) else 1)
        if not len(up):
            self._hold({above: 1}, 0, 0)
        if 0 not in values:
            self._hold({used: 1}, 1, 1)
        now = float(self.now[line])
        span = float(top - deep) + abs(now)
        self._hold({whole: 1, int(self.changed[at]): -span}, -np.inf, now)
        self._hold({whole: 1, int(self.changed[at]): span}, now, np.inf)
        self._hold({whole: 1, int(self.far[at]): -1}, -np.inf, now)
        self._hold({whole: 1, int(self.far[at]): 1}, now, np.inf)

    def _sets(self) -> None:
        laws = self.laws
        locked = (laws.now != 0) & ~laws.moves
        for members, limit in zip(laws.sets, laws.limits.tolist(), strict=True):
            inside = [self.place[line] for line in np.flatnonzero(members & laws.moves).tolist()]
            room = float(limit - members @ locked)
            self._hold({int(self.used[at]): 1 for at in inside}, -np.inf, room)
        if laws.most_changed is not None:
            every = dict.fromkeys(self.changed.tolist(), 1.0)
            self._hold(every, -np.inf, float(laws.most_changed))

    def _order(self, one: int, other: int) -> None:
        row: dict[int, float] = {}
        known = 0.0
        for line, sign in ((other, 1.0), (one, -1.0)):
            if line in self.place:
                at = int(self.whole[self.place[line]])
                row[at] = row.get(at, 0.0) + sign
            else:
                known += sign * float(self.now[line])
        self._hold(row, -known, np.inf)

    def solved(self) -> Whole | None:
        """The card; None: there is none."""
        from scipy.optimize import (  # lazy: heavy, and only where today's card is not lawful
            Bounds,
            LinearConstraint,
            milp,
        )

        count = len(self.free)
        if any(not row and least > 0 for row, least, _ in self.rows) or any(
            not row and most < 0 for row, _, most in self.rows
        ):
            return None
        rows = [entry for entry in self.rows if entry[0]]
        matrix = np.zeros((len(rows), 5 * count))
        for at, (row, _, _) in enumerate(rows):
            matrix[at, list(row)] = list(row.values())
        none, one = np.zeros(count), np.ones(count)
        reach = float(np.abs(self.high - self.low).max() + np.abs(self.now).max()) + 1
        found = milp(
            np.concatenate([none, none, one, none, one / (2 * count * reach)]),
            integrality=np.concatenate([one, one, one, one, none]),
            bounds=Bounds(
                np.concatenate([self.low, none, none, none, none]),
                np.concatenate([self.high, one, one, one, np.full(count, np.inf)]),
            ),
            constraints=LinearConstraint(
                matrix, [least for _, least, _ in rows], [most for _, _, most in rows]
            ),
        )
        if found.x is None:
            return None
        card = self.laws.now.copy()
        card[self.free] = np.rint(found.x[:count]).astype(np.int64) * self.step
        return card if self.laws.lawful(card) else None
