"""Models after a fix: each is the model before with one thing changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from models.scoring.model import Group, ScoringModel


def with_group(model: ScoringModel, group: Group) -> ScoringModel:
    """The model with the group of that id replaced."""
    groups = tuple(group if item.id == group.id else item for item in model.groups)
    return replace(model, groups=groups)


def muted(model: ScoringModel, rule_ids: Collection[str]) -> ScoringModel:
    """The model with these rules muted."""
    return replace(
        model,
        groups=tuple(
            replace(
                group,
                rules=tuple(
                    replace(rule, muted=True) if rule.id in rule_ids else rule
                    for rule in group.rules
                ),
            )
            if any(rule.id in rule_ids for rule in group.rules)
            else group
            for group in model.groups
        ),
    )


def without_rules(model: ScoringModel, rule_ids: Collection[str]) -> ScoringModel:
    """The model without these rules."""
    return replace(
        model,
        groups=tuple(
            replace(group, rules=tuple(rule for rule in group.rules if rule.id not in rule_ids))
            if any(rule.id in rule_ids for rule in group.rules)
            else group
            for group in model.groups
        ),
    )


def without_override(model: ScoringModel, override_id: str) -> ScoringModel:
    """The model without that override."""
    return replace(
        model, overrides=tuple(item for item in model.overrides if item.id != override_id)
    )


def with_threshold(model: ScoringModel, position: int, threshold: int) -> ScoringModel:
    """The model with another threshold of the band at that position."""
    bands = list(model.bands)
    bands[position] = replace(bands[position], threshold=threshold)
    return replace(model, bands=tuple(bands))


def names_of(names: Iterable[str], most: int = 3) -> str:
    """Names in a sentence: "A, B and C", "A, B, C and 4 more"."""
    found = list(names)
    if len(found) > most:
        return f"{', '.join(found[:most])} and {len(found) - most} more"
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
