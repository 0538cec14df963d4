"""A model to begin from where there is none yet: no rules, the usual bands."""

from __future__ import annotations

from models.leads.fields import Recipe
from models.scoring.model import ScoringModel

NAME = "Learnt from history"


def fresh_model(recipe: Recipe, name: str = NAME) -> ScoringModel:
    """An empty model that reads these fields."""
    return ScoringModel("m1", name, inputs=tuple(recipe))
