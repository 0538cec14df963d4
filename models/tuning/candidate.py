"""A candidate: a rule that the history proposes, to accept, edit or refuse. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log

from models.evaluation.profile.traits import Evidence
from models.scoring.rules import Group, Rule


class Sort(StrEnum):
    """What a candidate is made of."""

    VALUE = "a value"
    WORD = "a word"
    FROM = "from a number on"
    RANGE = "a range"
    DAYS = "how long ago"
    BLANK = "blank or known"
    ACTIVITY = "an activity"
    PAIR = "two together"


@dataclass(frozen=True)
class Beyond:
    """What a pair adds to its parts. `names`: of the two parts. `expected`: the share of its leads
    that its parts alone, with all other candidates, lead one to expect to convert. `p`: how likely
    chance would set any of the pairs that were tried so far apart from that.
    """

    names: tuple[str, str]
    expected: float
    p: float = 1.0

    def log_odds(self, evidence: Evidence) -> float:
        """By how much the odds of its leads are better than expected."""
        having = evidence.having
        found = log((having.converted + 0.5) / (having.not_converted + 0.5))
        return found - log(self.expected / (1 - self.expected))


@dataclass(frozen=True)
class Candidate:
    """`key`: names it among all lines, such as "c7". `rule`: what the editor shows, its points a
    proposal; its id is the key until it is accepted. `group`: where it goes, one of the model's or
    a new one, without its rules.

    `evidence`: out of the leads that teach; None: of a rule that a person wrote. `p`: how likely
    rates so far apart would be by chance, of a pair that of `beyond`; `sure`: also among all that
    was tried. `caution`: what to think of before points are given for it, "" nothing.
    """

    key: str
    rule: Rule
    group: Group
    sort: Sort = Sort.VALUE
    evidence: Evidence | None = None
    p: float = 1.0
    sure: bool = False
    caution: str = ""
    beyond: Beyond | None = None
