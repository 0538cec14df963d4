"""Cards judged on all leads, as they are told to a person."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.tuning.aims import Aim
from models.tuning.card import Card, Rung
from models.tuning.lines import Ground
from models.tuning.search.evidence import Evidence
from models.tuning.search.pool import Rank, near, rank
from models.tuning.search.scores import loss_of, scores, weighed
from models.tuning.search.stand import Whole


class Jury:
    """Ranks cards by what speaks for them, a prior included; tells their loss on the outcomes."""

    def __init__(self, ground: Ground, aim: Aim, speaks: Evidence) -> None:
        self.ground = ground
        self.aim = aim
        self.speaks = speaks
        self._known: dict[tuple[int, ...], tuple[Rank, Card]] = {}

    def rung(self, size: int, cards: Sequence[Whole], most: int) -> Rung:
        """The best cards, near-equal and each of other lines."""
        found = sorted((self._ranked(card) for card in cards), key=lambda ranked: ranked[0])
        kept: dict[tuple[bool, ...], Card] = {}
        for its, card in found:
            if its[0] <= near(found[0][0][0]) and len(kept) < most:
                kept.setdefault(tuple(value != 0 for value in card.points), card)
        return Rung(size, tuple(kept.values()))

    def _ranked(self, card: Whole) -> tuple[Rank, Card]:
        points = tuple(card.tolist())
        if points not in self._known:
            speaks = self.speaks
            loss = weighed(scores(self.ground, points), speaks.yes, speaks.no, self.aim)
            told = loss_of(self.ground, points, self.aim) if speaks.prior else loss
            now = np.array(self.ground.now)
            self._known[points] = rank(card, loss, now), Card(points, told)
        return self._known[points]
