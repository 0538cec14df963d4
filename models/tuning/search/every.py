"""All cards, where they are few: no search is as sure as looking at every one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import prod

import numpy as np

from models.tuning.search.laws import Laws
from models.tuning.search.stand import Whole

MOST_CARDS, MOST_SUPPORTS = 50_000, 800


def few(laws: Laws, most: int = MOST_CARDS) -> bool:
    """Whether all choices of points are at most so many, lawful or not."""
    must, may, room = _parts(laws)
    # By how many of the optional lines are chosen: the cards, and the choices of lines.
    cards, supports = [1] + [0] * room, [1] + [0] * room
    for line in may:
        points = len(_points(laws, line))
        for size in range(room, 0, -1):
            cards[size] += cards[size - 1] * points
            supports[size] += supports[size - 1]
        if sum(cards) > most or sum(supports) > MOST_SUPPORTS:
            return False
    return sum(cards) * prod(len(_points(laws, line)) for line in must) <= most


def every(laws: Laws) -> Iterator[Whole]:
    """(cards, lines): all lawful cards, those of the same lines together."""
    must, may, room = _parts(laws)
    base = np.where(laws.moves, 0, laws.now)
    for size in range(room + 1):
        for chosen in combinations(may, size):
            lines = sorted((*must, *chosen))
            choices = np.meshgrid(*(_points(laws, line) for line in lines), indexing="ij")
            cards = np.tile(base, (choices[0].size if choices else 1, 1))
            for line, points in zip(lines, choices, strict=True):
                cards[:, line] = points.ravel()
            cards = cards[laws.lawful_ones(cards)]
            if len(cards):
                yield cards


def _parts(laws: Laws) -> tuple[list[int], list[int], int]:
    """Lines that must be given points, those that may, and how many of the latter have room."""
    zero = int(np.searchsorted(laws.values, 0))
    must = np.flatnonzero(laws.moves & ~laws.may[:, zero]).tolist()
    may = [
        line
        for line in np.flatnonzero(laws.moves & laws.may[:, zero]).tolist()
        if len(_points(laws, line))
    ]
    locked = int(((laws.now != 0) & ~laws.moves).sum())
    return must, may, max(0, min(len(may), int(laws.limits[0]) - len(must) - locked))


def _points(laws: Laws, line: int) -> Whole:
    values = laws.values[laws.may[line]]
    found: Whole = values[values != 0]
    return found
