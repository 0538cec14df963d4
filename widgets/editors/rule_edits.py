"""Wishes about rules and groups as edits: clone, move, mute, rename. Pure functions."""

from __future__ import annotations

from dataclasses import replace

from models.project.edits import AddRules, ChangeRule, MoveGroup, MoveRule
from models.scoring.awards import PerOccurrence, Points, Table
from models.scoring.model import Group, ScoringModel


def cloned(model: ScoringModel, rule_id: str) -> AddRules | None:
    """A copy of a rule right below it."""
    rule, group = model.rule(rule_id), model.group_of(rule_id)
    if rule is None or group is None:
        return None
    copy = replace(rule, id=model.fresh_id("r"), name=f"{rule.name} (copy)")
    return AddRules(model.id, group.id, place_in(group, rule_id) + 1, (copy,))


def muted(model: ScoringModel, rule_id: str) -> ChangeRule | None:
    """The rule silenced, or given its voice again."""
    rule = model.rule(rule_id)
    return None if rule is None else ChangeRule(model.id, replace(rule, muted=not rule.muted))


def renamed(model: ScoringModel, rule_id: str, name: str) -> ChangeRule | None:
    """The rule under another name; a blank one changes nothing."""
    rule, name = model.rule(rule_id), name.strip()
    if rule is None or not name or name == rule.name:
        return None
    return ChangeRule(model.id, replace(rule, name=name))


def shifted(model: ScoringModel, rule_id: str, step: int) -> MoveRule | None:
    """The rule one place up or down; past the end of its group it goes to the next group."""
    group = model.group_of(rule_id)
    if group is None:
        return None
    target = place_in(group, rule_id) + step
    if 0 <= target < len(group.rules):
        return MoveRule(model.id, rule_id, group.id, target)
    neighbour = model.groups.index(group) + step
    if not 0 <= neighbour < len(model.groups):
        return None
    other = model.groups[neighbour]
    return MoveRule(model.id, rule_id, other.id, len(other.rules) if step < 0 else 0)


def dropped(model: ScoringModel, rule_id: str, group_id: str, index: int) -> MoveRule | None:
    """The rule put before the rule that is at `index` of a group now; None where it stays."""
    group, target = model.group_of(rule_id), model.group(group_id)
    if group is None or target is None:
        return None
    if group.id == group_id:
        place = place_in(group, rule_id)
        index -= index > place
        if index == place:
            return None
    return MoveRule(model.id, rule_id, group_id, index)


def shifted_group(model: ScoringModel, group_id: str, step: int) -> MoveGroup | None:
    """The group one place up or down."""
    group = model.group(group_id)
    if group is None:
        return None
    target = model.groups.index(group) + step
    inside = 0 <= target < len(model.groups)
    return MoveGroup(model.id, group_id, target) if inside else None


def dropped_group(model: ScoringModel, group_id: str, index: int) -> MoveGroup | None:
    """The group put before the group that is at `index` now; None where it stays."""
    group = model.group(group_id)
    if group is None:
        return None
    place = model.groups.index(group)
    index -= index > place
    return None if index == place else MoveGroup(model.id, group_id, index)


def saved_points(award: object, entry: int | None) -> int | None:
    """The points that a saved award gave at the same place, if it had one."""
    if isinstance(award, Points | PerOccurrence):
        return award.points if entry is None else None
    if not isinstance(award, Table) or entry is None:
        return None
    return award.entries[entry].points if entry < len(award.entries) else None


def place_in(group: Group, rule_id: str) -> int:
    """The position of a rule in its group."""
    return next(i for i, rule in enumerate(group.rules) if rule.id == rule_id)
