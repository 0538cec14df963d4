"""What can be compared: the models of the project as they are and were saved, their versions,
and the scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from models.project.document import Project
from models.scoring.model import ScoringModel
from workbench.session import scenario_key


@dataclass(frozen=True)
class Candidate:
    """A model that can be compared; `key` stays the same while the model is edited."""

    key: str
    name: str
    model: ScoringModel


def candidates(project: Project | None, saved: Project | None) -> tuple[Candidate, ...]:
    """Each model as it is now, as of the last save where that differs, and its versions."""
    if project is None:
        return ()
    found = []
    for model in project.models:
        found.append(Candidate(f"now {model.id}", model.name, model))
        before = None if saved is None else saved.find(model.id)
        if before is not None and before != model:
            found.append(Candidate(f"saved {model.id}", f"{model.name}, the last save", before))
        found += [
            Candidate(f"version {version.id}", f"{model.name}, {version.name}", version.model)
            for version in reversed(project.versions_of(model.id))
        ]
    found += [
        Candidate(scenario_key(item.id), f"Scenario {item.name}", item.model)
        for item in project.scenarios
    ]
    return tuple(found)


def first_pair(found: tuple[Candidate, ...], chosen: str) -> tuple[str, str]:
    """The keys of A and B that make most sense: what the chosen model was, and what it is now."""
    own = f"now {chosen}"
    keys = [item.key for item in found]
    if own not in keys:
        own = keys[0] if keys else ""
    model_id = own.removeprefix("now ")
    family = [item.key for item in found if item.model.id == model_id and item.key != own]
    others = [key for key in keys if key.startswith("now ") and key != own]
    return next(iter((*family, *others)), own), own


MOST_AT_FIRST = 6
"""Models that are compared together before a person chooses."""


def first_several(found: tuple[Candidate, ...], chosen: str) -> tuple[tuple[str, ...], str]:
    """The keys of several and of the one they are held against: as they are now, and what the
    chosen model was."""
    reference, own = first_pair(found, chosen)
    now = [item.key for item in found if item.key.startswith("now ")]
    wanted = {reference, own, *now[:MOST_AT_FIRST]}
    return tuple(item.key for item in found if item.key in wanted), reference
