"""The look at the quality of leads: out of the way, and only when what it rests on changed."""

from __future__ import annotations

from dataclasses import replace

from models.evaluation.quality.quality import DOING, quality_of
from models.leads.table import Leads
from models.scoring.model import ScoringModel
from workbench.asking import Asking
from workbench.session import today


class QualityChecks(Asking):
    """Answers with `Quality`."""

    def look(self, model: ScoringModel, leads: Leads) -> None:
        """Look unless this is what was looked at or is under way already."""
        bare = replace(model, name="", notes="", grade=None, game=None)
        self.ask(
            (bare, leads),
            lambda cancelled, progress: quality_of(model, leads, today(), progress, cancelled),
            DOING,
            len(leads.recipe),
        )
