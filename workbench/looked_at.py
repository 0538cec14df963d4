"""The leads that a model scores, with what is derived of them, kept while they stay the same."""

from __future__ import annotations

from datetime import date

from models.leads.table import Leads
from models.scoring.as_of import as_of_day
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import ScoredBy, scored_by
from workbench.session import today

_Key = tuple[Leads, int | None, date | None]


class LookedAt:
    """All leads, or where each has an as-of day of its own, those that are old enough.

    May be asked by several threads.
    """

    def __init__(self) -> None:
        self._held: tuple[_Key, ScoredBy, Masks] | None = None

    def of(
        self, model: ScoringModel, leads: Leads, day: date | None = None
    ) -> tuple[ScoredBy, Masks]:
        """The leads that the model scores. `day`: the as-of day, None: as it is now."""
        own = model.own_day
        # Asked at every step of a drag: the day, which takes a look at all activities, only where
        # it decides who is scored.
        day = None if own is None else day or as_of_day(model, leads, today())
        key = leads, own, day
        held = self._held
        if held is None or key != held[0]:
            by = ScoredBy(leads) if day is None else scored_by(model, leads, day)
            same = held is not None and held[1].leads is by.leads
            masks = held[2] if held is not None and same else Masks(by.leads)
            self._held = held = key, by, masks
        return held[1:]

    def forget(self) -> None:
        """Let go of leads that are not shown any more."""
        self._held = None
