"""The good cards that a search met: the best of each choice of lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

Known = tuple[float, tuple[int, ...]]
"""A loss and the points."""

NEAR = 0.01
"""Cards are near-equal up to this share of the best loss."""

MOST_HELD = 400


def near(best: float) -> float:
    """The loss up to which a card is near-equal to the best."""
    return best + NEAR * abs(best)


class Pool:
    """For each number of lines the best points of each choice of lines, the worst forgotten."""

    def __init__(self) -> None:
        self._cards: dict[int, dict[tuple[int, ...], Known]] = {}

    def add(self, points: Whole, loss: float) -> None:
        """Keeps a card, if it is better than what is known of its lines."""
        lines = tuple(np.flatnonzero(points).tolist())
        held = self._cards.setdefault(len(lines), {})
        known: Known = (loss, tuple(points.tolist()))
        if lines not in held or known < held[lines]:
            held[lines] = known
        if len(held) > 2 * MOST_HELD:
            self._cards[len(lines)] = dict(
                sorted(held.items(), key=lambda item: item[1])[:MOST_HELD]
            )

    def best(self, size: int, number: int) -> list[Known]:
        """The best cards of at most so many lines that are near-equal to the first, best first."""
        found = sorted(
            known
            for lines, held in self._cards.items()
            if lines <= size
            for known in held.values()
        )
        return [known for known in found if known[0] <= near(found[0][0])][:number]
