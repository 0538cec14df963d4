"""Changes of what tuning may do to a model, and the taking of what it found."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from models.leads.wording import count_of, figure
from models.project.document import Project, Version
from models.project.edits.base import Alone, model_of
from models.scoring.model import ScoringModel
from models.tuning.wishes import Wishes


@dataclass(frozen=True)
class ChangeWishes:
    """Say anew what is wished of the tuning of a model."""

    model_id: str
    wishes: Wishes

    def apply(self, project: Project) -> Project:
        others = tuple(item for item in project.wishes if item[0] != self.model_id)
        if self.wishes == project.wishes_of(self.model_id):
            return project
        said = others if self.wishes == Wishes() else (*others, (self.model_id, self.wishes))
        return replace(project, wishes=said)

    def label(self, before: Project) -> str:
        was, now = before.wishes_of(self.model_id), self.wishes
        changed = [f.name for f in fields(Wishes) if getattr(was, f.name) != getattr(now, f.name)]
        if len(changed) != 1 or changed[0] not in _NAMES:
            return "What tuning may change"
        value = getattr(now, changed[0])
        said = "any number" if value is None else figure(value)
        return f"Tuning: {_NAMES[changed[0]]} {said}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("wishes", self.model_id)


_NAMES = {
    "step": "points in steps of",
    "least": "points from",
    "most": "points to",
    "most_lines": "most lines",
}


@dataclass(frozen=True)
class TakeTuned(Alone):
    """Put a tuned or a simpler model in the place of the one it came from, kept as a version.

    `changes`: how many there are, `what`: what one of them is called.
    """

    model: ScoringModel
    version: Version
    changes: int = 0
    what: str = "tuned change"

    def apply(self, project: Project) -> Project:
        model_of(project, self.model.id)
        return replace(project.with_model(self.model), versions=(*project.versions, self.version))

    def label(self, before: Project) -> str:
        return f"Take {count_of(self.changes, self.what)}"
