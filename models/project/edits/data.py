"""Changes of the leads, of how their fields are read, and of the project's own name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.fields import Input, Recipe
from models.project.document import Project, Source
from models.project.edits.base import Alone


@dataclass(frozen=True)
class SetLeads(Alone):
    """Take an imported table and its recipe as the project's leads."""

    source: Source
    recipe: Recipe

    def apply(self, project: Project) -> Project:
        return replace(project, source=self.source, recipe=self.recipe)

    def label(self, before: Project) -> str:
        return f"Load leads from {self.source.file}"


@dataclass(frozen=True)
class ChangeInput:
    """Read a field otherwise: its kind, role, marks, words; a unique role moves to it."""

    input: Input

    def apply(self, project: Project) -> Project:
        return replace(project, recipe=project.recipe.changed(self.input))

    def label(self, before: Project) -> str:
        was = next((i for i in before.recipe if i.name == self.input.name), None)
        if was is not None and was.kind is not self.input.kind:
            return f"{self.input.name}: read as {self.input.kind}"
        if was is not None and was.role is not self.input.role:
            return f"{self.input.name}: {self.input.role}"
        return f"{self.input.name}: read otherwise"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("input", self.input.name)


@dataclass(frozen=True)
class ChangeProject:
    """Rename the project or change its notes."""

    name: str
    notes: str

    def apply(self, project: Project) -> Project:
        return replace(project, name=self.name, notes=self.notes)

    def label(self, before: Project) -> str:
        return f"Rename project to {self.name}" if before.name != self.name else "Project notes"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("project",)
