"""Changes of the live tests that were planned."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.evaluation.trials.trial import Trial
from models.leads.wording import quoted
from models.project.document import Project
from models.project.edits.base import Alone, EditError


@dataclass(frozen=True)
class PlanTrial(Alone):
    """Keep the plan of a live test."""

    trial: Trial

    def apply(self, project: Project) -> Project:
        return replace(project, trials=(*project.trials, self.trial))

    def label(self, before: Project) -> str:
        return f"Plan test {quoted(self.trial.name)}"


@dataclass(frozen=True)
class ChangeTrial(Alone):
    """Put another plan in the place of the one with its id; the history tells that it was moved."""

    trial: Trial

    def apply(self, project: Project) -> Project:
        _trial_of(project, self.trial.id)
        return replace(
            project,
            trials=tuple(
                self.trial if item.id == self.trial.id else item for item in project.trials
            ),
        )

    def label(self, before: Project) -> str:
        return f"Change test {quoted(self.trial.name)}"


@dataclass(frozen=True)
class RemoveTrial(Alone):
    """Drop the plan of a test."""

    id: str

    def apply(self, project: Project) -> Project:
        _trial_of(project, self.id)
        return replace(project, trials=tuple(item for item in project.trials if item.id != self.id))

    def label(self, before: Project) -> str:
        return f"Remove test {quoted(_trial_of(before, self.id).name)}"


def _trial_of(project: Project, trial_id: str) -> Trial:
    trial = next((item for item in project.trials if item.id == trial_id), None)
    if trial is None:
        raise EditError(f"no trial {trial_id}")
    return trial
