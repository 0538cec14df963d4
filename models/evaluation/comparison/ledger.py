"""The movement ledger: who enters and leaves the MQLs from one model to another, and why.

A lead's move is put down to the parts of the score that changed most for it in the direction of
the move: rules, limits, decay, overrides. Parts of two models are the same one by their id where
they are of one family, else where they ask the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.masks import asked
from models.scoring.reasons import Step, Steps, steps_of

MOST_CAUSES = 3
THRESHOLD = "MQL threshold"
_AT_ONCE = 1 << 16


@dataclass(frozen=True)
class Cause:
    """A part of the score and how many points more (or fewer) it gives a lead now."""

    name: str
    points: int


@dataclass(frozen=True, eq=False)
class Ledger:
    """`entered`, `left`: rows that come to the MQLs, and that go; each with its `causes` in order.

    `by_cause`: of each part that was the main cause of a move, how many it brought and how many
    it took, the most moves first. A lead without a changed score moved by the threshold.
    """

    entered: NDArray[np.intp]
    left: NDArray[np.intp]
    causes: dict[int, tuple[Cause, ...]]
    by_cause: tuple[tuple[str, int, int], ...]


def ledger_of(before: Scored, after: Scored) -> Ledger:
    """Who moves over the MQL threshold between two models on the same leads, and why."""
    was = before.scores >= before.model.mql_threshold
    now = after.scores >= after.model.mql_threshold
    entered, left = np.flatnonzero(now & ~was), np.flatnonzero(was & ~now)
    causes: dict[int, tuple[Cause, ...]] = {}
    brought: Counter[str] = Counter()
    took: Counter[str] = Counter()
    for rows, sign, main in ((entered, 1, brought), (left, -1, took)):
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            names, change = _changes(steps_of(before, part), steps_of(after, part))
            base = after.model.base - before.model.base
            if base:
                names = [*names, "Base"]
                change = np.column_stack((change, np.full(len(part), base, dtype=np.int32)))
            for row, found in zip(part.tolist(), _main(names, change * sign), strict=True):
                signed = tuple(Cause(cause.name, cause.points * sign) for cause in found)
                causes[row] = signed or (Cause(THRESHOLD, 0),)
                main[causes[row][0].name] += 1
    every = sorted(brought.keys() | took.keys(), key=lambda name: -(brought[name] + took[name]))
    return Ledger(entered, left, causes, tuple((name, brought[name], took[name]) for name in every))


def _main(names: list[str], change: NDArray[np.int32]) -> list[tuple[Cause, ...]]:
    """The largest changes above zero of each row; equal rows are looked at once."""
    known: dict[bytes, tuple[Cause, ...]] = {}
    found = []
    for row in change:
        mark = row.tobytes()
        if mark not in known:
            order = np.argsort(-row, kind="stable")[:MOST_CAUSES]
            known[mark] = tuple(
                Cause(names[place], int(row[place])) for place in order.tolist() if row[place] > 0
            )
        found.append(known[mark])
    return found


def _changes(before: Steps, after: Steps) -> tuple[list[str], NDArray[np.int32]]:
    """The points of each part now less those before; shape (rows, parts)."""
    partner = _partners(before.steps, after.steps)
    names = [step.name for step in after.steps]
    change = after.points.copy()
    gone = []
    for place, step in enumerate(before.steps):
        other = partner.get(place)
        if other is None:
            names.append(step.name)
            gone.append(-before.points[:, place])
        else:
            change[:, other] -= before.points[:, place]
    return names, np.column_stack((change, *gone)) if gone else change


def _partners(before: tuple[Step, ...], after: tuple[Step, ...]) -> dict[int, int]:
    """The place after of each step before that is the same one."""
    partner: dict[int, int] = {}
    for place, step in enumerate(before):
        for other, candidate in enumerate(after):
            if other not in partner.values() and _same(step, candidate, by_id=True):
                partner[place] = other
                break
    for place, step in enumerate(before):
        if place not in partner:
            for other, candidate in enumerate(after):
                if other not in partner.values() and _same(step, candidate, by_id=False):
                    partner[place] = other
                    break
    return partner


def _same(one: Step, other: Step, *, by_id: bool) -> bool:
    if one.rule is None or other.rule is None:
        return one.rule is other.rule and one.id == other.id
    alike = one.rule.when == other.rule.when and asked(one.rule.award) == asked(other.rule.award)
    return one.id == other.id and (alike or one.name == other.name) if by_id else alike
