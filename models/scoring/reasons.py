"""The main reasons of a score, as a list shows them (semantics 18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.explanation import ACCOUNT, SCALE_LIMIT, decay_name, limit_name
from models.scoring.fading import percents_of
from models.scoring.model import Rule
from models.scoring.sums import limited
from models.signs import signed

MOST_RULES = 5
"""Rules that are told."""

_AT_ONCE = 1 << 14


@dataclass(frozen=True)
class Reason:
    """A rule, a limit, the account or an override, and what it did to the score."""

    name: str
    points: int

    def text(self) -> str:
        """The reason as it is written: "Job title (+15)"."""
        return f"{self.name} ({signed(self.points)})"


def reasons_for(scored: Scored, rows: Sequence[int] | NDArray[Any]) -> list[tuple[Reason, ...]]:
    """The main reasons of each row: at most five rules, by size, then in the order of the model.

    What limits, the account, the scale and the override did follows as reasons of their own.
    """
    chosen = np.asarray(rows, dtype=np.intp)
    found: list[tuple[Reason, ...]] = []
    known: dict[bytes, tuple[Reason, ...]] = {}
    for start in range(0, len(chosen), _AT_ONCE):
        steps = steps_of(scored, chosen[start : start + _AT_ONCE])
        names = [step.name for step in steps.steps]
        rules = sum(1 for step in steps.steps if step.rule is not None)
        for given in steps.points:
            mark = given.tobytes()
            if mark not in known:
                known[mark] = _main(names, rules, given.tolist())
            found.append(known[mark])
    return found


def _main(names: list[str], rules: int, points: list[int]) -> tuple[Reason, ...]:
    places = [place for place in range(rules) if points[place]]
    places = sorted(places, key=lambda place: -abs(points[place]))[:MOST_RULES]
    places += [place for place in range(rules, len(names)) if points[place]]
    return tuple(Reason(names[place], points[place]) for place in places)


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Reasons as one cell of a list: "Job title (+15); Country (+6)"."""
    return "; ".join(reason.text() for reason in reasons)


@dataclass(frozen=True)
class Step:
    """A rule, or something else that a score is made of; `id` tells the same one of two models."""

    name: str
    id: str
    rule: Rule | None = None


@dataclass(frozen=True, eq=False)
class Steps:
    """Every rule that is not muted, then every limit, decay, the account, the scale, overrides.

    `points`: shape (rows, steps); they and the base add up to the score.
    """

    steps: tuple[Step, ...]
    points: NDArray[np.int32]


def steps_of(scored: Scored, rows: NDArray[np.intp]) -> Steps:
    """What the scores of some leads are made of."""
    model = scored.model
    rules = [rule for rule in model.rules() if not rule.muted]
    steps = [Step(rule.name, f"rule {rule.id}", rule) for rule in rules]
    columns: list[NDArray[Any]] = [scored.contribution(rule, rows) for rule in rules]
    for group in model.groups:
        given, points = scored.given[group.id], scored.sums[group.id]
        within = limited(group, points)
        if within is not points:
            steps.append(Step(limit_name(group.name), f"limit {group.id}"))
            columns.append(_difference(within, points, rows))
        if given is not within and percents_of(group, scored.masks, scored.sight) is not None:
            steps.append(Step(decay_name(group.name), f"decay {group.id}"))
            columns.append(_difference(given, within, rows))
    if scored.raised is not None:
        steps.append(Step(ACCOUNT, "account"))
        columns.append(scored.raised[rows])
    steps.append(Step(SCALE_LIMIT, "scale"))
    columns.append(_difference(scored.totals, scored.points, rows))
    if scored.override is not None:
        move = _difference(scored.scores, scored.totals, rows)
        decided = scored.override[rows]
        for position, override in enumerate(model.overrides):
            steps.append(Step(override.name, f"override {override.id}"))
            columns.append(np.where(decided == position, move, 0))
    table = np.empty((len(rows), len(steps)), dtype=np.int32)
    for place, column in enumerate(columns):
        table[:, place] = column
    return Steps(tuple(steps), table)


def _difference(
    after: NDArray[Any], before: NDArray[Any], rows: NDArray[np.intp]
) -> NDArray[np.int32]:
    return after[rows].astype(np.int32) - before[rows].astype(np.int32)
