"""A scoring model as the JSON file that is taken away: with the recipe of all that it reads."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from models.exchange.atomic import atomic_text
from models.exchange.following import with_inputs
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Recipe
from models.problems import LeadbenchError
from models.scoring.file.model_json import dump, model_faults
from models.scoring.model import ScoringModel


def write_model(
    path: Path,
    model: ScoringModel,
    recipe: Recipe | None = None,
    activities: ActivityRecipe | None = None,
) -> ScoringModel:
    """Write the model's file; with a recipe, its inputs are those of the fields it needs.

    The recipe of `activities` is written whole: all details say which rows are identical.
    The model as written is given back. Raises LeadbenchError where the file cannot be written, or
    could not be read again: while it is worked on, a model may break laws that its file must keep.
    """
    whole = model if recipe is None else with_inputs(model, recipe)
    if activities is not None:
        whole = replace(whole, activities=activities)
    check_finished(whole)
    text = dump(whole)
    with atomic_text(path) as stream:
        stream.write(text)
    return whole


def check_finished(model: ScoringModel) -> None:
    """LeadbenchError where the model breaks a law of its file, with all that it breaks."""
    faults = model_faults(model)
    if faults:
        many = "There is 1 fault" if len(faults) == 1 else f"There are {len(faults)} faults"
        raise LeadbenchError(
            f"The model is not finished. {many}; the first: {_place(model, faults[0].where)}"
            f"{faults[0].what.rstrip('.')}.",
            model.name,
            "Mend them on the Model page, then save the file again.",
            faults,
        )


def _place(model: ScoringModel, where: str) -> str:
    """The place of a fault in the names that the window shows instead of positions in a file."""
    found = re.match(r"groups\[(\d+)\](?:\.rules\[(\d+)\])?\.?(.*)", where)
    if found is None:
        return f"{where} "
    group = model.groups[int(found[1])]
    inside = "" if found[2] is None else f", rule {int(found[2]) + 1}"
    part = f", {found[3]}" if found[3] else ""
    return f"group \u201c{group.name}\u201d{inside}{part} "
