"""The good cards that a search met: the best of each choice of lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

Rank = tuple[float, int, int, int, tuple[int, ...]]
"""The loss; of equal ones fewer lines, then fewer that differ from today's, then by less."""

NEAR = 0.01
"""Cards are near-equal up to this share of the best loss."""

MOST_HELD = 400


def rank(points: Whole, loss: float, now: Whole) -> Rank:
    """The less the better. Losses that differ in the last digits only are equal."""
    away = np.abs(points - now)
    return (
        round(loss, 11),
        int((points != 0).sum()),
        int((away != 0).sum()),
        int(away.sum()),
        tuple(points.tolist()),
    )


def near(best: float) -> float:
    """The loss up to which a card is near-equal to the best."""
    return best + NEAR * abs(best)


class Pool:
    """For each number of lines the best points of each choice of lines, the worst forgotten."""

    def __init__(self, now: Whole) -> None:
        self.now = now
        self._cards: dict[int, dict[tuple[int, ...], Rank]] = {}

    def add(self, points: Whole, loss: float) -> None:
        """Keeps a card, if it is better than what is known of its lines."""
        lines = tuple(np.flatnonzero(points).tolist())
        held = self._cards.setdefault(len(lines), {})
        if lines in held and round(loss, 11) > held[lines][0]:
            return
        known = rank(points, loss, self.now)
        if lines not in held or known < held[lines]:
            held[lines] = known
        if len(held) > 2 * MOST_HELD:
            best = sorted(held.items(), key=lambda item: item[1])[:MOST_HELD]
            self._cards[len(lines)] = dict(best)

    def best(self, size: int, number: int) -> list[Whole]:
        """The best cards of at most so many lines that are near-equal to the first, best first."""
        every = (
            known for lines, held in self._cards.items() if lines <= size for known in held.values()
        )
        found = sorted(every) if number > 1 else [min(every)] if self._cards else []
        return [np.array(known[-1]) for known in found if known[0] <= near(found[0][0])][:number]
