"""A scoring model as the JSON file that is taken away: with the recipe of all that it reads."""

from __future__ import annotations

from pathlib import Path

from models.exchange.atomic import atomic_text
from models.exchange.following import with_inputs
from models.leads.fields import Recipe
from models.scoring.model import ScoringModel
from models.scoring.model_json import dump


def write_model(path: Path, model: ScoringModel, recipe: Recipe | None = None) -> ScoringModel:
    """Write the model's file; with a recipe, its inputs are those of the fields it needs.

    The model as written is given back. Raises LeadbenchError where the file cannot be written.
    """
    whole = model if recipe is None else with_inputs(model, recipe)
    text = dump(whole)
    with atomic_text(path) as stream:
        stream.write(text)
    return whole
