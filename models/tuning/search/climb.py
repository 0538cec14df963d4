"""From a lawful card to one that no move betters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim
from models.tuning.search.judge import fit_of, judged
from models.tuning.search.laws import Laws
from models.tuning.search.pairs import pairs, singles
from models.tuning.search.pool import Pool, Rank, near, rank
from models.tuning.search.sample import Sample
from models.tuning.search.screen import PROMISING, parabola
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.stands import Stands
from models.tuning.search.sweep import Found, swept

Real = NDArray[np.float64]

SHORT = 24
"""So many of the best cards beside one are looked at."""

MANY = 50_000
"""Up to so many cards times patterns are judged without a screen."""

TIE = 1e-10
"""Losses this near are the same."""


class Stopped(Exception):
    """A person or the time ended the search."""


@dataclass
class Climber:
    """Climbs on the same rows for the same aim. `look`: raises `Stopped`. `beyond`: by how many
    leads a card moves too many MQLs; None: any number may move.

    `_ends`: where the way up from a card ends; `_flat`: cards that no quick look betters.
    """

    stands: Stands
    aim: Aim
    pool: Pool
    look: Callable[[], None]
    beyond: Callable[[Whole], int] | None = None
    _losses: dict[bytes, float] = field(default_factory=dict)
    _ends: dict[tuple[bool, int, bytes], dict[bytes, Whole]] = field(default_factory=dict)
    _flat: set[tuple[int, bytes, bytes]] = field(default_factory=set)

    def rank(self, points: Whole) -> Rank:
        """How good a card is; the less the better."""
        beyond = self.beyond is not None and self.beyond(points) > 0
        return rank(points, np.inf if beyond else self.loss(points), self.pool.now)

    def loss(self, points: Whole) -> float:
        """The loss of one card on these rows."""
        key = points.tobytes()
        if key not in self._losses:
            stand = self.stands.of(points)
            self._losses[key] = float(judged(stand, points[None, list(stand.chosen)], self.aim)[0])
        return self._losses[key]

    def climbed(self, points: Whole, laws: Laws, *, thoroughly: bool = True) -> Whole:
        """The end of the way up. `thoroughly`: pairs of lines are moved together too."""
        law = int(laws.limits[0]), laws.may.tobytes()
        known = self._ends.setdefault((thoroughly, *law), {})
        loss = self.loss(points)
        self._keep(points, loss)
        way = []
        while points.tobytes() not in known:
            way.append(points.tobytes())
            self.look()
            stand = self.stands.of(points)
            closed = laws.closed(points)
            flat = (*law, points.tobytes())
            better = None
            if flat not in self._flat:
                if closed:
                    beside = self._of_same(stand, points, singles(points, laws))
                else:
                    beside = self._swept(stand, points, laws, lean=stand.wide)
                better = self._step(beside, loss)
                if better is None:
                    self._flat.add(flat)
            if better is None and thoroughly:
                if stand.wide and not closed:
                    better = self._step(self._swept(stand, points, laws, lean=False), loss)
                if better is None:
                    better = self._step(self._of_same(stand, points, pairs(points, laws)), loss)
            if better is None:
                known[points.tobytes()] = points
            else:
                points, loss = better
                self._losses[points.tobytes()] = loss
        end = known[points.tobytes()]
        known.update(dict.fromkeys(way, end))
        return end

    def best_of(self, cards: Iterator[Whole]) -> Whole | None:
        """The best of many cards, those of the same lines together; None: none is within the reins.

        All that are near-equal go to the pool.
        """
        found: list[tuple[Rank, Whole]] = []
        for alike in cards:
            self.look()
            stand = self.stands.of(alike[0])
            losses = judged(stand, alike[:, list(stand.chosen)], self.aim)
            away = np.abs(alike - self.pool.now)
            order = np.lexsort((away.sum(axis=1), (away != 0).sum(axis=1), np.round(losses, 11)))
            for place in order.tolist():
                if self._keep(alike[place], float(losses[place])):
                    found.append((self.rank(alike[place]), alike[place]))
                    break
        return min(found, key=lambda known: known[0])[1] if found else None

    def settled(self, points: Whole, laws: Laws) -> Whole:
        """The end of the way up by the points of the lines that have some."""
        loss = self.loss(points)
        self._keep(points, loss)
        while True:
            self.look()
            stand = self.stands.of(points)
            better = self._step(self._of_same(stand, points, singles(points, laws)), loss)
            if better is None:
                return points
            points, loss = better

    def _swept(self, stand: Stand, points: Whole, laws: Laws, *, lean: bool) -> Found:
        # All leads have no sums of rows to screen by; they are asked about few lines.
        lean = lean and isinstance(self.stands.rows, Sample)
        return swept(stand, points, laws, self.aim, self._short, lean=lean)

    def _of_same(self, stand: Stand, points: Whole, cards: Whole) -> Found:
        """The best of cards that have no other lines; of many only the promising are judged."""
        if len(cards) * len(stand) > MANY and len(cards) > PROMISING:
            at = parabola(stand, points, *fit_of(stand, points[list(stand.chosen)]))
            best = np.argsort(-at.gains(points, cards), kind="stable")[:PROMISING]
            cards = cards[best]
        losses = judged(stand, cards[:, list(stand.chosen)], self.aim)
        order = np.argsort(losses, kind="stable")[: self._short]
        return Found(cards[order], losses[order])

    def _step(self, found: Found, loss: float) -> tuple[Whole, float] | None:
        """The best card, if it is better; all that are good go to the pool."""
        best: tuple[Whole, float] | None = None
        order = np.argsort(np.round(found.losses, 12), kind="stable")
        for place in order.tolist():
            card, its = found.cards[place], float(found.losses[place])
            # Whom a card moves is asked of all leads: no more cards are asked than needed.
            if its > near(loss) or (best is not None and self.beyond is not None):
                break
            if self._keep(card, its) and best is None and its < loss - TIE * max(1.0, abs(loss)):
                best = card, its
        return best

    def _keep(self, points: Whole, loss: float) -> bool:
        """Whether the card is within the reins; it is in the pool then."""
        if self.beyond is not None and self.beyond(points) > 0:
            return False
        self.pool.add(points, loss)
        return True

    @property
    def _short(self) -> int:
        return SHORT if self.beyond is None else 8 * SHORT
