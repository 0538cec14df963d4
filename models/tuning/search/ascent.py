"""One size after the other: supports from the beam, whole points, moves, ways out, all leads."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from models.tuning.aims import Aim, Goal
from models.tuning.lines import Ground
from models.tuning.search.all_rows import AllRows
from models.tuning.search.beam import Support, grown
from models.tuning.search.climb import Climber
from models.tuning.search.every import every, few
from models.tuning.search.evidence import Evidence
from models.tuning.search.judge import judged
from models.tuning.search.kicks import dropped, rescaled, thrown
from models.tuning.search.laws import Laws
from models.tuning.search.pool import Pool, Rank
from models.tuning.search.pots import Pots
from models.tuning.search.rounding import rounded
from models.tuning.search.sample import Sample
from models.tuning.search.stand import Whole
from models.tuning.search.stands import Stands

MOST_ROWS = 60_000
"""Above as many kinds of leads the search looks at a sample."""

KICKS, FEW = 12, 3
"""Cards of few lines are kicked twice as often: few can be dropped, and trying costs little."""

IDLE = 5
"""After so many kicks that bettered nothing no more are tried."""

MORE = (1, 2, 3)
"""So many lines more than may be are tried on the way."""

ENDS = 3
"""So many ends of the way up are climbed on from thoroughly."""

SUPPORTS, SCALED, STARTS = 6, 2, 3
"""Supports of the beam that are rounded; scales of each that are settled; cards that climb."""

QUICK = 2
"""Without kicks so many cards climb, those that begin highest, and none goes up and down again."""

CARDS = 10
"""So many cards stand on a rung at most."""

CLIMBED, RESCALED, SWUNG = 0.3, 0.5, 0.75
"""About how much of the work on a size is done at each of its stages."""

OTHERS = 40
"""Lines besides those of the best card that the last climb on all leads may put in."""


@dataclass
class Ascent:
    """`laws`: the reins without a size; `starts`: a lawful card for each size that has one.

    `reached`: the size that is under way, or the last; `best`: the best card of each.
    """

    ground: Ground
    laws: Laws
    aim: Aim
    speaks: Evidence
    pots: Pots
    seed: int
    starts: dict[int, Whole]
    look: Callable[[], None]
    beyond: Callable[[Whole], int] | None
    told: Callable[[float], None]
    kicks: int = KICKS
    climber: Climber = field(init=False)
    scout: Climber = field(init=False)
    top: Pool | None = field(init=False, default=None)
    best: dict[int, Whole] = field(init=False, default_factory=dict)
    reached: int = field(init=False, default=0)
    _done: int = field(init=False, default=0)
    _parts: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        lines = [line for line, choice in enumerate(self.laws.choices()) if any(choice)]
        self.rows = Sample(self.ground, self.pots, lines, self.speaks, self.seed, MOST_ROWS)
        self.stands = Stands(self.rows)
        self.climber, self.scout = (
            Climber(self.stands, self.aim, Pool(self.laws.now), self.look, self.beyond)
            for _ in range(2)
        )

    def all(self) -> None:
        """Every size, then all leads where the search saw a sample."""
        sizes = sorted(self.starts)
        beam = grown(self.rows, self.laws, sizes[-1], self.look, quick=not self.kicks)
        supports: list[Support] = []
        for done, size in enumerate(sizes):
            while not supports or len(supports[0].stand.chosen) < size:
                more = next(beam, None)
                if more is None:
                    break
                supports = more
            self.reached, self._done, self._parts = size, done, len(sizes) + 2
            self._size(size, supports)
            self._tell(1.0)
        for size, larger in reversed(list(itertools.pairwise(sizes))):
            self._from_above(size, larger)
        if not self.rows.whole:
            self.top = Pool(self.laws.now)
            for size in sizes:
                self._on_all(size)

    def _tell(self, part: float) -> None:
        """How far it has come, `part` of the size at hand included."""
        self.told((self._done + part) / self._parts)

    def _size(self, size: int, supports: list[Support]) -> None:
        laws = self.laws.of_size(size)
        if few(laws):
            best = self.climber.best_of(every(laws))
            self.best[size] = self.starts[size] if best is None else best
            return
        starts = [self.starts[size]]
        smaller = [known for known in self.best if known < size]
        if smaller:
            starts.append(self.best[max(smaller)])
        starts += self._from_beam(supports, laws)
        if not self.kicks:
            starts = sorted(starts, key=self.climber.rank)[:QUICK]
        climb = self.climber
        found = [climb.climbed(card, laws, thoroughly=False) for card in starts]
        ends = sorted({end.tobytes(): end for end in found}.values(), key=climb.rank)
        self._tell(CLIMBED)
        ends = [climb.climbed(end, laws) for end in ends[: ENDS if self.kicks else 1]]
        self.best[size] = self._out(min(ends, key=climb.rank), laws, size)

    def _from_beam(self, supports: list[Support], laws: Laws) -> list[Whole]:
        """Whole points of the best supports; what is better by log-loss first, then by the aim."""
        guide = Climber(self.stands, Aim(), Pool(self.laws.now), self.look, self.beyond)
        found: dict[Rank, Whole] = {}
        for support in supports[:SUPPORTS]:
            cards = rounded(support, laws)
            if not cards:
                continue
            chosen = list(support.stand.chosen)
            losses = judged(support.stand, np.array(cards)[:, chosen], Aim())
            for place in np.argsort(losses, kind="stable")[:SCALED].tolist():
                card = guide.settled(cards[place], laws)
                found[guide.rank(card)] = card
        cards = [found[known] for known in sorted(found)[:STARTS]]
        if self.aim.goal is not Goal.LOSS:
            cards = [guide.climbed(card, laws, thoroughly=False) for card in cards]
        return cards

    def _out(self, best: Whole, laws: Laws, size: int) -> Whole:
        """Other scales, then kicks: lines dropped, others found without them, then all again.

        Where few can be dropped in few ways, any card is climbed from instead: aims that go by
        steps have many ends of the way up.
        """
        climb = self.climber
        for card in sorted(rescaled(best, laws), key=climb.rank)[:SCALED]:
            best = min(best, climb.settled(card, laws), key=self.climber.rank)
        if not self.kicks:
            return best
        self._tell(RESCALED)
        best = self._swung(best, laws)
        self._tell(SWUNG)
        random = np.random.default_rng([self.seed, size])
        tried = set()
        small = int((best != 0).sum()) <= FEW
        idle = 0
        for _ in range(2 * self.kicks if small else self.kicks):
            if idle == IDLE and not small:
                break
            idle += 1
            kicked = dropped(best, laws, random)
            if kicked is None:
                break
            if kicked.tobytes() in tried:
                kicked = thrown(max(1, int((best != 0).sum())), laws, random)
                if kicked is None:
                    continue
            tried.add(kicked.tobytes())
            gone = (kicked == 0) & (best != 0)
            without = replace(laws, may=laws.may & ~(gone[:, None] & (laws.values != 0)))
            other = climb.climbed(kicked, without, thoroughly=False)
            other = climb.climbed(other, laws, thoroughly=False)
            if climb.rank(other) < climb.rank(best):
                best = climb.climbed(other, laws)
                idle = 0
        return best

    def _swung(self, best: Whole, laws: Laws) -> Whole:
        """Up to more lines than may be and down again, as long as that betters the card."""
        size = int(laws.limits[0])
        for more in MORE:
            wide = laws.widened(size + more)
            high = self.scout.climbed(best, wide, thoroughly=False)
            low = self._lightened(high, laws)
            if low is None:
                continue
            low = self.climber.climbed(low, laws)
            if self.climber.rank(low) < self.climber.rank(best):
                best = low
        return best

    def _from_above(self, size: int, larger: int) -> None:
        """The next larger card with its least lines let go."""
        laws = self.laws.of_size(size)
        card = self._lightened(self.best[larger], laws)
        if card is not None:
            card = self.climber.climbed(card, laws)
            self.best[size] = min(self.best[size], card, key=self.climber.rank)

    def _lightened(self, card: Whole, laws: Laws) -> Whole | None:
        """The card without the lines that it misses least, one after the other, until it is of
        lawful size; None: reins are in the way.
        """
        size = int(laws.limits[0])
        while (card != 0).sum() > size:
            self.look()
            wide = laws.widened(int((card != 0).sum()) - 1)
            lines = np.flatnonzero((card != 0) & laws.moves)
            fewer = np.tile(card, (len(lines), 1))
            fewer[np.arange(len(lines)), lines] = 0
            lawful = [one for one in fewer if wide.lawful(one)]
            if not lawful:
                return None
            stand = self.stands.of(card)
            losses = judged(stand, np.array(lawful)[:, list(stand.chosen)], self.aim)
            card = lawful[int(np.argmin(np.round(losses, 11)))]
        return card

    def _on_all(self, size: int) -> None:
        """The best cards of the sample judged on all leads, and the best climbs there once more."""
        known = self.climber.pool.best(size, 20 * CARDS)
        best = known[0]
        lines = np.flatnonzero(best).tolist()
        others = [
            line
            for points in known[1:]
            for line in np.flatnonzero(points).tolist()
            if line not in lines
        ]
        lines = sorted({*lines, *list(dict.fromkeys(others))[:OTHERS]})
        rows = AllRows(self.ground, self.pots, lines, self.speaks)
        assert self.top is not None
        climber = Climber(Stands(rows), self.aim, self.top, self.look, self.beyond)
        climber.climbed(best, self.laws.of_size(size))

    def cards(self, size: int, most: int) -> list[Whole]:
        """The best cards of at most so many lines that the search met, on a sample and on all."""
        pools = [pool for pool in (self.top, self.climber.pool) if pool is not None]
        return [card for pool in pools for card in pool.best(size, most)]
