"""A lawful card to begin with: today's, or the one that changes least of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from math import gcd

import numpy as np

from models.tuning.allowed import Allowed, Cap
from models.tuning.programme import Budget, Demand, Held, Rise, points_keeping
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
    found = _solved(laws)
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


def _solved(laws: Laws) -> Whole | None:
    """The lawful card that changes fewest lines, and by least; None: there is none."""
    found = points_keeping(laws.now.tolist(), list(_demands(laws)), nearest=True)
    card = None if found is None else np.array(found, dtype=np.int64)
    return card if card is not None and laws.lawful(card) else None


def _demands(laws: Laws) -> Iterator[Demand]:
    for line, values in enumerate(laws.choices()):
        step = gcd(*values) or 1
        up = [value for value in values if value > 0]
        down = [value for value in values if value < 0]
        yield Held(line, Allowed(0 in values, _stepped(up, step), _stepped(down, step)))
    for members, limit in zip(laws.sets, laws.limits.tolist(), strict=True):
        yield Cap("", tuple(np.flatnonzero(members).tolist()), limit)
    for sequence in laws.rising:
        yield from (Rise(*pair) for pair in itertools.pairwise(sequence))
    if laws.most_changed is not None:
        yield Budget(laws.most_changed)


def _stepped(values: list[int], step: int) -> range:
    return range(values[0], values[-1] + 1, step) if values else range(0)
