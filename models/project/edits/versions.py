"""Named versions of scoring models."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project, Version
from models.project.edits.base import Alone, model_of


@dataclass(frozen=True)
class NameVersion(Alone):
    """Keep the model as it is now under a name."""

    model: str
    id: str
    name: str
    time: str
    author: str

    def apply(self, project: Project) -> Project:
        version = Version(self.id, self.name, self.time, self.author, model_of(project, self.model))
        return replace(project, versions=(*project.versions, version))

    def label(self, before: Project) -> str:
        return f"Save version {self.name}"


@dataclass(frozen=True)
class RemoveVersion(Alone):
    """Drop a named version."""

    id: str

    def apply(self, project: Project) -> Project:
        return replace(project, versions=tuple(v for v in project.versions if v.id != self.id))

    def label(self, before: Project) -> str:
        name = next((v.name for v in before.versions if v.id == self.id), self.id)
        return f"Remove version {name}"
