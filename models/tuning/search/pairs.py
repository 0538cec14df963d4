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
    lines = [line for line in np.flatnonzero(points).tolist() if laws.moves[line]]
    steps = {line: _steps(points, laws, line) for line in lines}
    found = []
    for one, other in combinations(lines, 2):
        for here, there in product(steps[one], steps[other]):
            found.append(_with(points, {one: here, other: there}))
    if laws.most_changed is not None:
        for back in lines:
            if points[back] != laws.now[back]:
                for line in lines:
                    if line != back:
                        found += [
                            _with(points, {back: int(laws.now[back]), line: value})
                            for value in laws.values[laws.may[line]].tolist()
                        ]
    lawful = [card for card in found if laws.lawful(card)]
    return np.array(lawful) if lawful else np.empty((0, len(points)), dtype=np.int64)


def _steps(points: Whole, laws: Laws, line: int) -> list[int]:
    """The next lower and the next higher points that a line may have."""
    values = laws.values[laws.may[line]]
    lower, higher = values[values < points[line]], values[values > points[line]]
    return [int(some[place]) for some, place in ((lower, -1), (higher, 0)) if len(some)]


def _with(points: Whole, changes: dict[int, int]) -> Whole:
    card = points.copy()
    for line, value in changes.items():
        card[line] = value
    return card
