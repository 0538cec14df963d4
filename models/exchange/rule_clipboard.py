"""Rules as text on the clipboard, so that they travel between models and projects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from models.problems import LeadbenchError
from models.scoring.file.group_json import rule_from_json, rule_to_json
from models.scoring.file.json_text import parse
from models.scoring.model import Rule, ScoringModel

KIND = "leadbench rules"


def rules_to_text(rules: Sequence[Rule]) -> str:
    """The rules as JSON text."""
    return json.dumps(
        {"kind": KIND, "rules": [rule_to_json(rule) for rule in rules]},
        ensure_ascii=False,
        indent=1,
    )


def rules_from_text(text: str) -> tuple[Rule, ...]:
    """The rules of a text; LeadbenchError where it holds none."""
    try:
        data = parse(text, "Paste")
    except LeadbenchError as error:
        raise _no_rules() from error
    if not isinstance(data, dict) or data.get("kind") != KIND or not data.get("rules"):
        raise _no_rules()
    items = data["rules"]
    if not isinstance(items, list):
        raise _no_rules()
    return tuple(
        rule_from_json(item, f"rules[{place}]", strict=True) for place, item in enumerate(items)
    )


def renumbered(rules: Sequence[Rule], model: ScoringModel) -> tuple[Rule, ...]:
    """The rules with ids that the model does not have yet."""
    fresh = model.fresh_ids("r")
    return tuple(replace(rule, id=next(fresh)) for rule in rules)


def _no_rules() -> LeadbenchError:
    return LeadbenchError(
        "There are no rules on the clipboard.",
        "Paste",
        "Copy rules in Leadbench first (Ctrl+C on a rule).",
    )
