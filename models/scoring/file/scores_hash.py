"""What tells whether two models give the same scores, and whether kept chances are of these scores.

Names, notes and thresholds that move nobody may change; points, limits and conditions may not.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from models.scoring.awards import numbers_in, with_numbers
from models.scoring.file.model_json import model_to_json
from models.scoring.model import ScoringModel
from models.scoring.probability import (
    Chances,
    Probability,
    RuleChances,
    TreeChances,
    table_of,
)
from models.scoring.rules import Rule

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
    return _hashed(said)


def _hashed(said: dict[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _bare(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule without what only people read."""
    return {key: item for key, item in rule.items() if key not in ("id", "name", "note", "muted")}


def odds_hash(model: ScoringModel) -> str:
    """SHA-256 of what decides about log-odds by the rules: whom each rule meets, and what fades.

    Points, limits, bands and overrides may change: they move scores, not the chances by the rules.
    """
    groups = tuple(
        replace(group, rules=tuple(_silent(rule) for rule in group.rules)) for group in model.groups
    )
    data = model_to_json(replace(model, groups=groups))
    said: dict[str, Any] = {key: data.get(key) for key in ("semantics", "derived", "own_day")}
    said["groups"] = [
        {
            "decay": group.get("decay"),
            "rules": [_bare(rule) for rule in group["rules"] if not rule.get("muted")],
        }
        for group in data["groups"]
    ]
    return _hashed(said)


def trees_hash(model: ScoringModel) -> str:
    """SHA-256 of what decides about log-odds by trees, beside the trees: the model's derived
    fields, and as of which day it looks at leads. Rules and points may change.
    """
    data = model_to_json(replace(model, probability=None))
    return _hashed({key: data.get(key) for key in ("semantics", "derived", "own_day")})


def _silent(rule: Rule) -> Rule:
    return replace(rule, award=with_numbers(rule.award, [0] * numbers_in(rule.award)))


def fits(model: ScoringModel) -> bool:
    """Whether the chances that are kept with the model are of what it is now."""
    found = model.probability
    if found is None:
        return True
    if isinstance(found, RuleChances) and not _of_rules(model, found):
        return False
    of = table_of(found).of
    return not of or of == _hash_of(found, model)


def of_now(model: ScoringModel) -> ScoringModel:
    """The model with its chances said to be of what it is now, if they say of what they are."""
    found = model.probability
    if found is None or not table_of(found).of:
        return model
    of = _hash_of(found, model)
    if isinstance(found, Probability):
        return replace(model, probability=replace(found, of=of))
    return replace(model, probability=replace(found, table=replace(found.table, of=of)))


def _hash_of(chances: Chances, model: ScoringModel) -> str:
    match chances:
        case RuleChances():
            return odds_hash(model)
        case TreeChances():
            return trees_hash(model)
        case _:
            return scores_hash(model)


def _of_rules(model: ScoringModel, found: RuleChances) -> bool:
    """Whether each rule that is not muted has its numbers, and as many as it has entries."""
    kept = {item.rule: len(item.odds) for item in found.rules}
    asked = {rule.id: numbers_in(rule.award) for rule in model.rules() if not rule.muted}
    return kept == asked


def chances_of(model: ScoringModel) -> Chances | None:
    """The chances of the model; None where none are kept, or they are of other points or rules."""
    return model.probability if fits(model) else None
