"""Replays for the page Over time: out of the way, and only when something they rest on changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from models.evaluation.lead_times import LeadTimes, lead_times
from models.evaluation.replay import (
    DOING,
    WEEK,
    Replay,
    days_between,
    depends_on_day,
    first_day,
    replay,
)
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.scoring.as_of import as_of_day
from models.scoring.model import ScoringModel
from workbench.background import Background
from workbench.session import today

FEW = 10_000
"""Up to so many leads every day is looked at unless the person says otherwise."""


@dataclass(frozen=True, eq=False)
class Replayed:
    """A replay with what follows from it."""

    replay: Replay
    times: LeadTimes


@dataclass(frozen=True)
class Asked:
    """What a replay rests on: the model without what does not touch a score, and the days."""

    model: ScoringModel
    days: tuple[date, ...]


def last_day(model: ScoringModel, leads: Leads) -> date:
    """The newest day that there is something of; the as-of day of the model if that is later."""
    newest = as_of_day(replace(model, as_of=None), leads, today())
    return newest if model.as_of is None else max(newest, model.as_of)


def asked_of(model: ScoringModel, leads: Leads, step: int) -> Asked | None:
    """The replay of a model on leads; None where no lead has a day of creation."""
    last = last_day(model, leads)
    first = first_day(leads, last)
    if first is None:
        return None
    bare = replace(model, name="", notes="", grade=None, as_of=None, own_day=None)
    return Asked(bare, days_between(first, last, step))


def is_dated(model: ScoringModel, leads: Leads) -> bool:
    """Whether scores could change with the days: by what leads did, or by rules on dates."""
    return leads.activities is not None or depends_on_day(model, leads, last_day(model, leads))


def usual_step(leads: Leads) -> int:
    """Every day where that is quick, else every week."""
    return 1 if len(leads) <= FEW else WEEK


class Replays(QObject):
    """`done(Replayed)`; `progressed(what, done, of)`; `finished()` however it ended."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._work.done.connect(self._deliver)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self.progressed)
        self._leads: Leads | None = None
        self._asked: Asked | None = None
        self.stopped = False

    def ask(self, asked: Asked, leads: Leads) -> None:
        """Replay unless this is what is shown or under way already."""
        if asked == self._asked and leads is self._leads:
            return
        self._asked, self._leads, self.stopped = asked, leads, False
        self.progressed.emit(DOING, 0, len(asked.days))
        self._work.run(lambda cancelled, progress: _answer(asked, leads, cancelled, progress))

    def again(self) -> None:
        """Let the next question be answered, even if it was asked before."""
        self._asked, self.stopped = None, False

    def cancel(self) -> None:
        """Stop what is under way; what was shown before stays."""
        if self._work.busy:
            self._work.cancel()
            self.stopped = True
            self.finished.emit()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._work.finish()

    def _deliver(self, found: object) -> None:
        self.finished.emit()
        if isinstance(found, Replayed):
            self.done.emit(found)

    def _fail(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)


def _answer(
    asked: Asked, leads: Leads, cancelled: Callable[[], bool], progress: Progress
) -> Replayed | None:
    try:
        found = replay(asked.model, leads, asked.days, progress=progress, cancelled=cancelled)
    except Cancelled:
        return None
    return Replayed(found, lead_times(found, leads))
