"""Changes of the fields that a model makes of others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.derived_fields import Derived
from models.leads.text import clean
from models.leads.wording import quoted
from models.project.document import Project, Scenario
from models.project.edits.base import Alone, EditError, model_of
from models.scoring.derived_use import is_free, renamed
from models.scoring.model import ScoringModel
from models.tuning.refusals import called_otherwise
from models.tuning.wishes import Wishes


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


@dataclass(frozen=True)
class RenameDerived(Alone):
    """Call a derived field otherwise, in all that reads it: rules, overrides, decays, the account
    score, later derived fields and trees of the model, its scenarios, and proposed rules that were
    refused. Named versions stay what they were. A name that is not free changes nothing.
    """

    model: str
    place: int
    name: str

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        was = _at(model, self.place)
        if fault_of_name(project, model, self.place, self.name):
            return project
        return replace(
            project.with_model(renamed(model, self.place, self.name)),
            scenarios=tuple(self._scenario(project, item, was) for item in project.scenarios),
            wishes=tuple((of, self._wishes(of, one, was)) for of, one in project.wishes),
        )

    def _wishes(self, of: str, wishes: Wishes, was: Derived) -> Wishes:
        if of != self.model:
            return wishes
        refused = (called_otherwise(words, was.name, self.name) for words in wishes.refused)
        return replace(wishes, refused=tuple(refused))

    def _scenario(self, project: Project, scenario: Scenario, was: Derived) -> Scenario:
        """A scenario of the same model that makes the same field."""
        model = scenario.model
        if model.id != self.model or was not in model.derived:
            return scenario
        place = model.derived.index(was)
        if fault_of_name(project, model, place, self.name):
            return scenario
        return replace(scenario, model=renamed(model, place, self.name))

    def label(self, before: Project) -> str:
        was = _at(model_of(before, self.model), self.place)
        return f"Rename derived field {was.name} to {self.name}"


def fault_of_name(project: Project, model: ScoringModel, place: int, name: str) -> str:
    """Why a derived field cannot be called so, in a sentence; "" where it can."""
    if not name or name != clean(name):
        return "It needs a name."
    if project.recipe.find(name) is not None:
        return f"A field of the leads is called {quoted(name)}."
    if not is_free(model, place, name):
        return f"The model has or reads another field called {quoted(name)}."
    return ""


def _at(model: ScoringModel, place: int) -> Derived:
    if not 0 <= place < len(model.derived):
        raise EditError(f"no derived field {place}")
    return model.derived[place]
