"""Changes of which scoring models the project has, and which one is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project
from models.project.edits.base import Alone, EditError, model_of
from models.scoring.model import ScoringModel


@dataclass(frozen=True)
class AddModel(Alone):
    """Add a model (new, duplicated, opened from a file) and choose it."""

    model: ScoringModel

    def apply(self, project: Project) -> Project:
        if project.find(self.model.id):
            raise EditError(f"model {self.model.id} is there already")
        return replace(project, models=(*project.models, self.model), chosen=self.model.id)

    def label(self, before: Project) -> str:
        return f"Add model {self.model.name}"


@dataclass(frozen=True)
class ReplaceModel(Alone):
    """Put a whole model in the place of the one with its id: restore a version, a template."""

    model: ScoringModel
    why: str = "Restore a version"

    def apply(self, project: Project) -> Project:
        model_of(project, self.model.id)
        return project.with_model(self.model)

    def label(self, before: Project) -> str:
        return self.why


@dataclass(frozen=True)
class RemoveModel(Alone):
    """Take a model out of the project; its versions stay. The last one cannot go."""

    model: str

    def apply(self, project: Project) -> Project:
        model_of(project, self.model)
        models = tuple(model for model in project.models if model.id != self.model)
        if not models:
            return project
        chosen = project.chosen if project.chosen != self.model else models[0].id
        return replace(project, models=models, chosen=chosen)

    def label(self, before: Project) -> str:
        return f"Remove model {model_of(before, self.model).name}"


@dataclass(frozen=True)
class ChooseModel(Alone):
    """Show another model."""

    model: str

    def apply(self, project: Project) -> Project:
        model_of(project, self.model)
        return replace(project, chosen=self.model)

    def label(self, before: Project) -> str:
        return f"Show model {model_of(before, self.model).name}"
