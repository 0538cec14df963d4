"""What is found on the way to candidates: conditions, with what is known of them so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from models.evaluation.profile.traits import Evidence
from models.scoring.conditions import Condition, FieldTest
from models.tuning.candidate import Beyond, Sort
from models.tuning.candidates.teaching import chance_of

UNLIKELY = 0.05
"""Rates that chance sets so far apart more often than this are not proposed."""
COMMON = 0.05
"""Share of the leads that a value needs to be looked at in pairs though it says nothing alone."""
WORTH = 0.1
"""Doublings of the odds below which a difference, however sure, is worth no points."""


@dataclass(frozen=True)
class Found:
    """A condition on a field or an activity. `of`: its name. `evidence`: maybe of a sample.
    `among`: out of how many like it, not counted as tried, it was chosen for standing out.
    """

    name: str
    of: tuple[str, ...]
    when: Condition
    sort: Sort
    evidence: Evidence
    engagement: bool = False
    beyond: Beyond | None = None
    among: int = 1

    @property
    def asked(self) -> tuple[str, ...]:
        """The values or words that it asks a field for."""
        return tuple(map(str, self.when.values)) if isinstance(self.when, FieldTest) else ()

    @property
    def p(self) -> float:
        """How likely its rate would be by chance."""
        return min(1.0, self.among * chance_of(self.evidence))

    @property
    def stands_out(self) -> bool:
        """Whether chance hardly does as much, and it is worth any points."""
        return abs(self.evidence.log_odds) >= WORTH * log(2) and self.p <= UNLIKELY

    @property
    def common(self) -> bool:
        """Whether so many leads meet it, and so many do not, that it may matter in a pair."""
        share = self.evidence.having.leads / max(1, self.evidence.all.leads)
        return COMMON <= share <= 1 - COMMON

    def with_evidence(self, evidence: Evidence) -> Found:
        """The same with other figures."""
        return replace(self, evidence=evidence)


@dataclass(frozen=True)
class Looked:
    """What a field showed: what stands out, of so many conditions that were `tried`. `quiet`:
    common values that do not stand out by themselves, but may together with something else."""

    found: tuple[Found, ...] = ()
    tried: int = 0
    quiet: tuple[Found, ...] = ()


def looked_at(found: Sequence[Found], tried: int | None = None) -> Looked:
    """What stands out, and what is common, of conditions that were all tried."""
    out = tuple(one for one in found if one.stands_out)
    quiet = tuple(one for one in found if not one.stands_out and one.common)
    return Looked(out, len(found) if tried is None else tried, quiet)


def together(looked: Sequence[Looked]) -> Looked:
    """All of them as one."""
    return Looked(
        tuple(found for one in looked for found in one.found),
        sum(one.tried for one in looked),
        tuple(found for one in looked for found in one.quiet),
    )
