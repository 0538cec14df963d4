"""The chance of one score in words."""

from __future__ import annotations

from models.scoring.file.scores_hash import fits
from models.scoring.model import ScoringModel
from models.scoring.probability import WHOLE, ChanceStep


def chance_words(model: ScoringModel, score: int) -> str:
    """Of a lead with that score; "" where the model keeps no chances."""
    if model.probability is None:
        return ""
    if not fits(model):
        return "The chances kept with the model are of other points"
    return step_words(model.probability.at(score))


def step_words(step: ChanceStep) -> str:
    """Of one step."""
    low, high = _percent(step.low), _percent(step.high)
    return f"{_percent(step.chance)} of leads with this score convert, {low} to {high}"


def _percent(ten_thousandths: int) -> str:
    places = 1 if ten_thousandths < WHOLE // 20 else 0
    return f"{100 * ten_thousandths / WHOLE:.{places}f}\u202f%"
