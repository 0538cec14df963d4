"""Scenarios: models that might be, kept beside the project's own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project, Scenario
from models.project.edits.base import Alone, EditError


@dataclass(frozen=True)
class AddScenario(Alone):
    """Keep a model, and what is supposed of the leads, under a name."""

    scenario: Scenario

    def apply(self, project: Project) -> Project:
        if project.scenario(self.scenario.id) is not None:
            raise EditError(f"scenario {self.scenario.id} is there already")
        return replace(project, scenarios=(*project.scenarios, self.scenario))

    def label(self, before: Project) -> str:
        return f"Keep scenario {self.scenario.name}"


@dataclass(frozen=True)
class RenameScenario(Alone):
    """Give a scenario another name and note."""

    id: str
    name: str
    note: str = ""

    def apply(self, project: Project) -> Project:
        there = replace(_scenario(project, self.id), name=self.name, note=self.note)
        scenarios = tuple(there if item.id == self.id else item for item in project.scenarios)
        return replace(project, scenarios=scenarios)

    def label(self, before: Project) -> str:
        was = _scenario(before, self.id).name
        return f"Rename scenario {was}" if was != self.name else f"Note on scenario {was}"


@dataclass(frozen=True)
class RemoveScenario(Alone):
    """Drop a scenario; undo brings it back."""

    id: str

    def apply(self, project: Project) -> Project:
        _scenario(project, self.id)
        scenarios = tuple(item for item in project.scenarios if item.id != self.id)
        return replace(project, scenarios=scenarios)

    def label(self, before: Project) -> str:
        return f"Remove scenario {_scenario(before, self.id).name}"


@dataclass(frozen=True)
class TakeScenario(Alone):
    """Make a scenario's model the model: in the place of the one it came from, and chosen.

    Where that one is gone it is added. What was supposed of the leads stays a supposition.
    """

    id: str

    def apply(self, project: Project) -> Project:
        model = _scenario(project, self.id).model
        if project.find(model.id) is None:
            return replace(project, models=(*project.models, model), chosen=model.id)
        return replace(project.with_model(model), chosen=model.id)

    def label(self, before: Project) -> str:
        return f"Take scenario {_scenario(before, self.id).name}"


def _scenario(project: Project, scenario_id: str) -> Scenario:
    found = project.scenario(scenario_id)
    if found is None:
        raise EditError(f"no scenario {scenario_id}")
    return found
