"""What a tuning finds: cards of points, and the path of cards from few lines to many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """Points for each line of the ground, in its order; 0 gives nothing.

    `loss`: what the aim calls bad, the less the better: mean log-loss with intercept and slope
    fitted, or one minus AUC, one minus the share captured, minus net value for each lead.
    """

    points: tuple[int, ...]
    loss: float

    @property
    def size(self) -> int:
        """Lines with points."""
        return sum(value != 0 for value in self.points)


@dataclass(frozen=True)
class Rung:
    """The cards of at most `size` lines, best first; the others are nearly as good and differ."""

    size: int
    cards: tuple[Card, ...]

    @property
    def best(self) -> Card:
        """The card with the least loss."""
        return self.cards[0]


@dataclass(frozen=True)
class Path:
    """Rungs from few lines to many. `whole`: False where a person or the time stopped the search,
    and the rungs are the best so far.
    """

    rungs: tuple[Rung, ...]
    whole: bool = True
