"""Changes of groups of rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project
from models.project.edits.base import Alone, group_of, model_of, with_group
from models.scoring.model import Group


@dataclass(frozen=True)
class AddGroup(Alone):
    """Put a group at a position of the model."""

    model: str
    group: Group
    index: int

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        groups = list(model.groups)
        groups.insert(max(0, min(self.index, len(groups))), self.group)
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Add group {self.group.name}"


@dataclass(frozen=True)
class ChangeGroup:
    """Change a group's name, axis, category, limits, decay or note; its rules stay as they are."""

    model: str
    group: Group

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        was = group_of(model, self.group.id)
        return project.with_model(with_group(model, replace(self.group, rules=was.rules)))

    def label(self, before: Project) -> str:
        was = group_of(model_of(before, self.model), self.group.id)
        if (was.least, was.most) != (self.group.least, self.group.most):
            return f"Limits of {was.name}"
        if was.decay != self.group.decay:
            return f"Decay of {was.name}"
        if was.name != self.group.name:
            return f"Rename group {was.name} to {self.group.name}"
        return f"Change group {was.name}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("group", self.model, self.group.id)


@dataclass(frozen=True)
class RemoveGroup(Alone):
    """Take a group and its rules out of the model."""

    model: str
    group: str

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        group_of(model, self.group)
        groups = tuple(group for group in model.groups if group.id != self.group)
        return project.with_model(replace(model, groups=groups))

    def label(self, before: Project) -> str:
        return f"Remove group {group_of(model_of(before, self.model), self.group).name}"


@dataclass(frozen=True)
class MoveGroup(Alone):
    """Put a group at another position."""

    model: str
    group: str
    index: int

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        group = group_of(model, self.group)
        groups = [item for item in model.groups if item.id != self.group]
        groups.insert(max(0, min(self.index, len(groups))), group)
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Move group {group_of(model_of(before, self.model), self.group).name}"
