"""A candidate: a rule that the history proposes, to accept, edit or refuse. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.evaluation.profile.traits import Trait
from models.scoring.rules import Group, Rule


class Sort(StrEnum):
    """What a candidate is made of."""

    VALUE = "a value"
    WORD = "a word"
    FROM = "from a number on"
    RANGE = "a range"
    BLANK = "blank"
    ACTIVITY = "an activity"
    PAIR = "two together"


@dataclass(frozen=True)
class Candidate:
    """`key`: names it among all lines, such as "c7". `rule`: what the editor shows, its points a
    proposal; its id is the key until it is accepted. `group`: where it goes, one of the model's or
    a new one, without its rules. `trait`: the evidence, out of the leads that teach; None: of a
    rule that a person wrote or edited.
    """

    key: str
    rule: Rule
    group: Group
    sort: Sort = Sort.VALUE
    trait: Trait | None = None
