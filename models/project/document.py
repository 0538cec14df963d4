"""The project: the document that is edited, saved and undone. An immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from models.evaluation.thresholds.wishes import Sales
from models.evaluation.trials.trial import Trial
from models.evaluation.whatif.suppositions import Supposition
from models.exchange.reimport.wishes import ListWishes
from models.leads.activity_recipe import ActivityRecipe
from models.leads.deals import DealRecipe
from models.leads.duplicates.rule import DuplicateRule
from models.leads.fields import Recipe
from models.leads.import_report import ImportReport
from models.leads.stages import Stage
from models.problems import Problem
from models.scoring.conditions import Condition
from models.scoring.model import ScoringModel
from models.tuning.wishes import Wishes

_NO_WISHES = Wishes()


@dataclass(frozen=True)
class Source:
    """Where a table came from. `table`: the fingerprint of what was imported, on disk."""

    table: str
    file: str
    rows: int
    sheet: str = ""
    imported: str = ""
    encoding: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()
    report: ImportReport | None = None


@dataclass(frozen=True)
class LeftOut:
    """Leads that are not scored: customers, staff, tests; `muted`: they are, for now."""

    name: str
    condition: Condition
    muted: bool = False


@dataclass(frozen=True)
class Merges:
    """Duplicated leads that became one, as `rule` says.

    `table`: the fingerprint of the imported table whose rows `groups` name; the first row of each
    group is kept. Of another table nothing is merged.
    """

    rule: DuplicateRule
    table: str
    groups: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Version:
    """A scoring model as it was when somebody named it."""

    id: str
    name: str
    time: str
    author: str
    model: ScoringModel


@dataclass(frozen=True)
class Scenario:
    """A model that might be, and what is supposed of the leads; kept to be compared."""

    id: str
    name: str
    model: ScoringModel
    note: str = ""
    author: str = ""
    time: str = ""
    suppositions: tuple[Supposition, ...] = ()


@dataclass(frozen=True)
class Project:
    """The whole document. `chosen` is the id of the model on screen. `out_of_reach`: marks of
    steps that nobody can take (see `evaluation.steps.actions`). `wishes`: of the tuning of models,
    by their ids. `lists`: of lists for other systems."""

    name: str = "Untitled"
    source: Source | None = None
    recipe: Recipe = Recipe()
    models: tuple[ScoringModel, ...] = ()
    chosen: str = ""
    versions: tuple[Version, ...] = ()
    notes: str = ""
    activities: Source | None = None
    activity_recipe: ActivityRecipe = ActivityRecipe()
    accounts: Source | None = None
    account_recipe: Recipe = Recipe()
    deals: Source | None = None
    deal_recipe: DealRecipe = DealRecipe()
    stages: tuple[Stage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    merges: Merges | None = None
    sales: Sales = Sales()
    trials: tuple[Trial, ...] = ()
    out_of_reach: tuple[str, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    wishes: tuple[tuple[str, Wishes], ...] = ()
    lists: ListWishes = ListWishes()
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its tables came from: leads, activities, accounts, deals, in this order."""
        found = self.source, self.activities, self.accounts, self.deals
        return tuple(item for item in found if item is not None)

    @property
    def model(self) -> ScoringModel | None:
        """The chosen scoring model; the first where none is chosen; None in an empty project."""
        return self.find(self.chosen) or (self.models[0] if self.models else None)

    def find(self, model_id: str) -> ScoringModel | None:
        """The model of that id."""
        return next((model for model in self.models if model.id == model_id), None)

    def wishes_of(self, model_id: str) -> Wishes:
        """What is wished of the tuning of that model."""
        return dict(self.wishes).get(model_id, _NO_WISHES)

    def with_model(self, model: ScoringModel) -> Project:
        """The project with the model of that id replaced."""
        return replace(
            self,
            models=tuple(model if item.id == model.id else item for item in self.models),
        )

    def versions_of(self, model_id: str) -> tuple[Version, ...]:
        """The named versions of a model, oldest first."""
        return tuple(version for version in self.versions if version.model.id == model_id)

    def fresh_trial_id(self) -> str:
        """An id that no live test has."""
        taken = {trial.id for trial in self.trials}
        return next(
            name for number in range(1, len(taken) + 2) if (name := f"t{number}") not in taken
        )

    def scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario of that id."""
        return next((item for item in self.scenarios if item.id == scenario_id), None)

    def fresh_scenario_id(self) -> str:
        """An id that no scenario has."""
        taken = {item.id for item in self.scenarios}
        number = 1
        while f"s{number}" in taken:
            number += 1
        return f"s{number}"

    def fresh_model_id(self) -> str:
        """An id that no model, present, in a version or in a scenario, has."""
        taken = {model.id for model in self.models} | {v.model.id for v in self.versions}
        taken |= {item.model.id for item in self.scenarios}
        number = 1
        while f"m{number}" in taken:
            number += 1
        return f"m{number}"
