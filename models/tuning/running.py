"""A tuning on its way: what all its steps share, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.evaluation.tallies import Interval
from models.tuning.candidate import Candidate
from models.tuning.card import Card
from models.tuning.division import Codes, Divided, Part
from models.tuning.ground import Laid
from models.tuning.judged import ranking_of
from models.tuning.learning import Cancelled, Learnt, card_scored, learn, ranked
from models.tuning.proposing import chosen_within
from models.tuning.ranks import Ranked
from models.tuning.report import Way
from models.tuning.sofar import Following, Hear, nobody_hears
from models.tuning.task import Progress, Rows, Task

STEPS = 100
"""Parts that the progress has in all."""
THOROUGH = 3
"""How much longer a path with kicks takes than one without, about."""


Prove = Callable[[Mapping[int, Sequence[Ranked]], Sequence[Ranked]], None]
"""Tells what leads that test say of the best card of each size, and of today's model."""


def _unheard(_tests: Mapping[int, Sequence[Ranked]], _now: Sequence[Ranked]) -> None:
    """Nobody wants to know before the end."""


@dataclass(frozen=True, eq=False)
class Run:
    """`searches`: how many paths are searched in all, one with kicks beside such without counted
    `THOROUGH` times; `done`: how many are.

    `hear` is told what was found so far.
    """

    task: Task
    parted: Divided
    progress: Progress
    cancelled: Cancelled
    searches: int
    done: int = 0
    hear: Hear = nobody_hears

    @property
    def codes(self) -> Codes:
        """0 not converted, 1 converted, 2 left out; shape (leads,)."""
        return self.parted.codes

    @property
    def seconds(self) -> float | None:
        """How long a path without kicks may take, or each if all have them."""
        return None if self.task.seconds is None else self.task.seconds / self.searches

    def after(self, searches: int) -> Run:
        """The same when so many more paths are searched."""
        return replace(self, done=self.done + searches)

    def telling(self, what: str, searches: int = 1) -> Progress:
        """The progress of one path, which counts for so many, as a part of all."""

        def tell(_what: str, done: int, of: int) -> None:
            share = searches * done / of if of else 0.0
            self.progress(what, int(STEPS * (self.done + share) / self.searches), STEPS)

        return tell

    def learn(
        self, rows: Rows, what: str, sizes: tuple[int, ...] | None = None, *, quick: bool = False
    ) -> Learnt:
        """A path of cards out of these leads. `quick`: without kicks."""
        return learn(
            replace(self.task, kicks=0) if quick else self.task,
            rows,
            self.codes,
            self.telling(what),
            self.cancelled,
            sizes=sizes,
            seconds=self.seconds,
        )

    def learn_told(
        self, rows: Rows, what: str, part: Part | None = None, searches: int = 1
    ) -> tuple[Learnt, Prove]:
        """A path of cards out of these leads; who hears is told how far it is, with each card as
        the leads of the part see it that test. Without one it is told what proves each size later.
        """
        following: list[Following] = []
        now = None if part is None else ranking_of(self.now(part))

        def follow(laid: Laid, candidates: tuple[Candidate, ...]) -> Following:
            def tested(points: tuple[int, ...]) -> Interval | None:
                if part is None:
                    return None
                by = card_scored(self.task, laid, candidates, points)
                return ranking_of((ranked(self.task, by, part.teach, part.test, self.codes),))

            lines = sum(1 for value in laid.ground.now if value)
            today = (lines, now.value) if now is not None and lines else None
            following.append(Following(laid.ground, today, tested, self.hear))
            return following[0]

        learnt = learn(
            self.task,
            rows,
            self.codes,
            self.telling(what, searches),
            self.cancelled,
            seconds=None if self.seconds is None else searches * self.seconds,
            follow=None if self.hear is nobody_hears else follow,
        )
        return learnt, following[0].prove if following else _unheard

    def test(self, learnt: Learnt, card: Card, part: Part) -> tuple[Ranked, Ranked]:
        """What leads that test say of a card, and what those say that taught it."""
        by = card_scored(self.task, learnt.laid, learnt.candidates, card.points)
        return (
            ranked(self.task, by, part.teach, part.test, self.codes),
            ranked(self.task, by, part.teach, part.teach, self.codes),
        )

    def now(self, part: Part) -> tuple[Ranked, ...]:
        """Today's model on the leads that test; none where there is no model yet."""
        if self.task.fresh:
            return ()
        return (ranked(self.task, self.task.scored, part.teach, part.test, self.codes),)

    def chosen(self, part: Part, sizes: tuple[int, ...]) -> int | None:
        """The size that the leads that teach would propose."""
        return chosen_within(
            self.task,
            self.parted,
            part.teach,
            sizes,
            lambda turn: self.after(turn).telling("Choosing the size"),
            self.cancelled,
            self.seconds,
        )


def run_of(
    task: Task,
    parted: Divided,
    progress: Progress,
    cancelled: Cancelled,
    hear: Hear = nobody_hears,
) -> Run:
    """A run with as many paths as it takes: of each part, of all leads or to choose the size, and
    of another division beside.
    """
    searches = 2 + len(parted.parts)
    if parted.division.way in (Way.TIME, Way.ROWS):
        searches = THOROUGH + 2 + len(parted.choosing(parted.parts[0].teach, task.seed + 1))
    return Run(task, parted, progress, cancelled, searches, hear=hear)
