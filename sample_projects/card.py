"""The few figures of a sample's card on the welcome page, worked out by the engine beforehand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from models.exchange.following import follow
from models.leads.fields import Recipe
from models.leads.readers.reading import read_table
from models.leads.table import CONVERTED
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.file.model_json import read_model

WIDTH = 5


def card_bytes(leads: Path, model: Path) -> bytes:
    """The text of sample.json for these leads and this model, whose as-of day must be set."""
    designed = read_model(model)
    if designed.as_of is None:
        raise ValueError("a sample's model fixes its own as-of day")
    found = follow(designed, read_table(leads).table, Recipe()).leads
    scored = score(designed, found, as_of_day(designed, found, designed.as_of))
    scale = designed.scale
    bins = (scale.most - scale.least) // WIDTH
    place = np.minimum((scored.scores.astype(np.int64) - scale.least) // WIDTH, bins - 1)
    converted = found.outcome == CONVERTED
    figures = {
        "leads": len(found),
        "converted": int(converted.sum()),
        "mql": int((scored.scores >= designed.mql_threshold).sum()),
        "threshold": designed.mql_threshold,
        "least": scale.least,
        "width": WIDTH,
        "others_by_bin": np.bincount(place[~converted], minlength=bins).tolist(),
        "converted_by_bin": np.bincount(place[converted], minlength=bins).tolist(),
    }
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in figures.items()
    )
    return f"{{\n{lines}\n}}\n".encode("ascii")
