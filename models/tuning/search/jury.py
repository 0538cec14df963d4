"""Cards judged on all leads, as they are told to a person."""

from __future__ import annotations

from collections.abc import Sequence

from models.tuning.aims import Aim
from models.tuning.card import Card, Rung
from models.tuning.lines import Ground
from models.tuning.search.evidence import Evidence
from models.tuning.search.pool import near
from models.tuning.search.scores import loss_of, scores, weighed
from models.tuning.search.stand import Whole


class Jury:
    """Ranks cards by what speaks for them, a prior included; tells their loss on the outcomes."""

    def __init__(self, ground: Ground, aim: Aim, speaks: Evidence) -> None:
        self.ground = ground
        self.aim = aim
        self.speaks = speaks
        self._known: dict[tuple[int, ...], tuple[float, Card]] = {}

    def rung(self, size: int, cards: Sequence[Whole], most: int) -> Rung:
        """The best cards, near-equal and each of other lines."""
        found = sorted(
            (self._ranked(tuple(card.tolist())) for card in cards),
            key=lambda ranked: (round(ranked[0], 12), ranked[1].points),
        )
        kept: dict[tuple[bool, ...], Card] = {}
        for rank, card in found:
            if rank <= near(found[0][0]) and len(kept) < most:
                kept.setdefault(tuple(value != 0 for value in card.points), card)
        return Rung(size, tuple(kept.values()))

    def _ranked(self, points: tuple[int, ...]) -> tuple[float, Card]:
        if points not in self._known:
            rank = weighed(scores(self.ground, points), self.speaks.yes, self.speaks.no, self.aim)
            loss = loss_of(self.ground, points, self.aim) if self.speaks.prior else rank
            self._known[points] = rank, Card(points, loss)
        return self._known[points]
