"""Changes of the chances that are kept with a model."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project
from models.project.edits.base import Alone, model_of
from models.scoring.probability import Chances


@dataclass(frozen=True)
class ChangeProbability(Alone):
    """Keep chances with the model, by the score or by the rules; None: forget them."""

    model: str
    probability: Chances | None

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        return project.with_model(replace(model, probability=self.probability))

    def label(self, before: Project) -> str:
        was = model_of(before, self.model).probability
        if self.probability is None:
            return "Forget the chances"
        return "Keep the chances" if was is None else "Keep other chances"
