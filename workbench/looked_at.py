"""The leads that a model scores, with what is derived of them, kept while they stay the same."""

from __future__ import annotations

from datetime import date

from models.leads.table import Leads
from models.scoring.as_of import as_of_day
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import ScoredBy, scored_by
from workbench.session import today


class LookedAt:
    """All leads, or where each has an as-of day of its own, those that are old enough."""

    def __init__(self) -> None:
        self._key: tuple[Leads, int | None, date | None] | None = None
        self._held: tuple[ScoredBy, Masks] | None = None

    def of(self, model: ScoringModel, leads: Leads) -> tuple[ScoredBy, Masks]:
        """The leads that the model scores."""
        own = model.own_day
        # Asked at every step of a drag: the day, which takes a look at all activities, only where
        # it decides who is scored.
        day = None if own is None else as_of_day(model, leads, today())
        key = leads, own, day
        if self._held is None or key != self._key:
            by = ScoredBy(leads) if day is None else scored_by(model, leads, day)
            held = self._held
            same = held is not None and held[0].leads is by.leads
            masks = held[1] if held is not None and same else Masks(by.leads)
            self._key, self._held = key, (by, masks)
        return self._held

    def forget(self) -> None:
        """Let go of leads that are not shown any more."""
        self._key = self._held = None
