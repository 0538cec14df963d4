"""The plans that take one lead to a score, the likeliest first.

All plans of at most `MOST_KINDS` steps of different kinds are put in order of their effort and
scored by the engine itself, in this order, until enough of them reach the score. So the first
that reaches it takes the least effort of all, whatever limits, decay, counts, negative rules and
overrides do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from models.evaluation.steps.actions import Action, Option, Sort, day_of
from models.evaluation.steps.variants import Variants
from models.leads.activities import Activities
from models.leads.columns import Column, joined, rows_of
from models.leads.doing import Repertoire
from models.leads.table import Leads
from models.scoring.answers import Scorable
from models.scoring.engine import score
from models.scoring.explanation import AccountRaise, Explanation, explain
from models.scoring.model import ScoringModel
from models.scoring.sight import sight_of

MOST_KINDS = 3
MOST_PLANS = 150_000
"""Where plans of so many kinds of steps are more than this, plans of fewer kinds are tried."""
ALTERNATIVES = 3
_EVENTS = 1 << 20
_FIRST = 256

Stopped = Callable[[], bool]


@dataclass(frozen=True, eq=False)
class Taken:
    """A step of a plan: an action in one of its ways."""

    action: Action
    option: Option


@dataclass(frozen=True, eq=False)
class Plan:
    """Steps and where they take the lead. `effort`: the sum of the steps' efforts."""

    steps: tuple[Taken, ...]
    effort: float
    after: Explanation

    @property
    def share(self) -> float:
        """How many leads like it would have all steps if they were independent, 0..1."""
        return prod(step.option.seen.share for step in self.steps)


@dataclass(frozen=True, eq=False)
class NextSteps:
    """What takes a lead from `before` to a score of `target` or more.

    `plans`: the likeliest first, none of which is another with more steps. `furthest`: where none
    reaches it, the plan that comes nearest with the least effort; None: nothing helps or nothing
    can be done. `tried`: plans that there are, of at most `kinds` kinds of steps; `actions`: how
    many kinds of steps there are.
    """

    before: Explanation
    target: int
    plans: tuple[Plan, ...]
    furthest: Plan | None
    tried: int
    kinds: int
    actions: int


@dataclass(frozen=True, eq=False)
class Workshop:
    """A lead and what could be done about it: any plan is a row that the engine can score."""

    model: ScoringModel
    leads: Leads
    one: Scorable
    as_of: date
    actions: tuple[Action, ...]
    account: AccountRaise | None = None

    def variants(self, choices: NDArray[np.int16]) -> Variants:
        """The lead once for each plan. `choices`: the option of each action, from 1, 0 none;
        shape (plans, actions)."""
        columns: dict[str, Column] = {}
        for place, action in enumerate(self.actions):
            if action.sort is Sort.ACTIVITY:
                continue
            mine = self.one.column(action.name)
            item = self.one.input(action.name)
            cells = [option.cell for option in action.options if option.cell is not None]
            assert mine is not None
            assert item is not None
            columns[item.name] = rows_of(joined([mine, *cells]), choices[:, place].astype(np.intp))
        return Variants(self.one, len(choices), columns, self._activities(choices))

    def _activities(self, choices: NDArray[np.int16]) -> Activities | None:
        own = self.one.activities
        at = [i for i, action in enumerate(self.actions) if action.sort is Sort.ACTIVITY]
        if own is None or self.leads.activities is None:
            return own
        places = np.array([self.actions[i].place for i in at], dtype=np.intp)
        more = self.leads.activities.at(np.array([0, len(places)], dtype=np.int64), places)
        times = np.zeros((len(choices), len(at)), dtype=np.intp)
        for place, i in enumerate(at):
            table = np.array([0, *(option.times for option in self.actions[i].options)])
            times[:, place] = table[choices[:, i]]
        cells = np.arange(times.size).repeat(times.ravel())
        of, which = np.divmod(cells, max(len(at), 1))
        day = day_of(self.one, sight_of(self.model, self.as_of))
        return Repertoire(own, more).rows(len(choices), of, which, day)

    def scores(self, choices: NDArray[np.int16]) -> NDArray[np.int64]:
        """The score after each plan; shape (plans,)."""
        raised = np.full(len(choices), self.account.points if self.account else 0, dtype=np.int64)
        scored = score(self.model, self.variants(choices), self.as_of, raised=raised)
        return scored.scores.astype(np.int64)

    def explained(self, choice: NDArray[np.int16]) -> Explanation:
        """The way of the score after one plan."""
        return explain(self.model, self.variants(choice[None, :]), 0, self.as_of, self.account)

    def plan(self, choice: NDArray[np.int16]) -> Plan:
        """A plan with what it leads to."""
        taken = tuple(
            Taken(action, action.options[int(option) - 1])
            for action, option in zip(self.actions, choice, strict=True)
            if option
        )
        effort = sum(step.option.seen.effort for step in taken)
        return Plan(taken, effort, self.explained(choice))


