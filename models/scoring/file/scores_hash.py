"""What tells whether two models give the same scores, and whether kept chances are of these scores.

Names, notes and thresholds that move nobody may change; points, limits and conditions may not.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from models.scoring.file.model_json import model_to_json
from models.scoring.model import ScoringModel
from models.scoring.probability import Probability

_OF_GROUPS = ("least", "most", "decay")
_OF_OVERRIDES = ("when", "move", "band")


def scores_hash(model: ScoringModel) -> str:
    """SHA-256 of what decides about scores, in hexadecimal."""
    data = model_to_json(model)
    said: dict[str, Any] = {
        key: data.get(key) for key in ("semantics", "scale", "base", "derived", "own_day")
    }
    said["groups"] = [
        {
            **{key: group.get(key) for key in _OF_GROUPS},
            "rules": [_bare(rule) for rule in group["rules"] if not rule.get("muted")],
        }
        for group in data["groups"]
    ]
    if data["overrides"]:
        said["bands"] = [(band["name"], band["threshold"]) for band in data["bands"]]
        said["overrides"] = [
            {key: item.get(key) for key in _OF_OVERRIDES} for item in data["overrides"]
        ]
    if model.account is not None:
        account = dict(data["account"])
        account["rules"] = [_bare(rule) for rule in account.get("rules", [])]
        said["account"] = account
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _bare(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule without what only people read."""
    return {key: item for key, item in rule.items() if key not in ("id", "name", "note", "muted")}


def fits(model: ScoringModel) -> bool:
    """Whether the chances that are kept with the model are of the scores that it gives."""
    found = model.probability
    return found is None or not found.of or found.of == scores_hash(model)


def chances_of(model: ScoringModel) -> Probability | None:
    """The chances of the model's scores; None where none are kept, or they are of other points."""
    return model.probability if fits(model) else None
