"""A tuning on its way: what all its steps share, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.tuning.card import Card
from models.tuning.division import Codes, Divided, Part
from models.tuning.learning import Cancelled, Learnt, card_scored, learn, ranked
from models.tuning.proposing import chosen_within
from models.tuning.ranks import Ranked
from models.tuning.report import Way
from models.tuning.task import Progress, Rows, Task

STEPS = 100
"""Parts that the progress of each path has."""


@dataclass(frozen=True, eq=False)
class Run:
    """`searches`: how many paths are searched in all; `done`: how many are."""

    task: Task
    parted: Divided
    progress: Progress
    cancelled: Cancelled
    searches: int
    done: int = 0

    @property
    def codes(self) -> Codes:
        """0 not converted, 1 converted, 2 left out; shape (leads,)."""
        return self.parted.codes

    @property
    def seconds(self) -> float | None:
        """How long each path may take."""
        return None if self.task.seconds is None else self.task.seconds / self.searches

    def after(self, searches: int) -> Run:
        """The same when so many more paths are searched."""
        return replace(self, done=self.done + searches)

    def telling(self, what: str) -> Progress:
        """The progress of one path, as a part of all."""

        def tell(_what: str, done: int, of: int) -> None:
            part = STEPS * done // of if of else 0
            self.progress(what, STEPS * self.done + part, STEPS * self.searches)

        return tell

    def learn(self, rows: Rows, what: str, sizes: tuple[int, ...] | None = None) -> Learnt:
        """A path of cards out of these leads."""
        return learn(
            self.task,
            rows,
            self.codes,
            self.telling(what),
            self.cancelled,
            sizes=sizes,
            seconds=self.seconds,
        )

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


def run_of(task: Task, parted: Divided, progress: Progress, cancelled: Cancelled) -> Run:
    """A run with as many paths as it takes: of each part, of all leads or to choose the size, and
    of another division beside.
    """
    searches = 2 + len(parted.parts)
    if parted.division.way in (Way.TIME, Way.ROWS):
        searches = 2 + len(parted.choosing(parted.parts[0].teach, task.seed + 1))
    return Run(task, parted, progress, cancelled, searches)
