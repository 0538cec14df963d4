"""What a tuning has found while it is still under way: a card for each size, tested or not yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.evaluation.tallies import Interval
from models.tuning.card import Path
from models.tuning.judged import ranking_of
from models.tuning.lines import Ground
from models.tuning.ranks import Ranked
from models.tuning.search.scores import scores
from models.tuning.smallest import auc


@dataclass(frozen=True)
class Found:
    """The best card of at most `size` lines so far. `training`: its AUC on the leads that taught
    it, which flatters; `test`: that on leads that did not, None: not tested yet.
    """

    size: int
    training: float
    test: Interval | None = None


@dataclass(frozen=True)
class Sofar:
    """`found`: by size, ascending; `now`: today's lines with points and the AUC of today's model on
    the leads that test, None where that cannot be said.
    """

    found: tuple[Found, ...]
    now: tuple[int, float] | None = None


Hear = Callable[[Sofar], None]
Points = tuple[int, ...]


def nobody_hears(_sofar: Sofar) -> None:
    """Nobody wants to know before the end."""


class Following:
    """Follows a path that is being searched, and tells when a card is better or tested.

    `tested`: the AUC of points on the leads that test; each card is tested once. The card of the
    size that is under way is not tested before the next size is begun.
    """

    def __init__(
        self,
        ground: Ground,
        now: tuple[int, float] | None,
        tested: Callable[[Points], Interval | None],
        hear: Hear,
    ) -> None:
        self._ground = ground
        self._now = now
        self._tested = tested
        self._hear = hear
        self._training: dict[Points, float] = {}
        self._tests: dict[Points, Interval | None] = {}
        self._best: dict[int, Points] = {}
        self._told: tuple[Found, ...] = ()

    def __call__(self, path: Path) -> None:
        """The path has come so far."""
        best: dict[int, Points] = {}
        for rung in path.rungs:
            if rung.cards and any(rung.best.points) and rung.best.points not in best.values():
                best[rung.size] = rung.best.points
        self._best = best
        self._tell(best)
        settled = list(best.values()) if path.whole else list(best.values())[:-1]
        for points in settled:
            if points not in self._tests:
                self._tests[points] = self._tested(points)
                self._tell(best)

    def prove(self, tests: Mapping[int, Sequence[Ranked]], now: Sequence[Ranked]) -> None:
        """The sizes were tested on more leads: by cards like these."""
        for size, ones in tests.items():
            if size in self._best:
                self._tests[self._best[size]] = ranking_of(ones)
        today, lines = ranking_of(now), sum(1 for value in self._ground.now if value)
        self._now = (lines, today.value) if today is not None and lines else None
        self._tell(self._best)

    def _tell(self, best: dict[int, Points]) -> None:
        told = tuple(
            Found(size, self._of_training(points), self._tests.get(points))
            for size, points in best.items()
        )
        if told and told != self._told:
            self._told = told
            self._hear(Sofar(told, self._now))

    def _of_training(self, points: Points) -> float:
        if points not in self._training:
            given = scores(self._ground, points)
            codes = self._ground.converted.astype(np.uint8)
            self._training[points] = auc(given, codes)
        return self._training[points]
