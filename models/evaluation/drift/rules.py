"""Each rule on older and newer leads: whom it hits, and whether those still convert more often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import erfc, exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.shift import Shift, shift_of
from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally
from models.scoring.rules import Rule

FEWEST_HITS = 5
"""Conversions that its leads should have at the rate of the side, and as many others."""
LEVEL = 0.05


Judged = tuple[NDArray[np.bool_], NDArray[np.uint8]]


class State(StrEnum):
    """What became of a rule's lift."""

    HELD = "held"
    LOST = "lost its lift"
    WEAKER = "weaker"
    STRONGER = "stronger"
    TURNED = "against its points"
    NONE = "no lift then or now"
    TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Lift:
    """Leads of a known outcome that a rule hits and others, and how much more often they convert.

    `lift`: the rate of the hit ones divided by that of all. `odds`: the odds ratio of hit and not
    hit, half a lead added to each cell, with its interval (Gart, Biometrika 53 (1966)). None:
    nobody is on one side, or nobody converted.
    """

    hit: Tally
    others: Tally
    lift: float | None
    odds: Interval | None


@dataclass(frozen=True)
class RuleDrift:
    """One rule. `hits`: leads that it hits of either side, `shift` how far that share moved, with
    its p corrected in `hits_p`. `change`: the odds ratio of the newer side divided by that of the
    older; `p` of it, corrected. None: too few to say.
    """

    id: str
    name: str
    points: tuple[int, int]
    old_hits: int
    new_hits: int
    shift: Shift | None
    old: Lift
    new: Lift
    change: Interval | None
    raw_p: float | None
    state: State = State.TOO_FEW
    p: float | None = None
    hits_p: float | None = None


def rule_drift(
    rule: Rule,
    old_hit: NDArray[np.bool_],
    new_hit: NDArray[np.bool_],
    old_judged: Judged,
    new_judged: Judged,
) -> RuleDrift:
    """A rule by whom it hits on either side.

    `old_judged`, `new_judged`: whom it hits of the leads whose conversion is compared, and their
    outcomes (2: unknown).
    """
    old, new = lift_of(*old_judged), lift_of(*new_judged)
    hits = int(old_hit.sum()), int(new_hit.sum())
    shift = shift_of(
        np.array([hits[0], len(old_hit) - hits[0]]), np.array([hits[1], len(new_hit) - hits[1]])
    )
    change, p = None, None
    if _enough(old) and _enough(new):
        change, p = change_of(old, new)
    reach = replace(rule, muted=False).reach()
    return RuleDrift(rule.id, rule.name, reach, *hits, shift, old, new, change, p)


def lift_of(hit: NDArray[np.bool_], codes: NDArray[np.uint8]) -> Lift:
    """How much more often the leads that a rule hits convert."""
    counts = np.bincount(hit.astype(np.int64) * 3 + codes, minlength=6).reshape(2, 3)
    others, having = (Tally(int(no + yes), int(yes), int(no)) for no, yes, _ in counts)
    every, won = others.known + having.known, others.converted + having.converted
    lift = None
    if having.rate is not None and won:
        lift = having.rate * every / won
    odds = None
    if having.known and others.known:
        middle, error = log_odds(having, others)
        odds = Interval(
            exp(middle), exp(middle - NORMAL_95 * error), exp(middle + NORMAL_95 * error)
        )
    return Lift(having, others, lift, odds)


def log_odds(hit: Tally, others: Tally) -> tuple[float, float]:
    """The logarithm of the odds ratio and its standard error, half a lead added to each cell."""
    cells = [
        number + 0.5
        for number in (hit.converted, hit.not_converted, others.converted, others.not_converted)
    ]
    a, b, c, d = cells
    return log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def change_of(old: Lift, new: Lift) -> tuple[Interval, float]:
    """The newer odds ratio divided by the older, and the p of a z test: two different samples."""
    (was, one), (now, other) = (log_odds(side.hit, side.others) for side in (old, new))
    middle, error = now - was, sqrt(one * one + other * other)
    between = Interval(
        exp(middle), exp(middle - NORMAL_95 * error), exp(middle + NORMAL_95 * error)
    )
    return between, erfc(abs(middle) / error / sqrt(2))


def _enough(side: Lift) -> bool:
    """Whether conversions are enough, and those expected of either part of the leads."""
    won = side.hit.converted + side.others.converted
    lost = side.hit.not_converted + side.others.not_converted
    if min(won, lost) < FEWEST:
        return False
    smaller = min(side.hit.known, side.others.known)
    return smaller * min(won, lost) >= FEWEST_HITS * (won + lost)


def with_state(rule: RuleDrift, p: float | None, hits_p: float | None) -> RuleDrift:
    """The rule with its p corrected, and what became of its lift by that."""
    return replace(rule, p=p, hits_p=hits_p, state=_state(rule, p))


def _state(rule: RuleDrift, p: float | None) -> State:
    was, now, change = rule.old.odds, rule.new.odds, rule.change
    if was is None or now is None or change is None or p is None:
        return State.TOO_FEW
    had, has = (side.low > 1 or side.high < 1 for side in (was, now))
    if p >= LEVEL:
        return State.HELD if had or has else State.NONE
    if not had:
        low, high = rule.points
        against = (low == 0 and now.high < 1) or (high == 0 and now.low > 1)
        return State.TURNED if against else State.STRONGER
    upward = was.value > 1
    if (change.value > 1) == upward:
        return State.STRONGER
    still = now.low > 1 if upward else now.high < 1
    return State.WEAKER if still else State.LOST
