"""From a lawful card to one that no move betters."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim
from models.tuning.search.judge import judged
from models.tuning.search.laws import Laws
from models.tuning.search.pairs import pairs, singles
from models.tuning.search.pool import Pool, Rank, near, rank
from models.tuning.search.rows import Rows
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.sweep import Found, swept

Real = NDArray[np.float64]

MOST_STANDS, MOST_CELLS = 64, 8_000_000

SHORT = 24
"""So many of the best cards beside one are looked at."""

TIE = 1e-10
"""Losses this near are the same."""


class Stopped(Exception):
    """A person or the time ended the search."""


@dataclass
class Climber:
    """Climbs on the same rows for the same aim. `look`: raises `Stopped`. `beyond`: by how many
    leads a card moves too many MQLs; None: any number may move.
    """

    rows: Rows
    aim: Aim
    pool: Pool
    look: Callable[[], None]
    beyond: Callable[[Whole], int] | None = None
    _losses: dict[bytes, float] = field(default_factory=dict)
    _ends: dict[tuple[bool, int, bytes], dict[bytes, Whole]] = field(default_factory=dict)
    _stands: OrderedDict[tuple[int, ...], Stand] = field(default_factory=OrderedDict)

    def stand(self, points: Whole) -> Stand:
        """The patterns of the lines with points."""
        chosen = tuple(np.flatnonzero(points).tolist())
        known = self._stands.pop(chosen, None)
        if known is None:
            known = Stand(self.rows, chosen)
            cells = sum(stand.cells for stand in self._stands.values())
            while self._stands and (len(self._stands) >= MOST_STANDS or cells > MOST_CELLS):
                cells -= self._stands.popitem(last=False)[1].cells
        self._stands[chosen] = known
        return known

    def rank(self, points: Whole) -> Rank:
        """How good a card is; the less the better."""
        return rank(points, self.loss(points), self.pool.now)

    def loss(self, points: Whole) -> float:
        """The loss of one card on these rows."""
        key = points.tobytes()
        if key not in self._losses:
            stand = self.stand(points)
            self._losses[key] = float(judged(stand, points[None, list(stand.chosen)], self.aim)[0])
        return self._losses[key]

    def climbed(self, points: Whole, laws: Laws, *, thoroughly: bool = True) -> Whole:
        """The end of the way up. `thoroughly`: pairs of lines are moved together too."""
        known = self._ends.setdefault((thoroughly, int(laws.limits[0]), laws.may.tobytes()), {})
        loss = self.loss(points)
        self._keep(points, loss)
        way = []
        while points.tobytes() not in known:
            way.append(points.tobytes())
            self.look()
            stand = self.stand(points)
            better = self._step(swept(stand, points, laws, self.aim, self._short), loss)
            if better is None and thoroughly:
                better = self._step(self._beside(stand, points, laws), loss)
            if better is None:
                known[points.tobytes()] = points
            else:
                points, loss = better
                self._losses[points.tobytes()] = loss
        end = known[points.tobytes()]
        known.update(dict.fromkeys(way, end))
        return end

    def settled(self, points: Whole, laws: Laws) -> Whole:
        """The end of the way up by the points of the lines that have some."""
        loss = self.loss(points)
        self._keep(points, loss)
        while True:
            self.look()
            stand = self.stand(points)
            cards = singles(points, laws)
            found = judged(stand, cards[:, list(stand.chosen)], self.aim)
            better = self._step(_ordered(cards, found, self._short), loss)
            if better is None:
                return points
            points, loss = better

    def _beside(self, stand: Stand, points: Whole, laws: Laws) -> Found:
        cards = pairs(points, laws)
        return _ordered(cards, judged(stand, cards[:, list(stand.chosen)], self.aim), self._short)

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


def _ordered(cards: Whole, found: Real, short: int) -> Found:
    order = np.argsort(found, kind="stable")[:short]
    return Found(cards[order], found[order])
