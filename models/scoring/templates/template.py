"""A template: a scoring model to start from, with a reason on every rule. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.scoring.model import Rule, ScoringModel


@dataclass(frozen=True)
class Template:
    """A model in the common names of fields and activities.

    `sentence`: whom it is for. `instead`: by rule id, other ways to ask the same, tried in order
    where the leads do not have what the rule asks; each takes the rule's id, name and note.
    """

    id: str
    title: str
    sentence: str
    model: ScoringModel
    instead: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    @property
    def rules(self) -> int:
        """How many rules it has."""
        return sum(1 for _ in self.model.rules())
