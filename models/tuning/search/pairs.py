"""Cards beside one that have other points on the same lines: one line's, or two lines' at once."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from models.tuning.search.laws import Laws
from models.tuning.search.stand import Whole


def singles(points: Whole, laws: Laws) -> Whole:
    """(cards, lines): one line with points has others, or none."""
    beside = laws.beside(points)
    found = []
    for line in np.flatnonzero(points).tolist():
        values = laws.values[beside[line] & (laws.values != points[line])]
        cards = np.tile(points, (len(values), 1))
        cards[:, line] = values
        found.append(cards)
    return np.concatenate(found) if found else np.empty((0, len(points)), dtype=np.int64)


def pairs(points: Whole, laws: Laws) -> Whole:
    """(cards, lines): two lines one step up or down each; where only few may change, one is put
    back to today's points and another has any.
    """
    lines = np.flatnonzero((points != 0) & laws.moves).tolist()
    steps = {line: _steps(points, laws, line) for line in lines}
    changes = [
        (one, here, other, there)
        for one, other in combinations(lines, 2)
        for here, there in product(steps[one], steps[other])
    ]
    if laws.most_changed is not None:
        changes += [
            (back, int(laws.now[back]), line, value)
            for back in lines
            if points[back] != laws.now[back]
            for line in lines
            if line != back
            for value in laws.values[laws.may[line]].tolist()
        ]
    cards = np.tile(points, (len(changes), 1))
    if changes:
        one, here, other, there = np.array(changes).T
        every = np.arange(len(changes))
        cards[every, one], cards[every, other] = here, there
    return cards[laws.lawful_ones(cards)]


def _steps(points: Whole, laws: Laws, line: int) -> list[int]:
    """The next lower and the next higher points that a line may have."""
    values = laws.values[laws.may[line]]
    lower, higher = values[values < points[line]], values[values > points[line]]
    return [int(some[place]) for some, place in ((lower, -1), (higher, 0)) if len(some)]