def next_steps(
    workshop: Workshop, target: int, stopped: Stopped = lambda: False, most: int = ALTERNATIVES
) -> NextSteps | None:
    """The likeliest plans that take the lead to the target or above; None where it was stopped."""
    actions = workshop.actions
    none = np.zeros(len(actions), dtype=np.int16)
    before = workshop.explained(none)
    kinds = kinds_tried([len(action.options) for action in actions])
    choices = all_plans(actions, kinds)[0]
    own = workshop.one.activities
    size = max(1, _EVENTS // ((0 if own is None else len(own)) + 2 * MOST_KINDS + 1))
    found: list[NDArray[np.int16]] = []
    best, furthest = before.score, -1
    open_ = np.ones(len(choices), dtype=np.bool_)
    for piece in _pieces(len(choices), min(size, 1 << 14)):
        if stopped():
            return None
        at = np.flatnonzero(open_[piece]) + piece.start
        if not len(at):
            continue
        scores = workshop.scores(choices[at])
        if not found and int(scores.max()) > best:
            best, furthest = int(scores.max()), int(at[np.argmax(scores)])
        for place in at[scores >= target].tolist():
            if not open_[place]:
                continue
            found.append(choices[place])
            # What has all these steps and more is no other plan.
            open_ &= ~((choices > 0) | (choices[place] == 0)).all(axis=1)
            if len(found) == most:
                break
        if len(found) == most:
            break
    return NextSteps(
        before,
        target,
        tuple(workshop.plan(choice) for choice in found),
        workshop.plan(choices[furthest]) if furthest >= 0 and not found else None,
        len(choices),
        kinds,
        len(actions),
    )


def kinds_tried(options: Sequence[int], most: int = MOST_PLANS) -> int:
    """How many kinds of steps a plan may have so that there are not too many plans."""
    for kinds in range(MOST_KINDS, 1, -1):
        if sum(plans_of(options, number) for number in range(1, kinds + 1)) <= most:
            return kinds
    return 1


def plans_of(options: Sequence[int], kinds: int) -> int:
    """How many plans there are of exactly so many kinds of steps."""
    # Elementary symmetric sums: the ways to choose kinds, times the options of each.
    sums = [1] + [0] * kinds
    for number in options:
        for place in range(kinds, 0, -1):
            sums[place] += sums[place - 1] * number
    return sums[kinds]


def all_plans(
    actions: Sequence[Action], kinds: int
) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
    """Every plan of 1 to `kinds` kinds of steps and its effort, the least first.

    Of plans that take the same effort the one of fewer steps comes first, then the order of the
    actions decides.
    """
    blocks: list[NDArray[np.int16]] = []
    for number in range(1, min(kinds, len(actions)) + 1):
        for places in combinations(range(len(actions)), number):
            shape = [len(actions[place].options) for place in places]
            grid = np.indices(shape, dtype=np.int16).reshape(number, -1) + 1
            block = np.zeros((grid.shape[1], len(actions)), dtype=np.int16)
            block[:, list(places)] = grid.T
            blocks.append(block)
    if not blocks:
        return np.zeros((0, len(actions)), dtype=np.int16), np.zeros(0)
    choices = np.concatenate(blocks)
    efforts = np.zeros(len(choices))
    for place, action in enumerate(actions):
        table = np.array([0.0, *(option.seen.effort for option in action.options)])
        efforts += table[choices[:, place]]
    order = np.argsort(np.round(efforts, 9), kind="stable")
    return choices[order], efforts[order]


def _pieces(count: int, most: int) -> Iterator[slice]:
    """Small pieces first, since the likeliest plans often suffice."""
    start, size = 0, min(_FIRST, most)
    while start < count:
        yield slice(start, min(start + size, count))
        start, size = start + size, min(2 * size, most)
