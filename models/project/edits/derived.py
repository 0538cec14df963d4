"""Changes of the fields that a model makes of others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.derived_fields import Derived
from models.project.document import Project
from models.project.edits.base import model_of


@dataclass(frozen=True)
class ChangeDerived:
    """Replace the list of derived fields: add, change, move, remove."""

    model: str
    derived: tuple[Derived, ...]

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), derived=self.derived))

    def label(self, before: Project) -> str:
        was = model_of(before, self.model).derived
        names = {item.name for item in self.derived}
        if len(self.derived) > len(was):
            added = [item.name for item in self.derived if item not in was]
            return f"Add derived field {added[-1]}" if added else "Add a derived field"
        if len(self.derived) < len(was):
            gone = [item.name for item in was if item.name not in names]
            return f"Remove derived field {gone[0]}" if gone else "Remove a derived field"
        changed = [item.name for item, old in zip(self.derived, was, strict=True) if item != old]
        if sorted(names) == sorted(item.name for item in was) and len(changed) > 1:
            return "Move a derived field"
        return f"Change derived field {changed[0]}" if changed else "Change a derived field"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("derived", self.model)
