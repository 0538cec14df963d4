"""What every change of a project is, and how it finds what it names.

`merge_key`: two edits in a row with the same key, made within one gesture, become one step (a
drag). An edit that names something that is not there raises EditError; one that changes nothing
returns an equal project.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from models.project.document import Project
from models.scoring.model import Group, Rule, ScoringModel


class EditError(Exception):
    """The edit names a model, group or rule that the project does not have: a bug, not a fault."""


class Edit(Protocol):
    """A change as a value."""

    def apply(self, project: Project) -> Project:
        """The project after the change."""
        ...

    def label(self, before: Project) -> str:
        """What is done, in words for the undo menu and the history."""
        ...

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        """Edits of one gesture share it; None never merges."""
        ...


class Alone:
    """An edit that is always a step of its own."""

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return None


def model_of(project: Project, model_id: str) -> ScoringModel:
    """The model of that id; EditError where there is none."""
    model = project.find(model_id)
    if model is None:
        raise EditError(f"no model {model_id}")
    return model


def rule_of(model: ScoringModel, rule_id: str) -> Rule:
    """The rule of that id; EditError where there is none."""
    rule = model.rule(rule_id)
    if rule is None:
        raise EditError(f"no rule {rule_id}")
    return rule


def group_of(model: ScoringModel, group_id: str) -> Group:
    """The group of that id; EditError where there is none."""
    group = model.group(group_id)
    if group is None:
        raise EditError(f"no group {group_id}")
    return group


def with_group(model: ScoringModel, group: Group) -> ScoringModel:
    """The model with the group of that id replaced."""
    return replace(model, groups=tuple(group if g.id == group.id else g for g in model.groups))
