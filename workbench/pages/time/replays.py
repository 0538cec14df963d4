"""Replays for the page Over time: out of the way, and only when something they rest on changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

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
from models.leads.readers.contract import Progress
from models.leads.table import Leads
from models.scoring.as_of import as_of_day
from models.scoring.model import ScoringModel
from workbench.asking import Asking
from workbench.background import Cancel
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


class Replays(Asking):
    """Answers with `Replayed`."""

    def replay(self, asked: Asked, leads: Leads) -> None:
        """Replay unless this is what is shown or under way already."""

        def work(cancelled: Cancel, progress: Progress) -> Replayed:
            found = replay(asked.model, leads, asked.days, progress=progress, cancelled=cancelled)
            return Replayed(found, lead_times(found, leads))

        self.ask((asked, leads), work, DOING, len(asked.days))
