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
        day = as_of_day(model, leads, today())
        key = leads, model.own_day, None if model.own_day is None else day
        if self._held is None or key != self._key:
            by = scored_by(model, leads, day)
            held = self._held
            same = held is not None and held[0].leads is by.leads
            masks = held[1] if held is not None and same else Masks(by.leads)
            self._key, self._held = key, (by, masks)
        return self._held

    def forget(self) -> None:
        """Let go of leads that are not shown any more."""
        self._key = self._held = None
