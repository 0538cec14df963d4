"""The chance to convert that a model keeps: by the score, the rules, or trees. Values only.

Semantics 17: ranges of the score -> whole ten-thousandths, never falling; or what each rule or tree
adds to the log-odds, and ranges of their sum. What is not known of a person's leads is not in it: a
table is read by any program, and nothing runs when it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.derived_fields import Derived
from models.scoring.conditions import Condition

WHOLE = 10_000
"""A chance of 1."""


@dataclass(frozen=True)
class ChanceStep:
    """From `start` up to the next step: the chance and its 95 % interval, in ten-thousandths."""

    start: int
    chance: int
    low: int
    high: int


@dataclass(frozen=True)
class Probability:
    """`steps` ascend by start and by chance; scores below the first have its chance.

    `leads`: how many taught it, `converted` of them. `of`: the fingerprint of the scores that they
    had (`scores_hash`), "" where nobody said: with other points the same score means another lead.
    """

    steps: tuple[ChanceStep, ...]
    leads: int = 0
    converted: int = 0
    of: str = ""

    def at(self, score: int) -> ChanceStep:
        """The step of a score."""
        return self.steps[max(0, bisect_right(self._starts, score) - 1)]

    def places(self, scores: NDArray[np.integer]) -> NDArray[np.intp]:
        """The place of each score's step."""
        starts = np.array(self._starts, dtype=np.int64)
        return np.maximum(np.searchsorted(starts, scores, side="right") - 1, 0)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(step.start for step in self.steps)


@dataclass(frozen=True)
class RuleOdds:
    """What a rule adds to the log-odds, in ten-thousandths.

    `rule`: its id. `odds`: of each entry of its table in order; of another rule one number, for
    points once or for each time. `average`: what it added on average to the leads that taught.
    """

    rule: str
    odds: tuple[int, ...]
    average: int = 0


@dataclass(frozen=True)
class RuleChances:
    """The log-odds of a lead are `intercept` and what its rules add, all in ten-thousandths.

    `table`: the chance by these log-odds instead of the score; its `of` is the fingerprint of the
    rules without their points (`odds_hash`).
    """

    intercept: int
    rules: tuple[RuleOdds, ...]
    table: Probability


@dataclass(frozen=True)
class Split:
    """Leads that meet `when` go on to `yes`, all others to `no`; blanks as the condition says.

    A side is another split, or what the tree adds to the log-odds, in ten-thousandths. `average`:
    what the tree added on average to the leads that taught and came here; it decides nothing.
    """

    when: Condition
    yes: Branch
    no: Branch
    average: int = 0


Branch = Split | int


@dataclass(frozen=True)
class TreeChances:
    """The log-odds of a lead are `intercept` and what each tree adds, all in ten-thousandths.

    `derived`: fields that only the trees read, made after those of the model. `table`: the chance
    by these log-odds; its `of` is the fingerprint of the model's own derived fields and day
    (`trees_hash`): points and rules may change.
    """

    intercept: int
    trees: tuple[Branch, ...]
    table: Probability
    derived: tuple[Derived, ...] = ()


AddedChances = RuleChances | TreeChances
"""Those that add up log-odds."""
Chances = Probability | AddedChances
"""A model keeps one of them."""


def table_of(chances: Chances) -> Probability:
    """The steps: by score, or by log-odds."""
    return chances if isinstance(chances, Probability) else chances.table


def written(ten_thousandths: int) -> str:
    """A chance with four decimals, such as 0.0123: as lists have it."""
    return f"{ten_thousandths // WHOLE}.{ten_thousandths % WHOLE:04d}"
