"""The chosen leads in the figures of a preview, also while a hand drags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import RuleFigures
from models.evaluation.part import BandsPart, PointsPart, histogram_of
from models.leads.table import Leads
from models.scoring.accounts import raises_scores
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.scoring.sight import ScoredBy
from workbench.chosen import Chosen, within
from workbench.dragged import Change, what_differs


class ChosenPart:
    """The chosen leads by score and outcome, worked out once for each choice and each scoring."""

    def __init__(self) -> None:
        self._key: tuple[Chosen, Scored] | None = None
        self._found: NDArray[np.int64] | None = None
        self._mask: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._hits: dict[str, int] = {}
        self._dragged: tuple[str, int | None] | None = None
        self._part: PointsPart | BandsPart | None = None

    def histogram(
        self,
        chosen: Chosen | None,
        scored: Scored,
        leads: Leads,
        by: ScoredBy | None,
        model: ScoringModel,
    ) -> NDArray[np.int64] | None:
        """Shape (scores, 3), as an evaluation has it; None where nothing is chosen.

        `model`: as it is now; that of `scored`, or one that a hand has dragged away from it.
        """
        if chosen is None:
            self._key = self._found = self._part = None
            self._hits = {}
            return None
        which = self._key
        if which is None or which[0] is not chosen or which[1] is not scored:
            mask = within(chosen, by)
            if len(mask) != len(scored):
                self._key = None
                return None  # a preview of other leads, which goes with the next frame
            self._key, self._mask, self._part, self._hits = (chosen, scored), mask, None, {}
            self._found = histogram_of(scored, leads, mask)
        change = None if model is scored.model else what_differs(scored.model, model)
        if change is None or raises_scores(model):
            return self._found
        return self._at(change, scored, leads, model)

    def holds(self, chosen: Chosen, scored: Scored) -> bool:
        """Whether what is held is of this choice and this scoring."""
        return self._key is not None and self._key[0] is chosen and self._key[1] is scored

    def rules(self, figures: Mapping[str, RuleFigures]) -> dict[str, RuleFigures]:
        """The figures of rules with how many of their hits are chosen; after `histogram`.

        Hits stay while points and thresholds are dragged, so each choice is counted once.
        """
        if self._key is None:
            return dict(figures)
        scored = self._key[1]
        if not self._hits:
            self._hits = {
                rule.id: int(np.count_nonzero(scored.masks.hit(rule, scored.sight) & self._mask))
                for rule in scored.model.rules()
            }
        return {
            rule_id: replace(one, chosen=self._hits.get(rule_id))
            for rule_id, one in figures.items()
        }

    def _at(
        self, change: Change, scored: Scored, leads: Leads, model: ScoringModel
    ) -> NDArray[np.int64]:
        """At this step of a drag."""
        if self._part is None or self._dragged != change.what:
            self._dragged = change.what
            self._part = (
                PointsPart(scored, leads, self._mask, change.rule, change.entry)
                if change.rule
                else BandsPart(scored, leads, self._mask)
            )
        if isinstance(self._part, PointsPart):
            return self._part.at(change.points)
        return self._part.at(model.bands)
