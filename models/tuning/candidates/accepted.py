"""Candidates that a person accepts, as rules of the model: in their groups, with ids of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.scoring.model import ScoringModel
from models.scoring.rules import Group
from models.tuning.candidate import Candidate


def accepted(model: ScoringModel, candidates: Sequence[Candidate]) -> tuple[Group, ...]:
    """The groups that get rules, each with those that come and no others, with proposed points."""
    ids = model.fresh_ids("r")
    found: dict[str, Group] = {}
    for candidate in candidates:
        group = found.get(candidate.group.id, replace(candidate.group, rules=()))
        rule = replace(candidate.rule, id=next(ids))
        found[group.id] = replace(group, rules=(*group.rules, rule))
    return tuple(found.values())
