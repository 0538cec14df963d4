"""The smallest model that keeps most of the lift: rule after rule goes that is missed least.

Which rule goes next is decided by the AUC without it, quickly, from what each rule gives; whether
enough lift is left is measured with each smaller model scored as it would be used. The lift is of
the leads that decided which rules go, so it flatters a little: what `together` says of the model
has its interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import decimal, percent
from models.leads.wording import count_of
from models.scoring.model import Group, Rule
from models.scoring.sums import Whole
from models.tuning.judged import FEWEST
from models.tuning.simplify import KEPT, Cancelled, Progress, Scale
from models.tuning.steps import Step, drops, simplified

TRIED = 8
"""After the first rule only those are tried anew that were missed least the time before."""


@dataclass(frozen=True)
class Left:
    """What is left after `gone` (steps in the order in which they go): rules and their lift."""

    gone: tuple[Step, ...]
    rules: int
    lift: float


@dataclass(frozen=True)
class Smallest:
    """`way`: from the model at hand down to one rule. `place`: of the smallest model in it that
    keeps the share; 0 is the model at hand. `sentence`: the whole in words.
    """

    way: tuple[Left, ...]
    place: int
    sentence: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """What goes."""
        return self.way[self.place].gone


def smallest(
    scale: Scale,
    share: float = KEPT,
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Smallest:
    """Find it. A search that is stopped gives the smallest of those that it came to.

    With hardly any conversions a rule or two find all of them by luck: then nothing goes.
    """
    steps = drops(scale.scored.model)
    start = Left((), len(steps), scale.lift(scale.scored))
    way = [start]
    few = _few(scale)
    if start.lift > 0 and not few:
        worths = _Worths(scale, steps)
        while way[-1].rules > 1 and not cancelled():
            progress("Looking for the smallest model", len(way) - 1, len(steps))
            gone = (*way[-1].gone, worths.next())
            by = scale.by(simplified(scale.scored.model, gone))
            way.append(Left(gone, len(steps) - len(gone), scale.lift(by)))
    wanted = share * start.lift * (1 - 1e-9)
    place = max(at for at, left in enumerate(way) if left.lift >= wanted)
    return Smallest(tuple(way), place, _sentence(start, way[place], share, few))


def _few(scale: Scale) -> str:
    """Why these leads cannot say which rules could go; "": they can."""
    won = int(scale.codes.sum())
    lost = len(scale.codes) - won
    if min(won, lost) >= FEWEST:
        return ""
    what = count_of(won, "conversion") if won <= lost else f"{count_of(lost, 'lead')} not converted"
    return (
        f"Which rules could go cannot be said: {what} of {count_of(won + lost, 'lead')} "
        f"{'is' if min(won, lost) == 1 else 'are'} too few, {FEWEST} of each outcome are needed."
    )


def _sentence(start: Left, left: Left, share: float, few: str) -> str:
    if not start.rules:
        return "No rule gives points, so there is nothing to leave out."
    if start.lift <= 0:
        return "No conversion is among the best leads, so there is no lift to keep."
    if few:
        return few
    if left.rules == start.rules:
        return (
            f"All {count_of(start.rules, 'rule')} are needed to keep {percent(share, 0)} of the "
            f"lift of {decimal(start.lift, 2)} in the best tenth."
        )
    keep = "keeps" if left.rules == 1 else "keep"
    return (
        f"{left.rules} of {count_of(start.rules, 'rule')} {keep} "
        f"{percent(left.lift / start.lift)} of the lift in the best tenth: "
        f"{decimal(left.lift, 2)} times chance instead of {decimal(start.lift, 2)}."
    )


class _Worths:
    """What each rule gives the leads of known outcome, and how they rank without it."""

    def __init__(self, scale: Scale, steps: tuple[Step, ...]) -> None:
        scored = scale.scored
        self._scale = scale
        self._steps = {step.rule: step for step in steps}
        self._rules = {rule.id: rule for rule in scored.model.rules() if rule.id in self._steps}
        self._sums = dict(scored.sums)
        self._given = dict(scored.given)
        self._points = scored.points.astype(np.int32)
        # Leads that an override decides keep their scores, near enough for an order.
        self._moved = None if scored.override is None else scored.override >= 0
        self._missed: dict[str, float] = {}

    def next(self) -> Step:
        """The rule that is missed least, which goes."""
        order = sorted(self._rules, key=lambda name: -self._missed.get(name, 0.0))
        tried = order if not self._missed else order[:TRIED]
        for name in tried:
            self._missed[name] = self._auc(self._without(self._rules[name])[2])
        best = max(tried, key=lambda name: self._missed[name])
        group, sums, points = self._without(self._rules[best])
        self._sums[group.id], self._points = sums, points
        self._given[group.id] = self._scale.scored.given_of(group, sums)
        del self._rules[best], self._missed[best]
        return self._steps[best]

    def _without(self, rule: Rule) -> tuple[Group, Whole, NDArray[np.int32]]:
        scored = self._scale.scored
        group = scored.model.group_of(rule.id)
        assert group is not None, "rules are of groups"
        sums: Whole = self._sums[group.id].astype(np.int32) - scored.contribution(rule)
        points = self._points - self._given[group.id] + scored.given_of(group, sums)
        return group, sums, points.astype(np.int32)

    def _auc(self, points: NDArray[np.int32]) -> float:
        scored, known = self._scale.scored, self._scale.known
        scale = scored.model.scale
        totals = np.clip(points, scale.least, scale.most)
        if self._moved is not None:
            totals = np.where(self._moved, scored.scores, totals)
        return auc(totals[known], self._scale.codes)


def auc(scores: NDArray[np.integer], codes: NDArray[np.uint8]) -> float:
    """The share of pairs ranked rightly, half of those that tie."""
    low = int(scores.min())
    cells = (scores.astype(np.int64) - low) * 2 + codes
    counts = np.bincount(cells, minlength=2 * (int(scores.max()) - low + 1)).reshape(-1, 2)
    no, yes = counts[:, 0].astype(np.float64), counts[:, 1].astype(np.float64)
    below = np.cumsum(no) - no
    return float((yes * (below + no / 2)).sum() / (no.sum() * yes.sum()))
