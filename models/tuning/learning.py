"""Points learnt from some leads, and what they say of others that taught them nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.tuning.aims import Goal
from models.tuning.candidate import Candidate
from models.tuning.card import Card, Path, Rung
from models.tuning.chance import chance_of
from models.tuning.fitted import fitted
from models.tuning.ground import Laid, ground_of
from models.tuning.lines import Ground
from models.tuning.ranks import Ranked
from models.tuning.reins import Hold, Rein, Reins
from models.tuning.search.search import search
from models.tuning.task import Progress, Rows, Task, sizes_of
from models.tuning.tuned import tuned_model

Cancelled = Callable[[], bool]
PRIOR = 50
"""Leads of the rarer outcome that today's points are worth, where there are few."""
MANY, ALONE = 200, 1_000
"""From `MANY` such leads on this fades, from `ALONE` on the history speaks alone."""


@dataclass(frozen=True, eq=False)
class Learnt:
    """`rows`: the leads that taught; `laid`: the lines over them."""

    rows: Rows
    laid: Laid
    candidates: tuple[Candidate, ...]
    path: Path

    @property
    def ground(self) -> Ground:
        """The lines over the leads that taught."""
        return self.laid.ground

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs without those whose best card is that of the rung before."""
        found: list[Rung] = []
        for rung in self.path.rungs:
            if rung.cards and (not found or rung.best.points != found[-1].best.points):
                found.append(rung)
        return tuple(found)

    def cards(self, size: int) -> tuple[Card, ...]:
        """The cards of the greatest rung of at most so many lines; none: the path begins above."""
        fit = [rung for rung in self.path.rungs if rung.size <= size and rung.cards]
        return max(fit, key=lambda rung: rung.size).cards if fit else ()


def laid_of(
    task: Task, rows: Rows, codes: NDArray[np.uint8], candidates: Sequence[Candidate]
) -> Laid:
    """The lines over these leads."""
    return ground_of(task.scored, codes, candidates, rows)


def learn(
    task: Task,
    rows: Rows,
    codes: NDArray[np.uint8],
    progress: Progress,
    cancelled: Cancelled,
    *,
    sizes: tuple[int, ...] | None = None,
    seconds: float | None = None,
    follow: Callable[[Laid, tuple[Candidate, ...]], Callable[[Path], None]] | None = None,
) -> Learnt:
    """The path of cards that these leads teach, with the rules that they propose.

    `follow`: makes of the lines and the proposed rules who is told each time the path gets on.
    """
    candidates = tuple(task.propose(rows))
    laid = laid_of(task, rows, codes, candidates)
    hear = None if follow is None else follow(laid, candidates)
    return taught(
        task, rows, laid, candidates, progress, cancelled, sizes=sizes, seconds=seconds, hear=hear
    )


def taught(
    task: Task,
    rows: Rows,
    laid: Laid,
    candidates: tuple[Candidate, ...],
    progress: Progress,
    cancelled: Cancelled,
    *,
    sizes: tuple[int, ...] | None = None,
    seconds: float | None = None,
    hear: Callable[[Path], None] | None = None,
) -> Learnt:
    """The same on lines that are laid already."""
    ground = laid.ground
    reins = known_reins(task.reins, ground)
    if sizes is None:
        now = sum(1 for value in ground.now if value)
        sizes = sizes_of(task, len(ground.lines), now, forced(ground, reins))

    def told(path: Path, share: float) -> None:
        progress("Searching points", round(100 * share), 100)
        if hear is not None and share > 0:
            hear(path)

    path = search(
        ground,
        reins,
        task.aim,
        sizes,
        task.seed,
        told,
        cancelled,
        seconds,
        prior_of(ground),
        task.kicks,
    )
    return Learnt(rows, laid, candidates, path)


def prior_of(ground: Ground) -> float:
    """How many leads' worth today's points count.

    Leads of which `PRIOR` would be of the rarer outcome: beside 20 conversions that is much, and
    beside `ALONE` too little to wait for.
    """
    won = int(np.count_nonzero(ground.converted))
    rarer = min(won, len(ground) - won)
    if not 0 < rarer < ALONE:
        return 0.0
    left = min(1.0, (ALONE - rarer) / (ALONE - MANY))
    return left * PRIOR * len(ground) / rarer


def known_reins(reins: Reins, ground: Ground) -> Reins:
    """The reins of lines that are there: other leads may propose other rules."""
    keys = {line.key for line in ground.lines}

    def there(sets: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        left = (tuple(key for key in one if key in keys) for one in sets)
        return tuple(one for one in left if len(one) > 1)

    return replace(
        reins,
        lines=tuple((key, rein) for key, rein in reins.lines if key in keys),
        one_of=there(reins.one_of),
        rising=there(reins.rising),
    )


def forced(ground: Ground, reins: Reins) -> int:
    """How many lines must give points."""
    held = dict(reins.lines)
    return sum(
        1
        for line in ground.lines
        if held.get(line.key, _FREE).hold is Hold.KEEP
        or (held.get(line.key, _FREE).hold is Hold.LOCK and line.now)
    )


_FREE = Rein()


def refitted(
    task: Task, laid: Laid, points: Sequence[int], cancelled: Cancelled
) -> tuple[int, ...] | None:
    """The points of the same lines learnt anew on other leads; None: the search found none."""
    reins = known_reins(task.reins, laid.ground)
    held = dict(reins.lines)
    lines = []
    for line, given in zip(laid.ground.lines, points, strict=True):
        own = held.get(line.key, _FREE)
        if own.hold is not Hold.LOCK:
            own = replace(own, hold=Hold.KEEP if given else Hold.FORBID)
        lines.append((line.key, own))
    size = sum(1 for given in points if given)
    path = search(
        laid.ground,
        replace(reins, lines=tuple(lines)),
        task.aim,
        (size,),
        task.seed,
        None,
        cancelled,
        None,
        prior_of(laid.ground),
        0,  # the lines are settled: a kick would drop one
    )
    cards = [rung.best for rung in path.rungs if rung.cards]
    return cards[-1].points if cards else None


def card_scored(
    task: Task, laid: Laid, candidates: Sequence[Candidate], points: Sequence[int]
) -> Scored:
    """All leads scored by the model that the points make, with bands that fit them."""
    model = tuned_model(task.scored.model, laid.ground.lines, points, candidates)
    return fitted(task.scored, model, task.leads, task.held)


def ranked(task: Task, by: Scored, teach: Rows, test: Rows, codes: NDArray[np.uint8]) -> Ranked:
    """What scores say of leads that test; chances and the threshold are learnt on who teaches."""
    scores = by.scores
    chance = chance_of(scores[teach], codes[teach])
    earned = None
    if task.aim.goal is Goal.VALUE:
        taken = scores[test] >= _best_threshold(scores[teach], codes[teach], task)
        earned = np.where(taken, codes[test] * task.aim.win - task.aim.cost, 0.0)
    return Ranked(scores[test], codes[test], chance.losses(scores[test], codes[test]), earned)


def _best_threshold(scores: NDArray[np.integer], codes: NDArray[np.uint8], task: Task) -> int:
    """The score from which touching leads earned most; above all of them where none would pay."""
    held, place = np.unique(scores, return_inverse=True)
    won = np.bincount(place, codes, len(held))
    leads = np.bincount(place, minlength=len(held))
    net = np.cumsum((won * task.aim.win - leads * task.aim.cost)[::-1])[::-1]
    best = int(np.argmax(net))
    return int(held[best]) if net[best] > 0 else int(held[-1]) + 1
