"""A finding of the guard: one plain sentence, the figures behind it, and what leaves it out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.scoring.conditions import Condition


class GuardKind(StrEnum):
    """What a finding is about. Scripts read the values: they stay."""

    FILLED = "filled for one outcome"
    ALONE = "ranks alone"
    VALUE = "value that converts nearly always"
    LATER = "later than the outcome"
    NAME = "name says so"
    STAGE = "tells a stage"
    ID = "id predicts"
    ORDER = "order of rows predicts"
    YOUNG = "too young"
    EARLY = "created before outcomes were recorded"
    UNWORKED = "never worked"
    SNAPSHOT = "same time for all"
    CANNOT_SAY = "cannot say"


LEAKS = (
    GuardKind.FILLED,
    GuardKind.ALONE,
    GuardKind.VALUE,
    GuardKind.LATER,
    GuardKind.NAME,
    GuardKind.STAGE,
)
"""The kinds that say that a field knows the outcome."""


@dataclass(frozen=True)
class LeaveOutField:
    """Ignore the field of that name."""

    name: str


@dataclass(frozen=True)
class LeaveOutLeads:
    """Do not score the leads that meet the condition. `name`: what they are called in the list of
    who is left out; by it the switch finds them again. `leads`: how many they are."""

    name: str
    condition: Condition
    leads: int


Remedy = LeaveOutField | LeaveOutLeads


@dataclass(frozen=True)
class Finding:
    """What is found. `field`: where ("" is all leads). `evidence`: names and numbers behind the
    sentence. `more`: further signs of the same. `grave`: figures that stand on it deceive.
    `switched`: the remedy is in use already.
    """

    kind: GuardKind
    field: str
    sentence: str
    evidence: tuple[tuple[str, float], ...] = ()
    more: tuple[str, ...] = ()
    grave: bool = False
    remedy: Remedy | None = None
    switched: bool = False

    def as_json(self) -> dict[str, object]:
        """The finding as scripts read it."""
        remedy = self.remedy
        return {
            "kind": self.kind.value,
            "field": self.field,
            "what": self.sentence,
            "more": list(self.more),
            "figures": dict(self.evidence),
            "grave": self.grave,
            "leaves_out": _left_out(remedy),
            "left_out": self.switched,
        }


def _left_out(remedy: Remedy | None) -> str | None:
    match remedy:
        case LeaveOutField():
            return "field"
        case LeaveOutLeads():
            return "leads"
        case None:
            return None
