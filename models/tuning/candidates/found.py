"""What is found on the way to candidates: conditions, with what is known of them so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.evaluation.profile.traits import Evidence
from models.scoring.conditions import Condition
from models.tuning.candidate import Beyond, Sort
from models.tuning.candidates.teaching import chance_of

UNLIKELY = 0.05
"""Rates that chance sets so far apart more often than this are not proposed."""


@dataclass(frozen=True)
class Found:
    """A condition on a field or an activity. `of`: its name. `evidence`: maybe of a sample."""

    name: str
    of: tuple[str, ...]
    when: Condition
    sort: Sort
    evidence: Evidence
    engagement: bool = False
    beyond: Beyond | None = None

    @property
    def p(self) -> float:
        """How likely its rate would be by chance."""
        return chance_of(self.evidence)

    def with_evidence(self, evidence: Evidence) -> Found:
        """The same with other figures."""
        return replace(self, evidence=evidence)


@dataclass(frozen=True)
class Looked:
    """What a field showed: what is unlikely by chance, of so many conditions that were `tried`."""

    found: tuple[Found, ...] = ()
    tried: int = 0
