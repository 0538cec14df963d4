"""The movement ledger: who enters and leaves the MQLs from one model to another, and why.

A lead's move is put down to the parts of the score that changed most for it in the direction of
the move: rules, limits, decay, overrides. Parts of two models are the same one by their id where
they are of one family, else where they ask the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.masks import asked
from models.scoring.reasons import Step, Steps, steps_of

MOST_CAUSES = 3
THRESHOLD = "MQL threshold"
BASE = "Base"
_AT_ONCE = 1 << 15


@dataclass(frozen=True)
class Cause:
    """A part of the score and how many points more (or fewer) it gives a lead now."""

    name: str
    points: int


@dataclass(frozen=True, eq=False)
class Ledger:
    """`entered`, `left`: rows that come to the MQLs, and that go. `by_cause`: of each part that was
    the main cause of a move, how many it brought and how many it took, the most moves first.

    `names` of the parts; `places` (leads that enter, then that leave; `MOST_CAUSES`): the parts
    that moved each, the main one first, -1 none; `points`: what each of them changed.
    """

    entered: NDArray[np.intp]
    left: NDArray[np.intp]
    by_cause: tuple[tuple[str, int, int], ...]
    names: tuple[str, ...]
    places: NDArray[np.int32]
    points: NDArray[np.int32]

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """All that move: those that enter, then those that leave."""
        return np.concatenate((self.entered, self.left))

    def moved_by(self, cause: str) -> NDArray[np.intp]:
        """The rows of which a part of this name is the main cause, in the order of `rows`."""
        wanted = [place for place, name in enumerate(self.names) if name == cause]
        return self.rows[np.isin(self.places[:, 0], wanted)]

    def causes_of(self, row: int) -> tuple[Cause, ...]:
        """What moved a lead, the main cause first; nothing of a lead that did not move.

        A lead whose score did not change moved by the threshold.
        """
        place = self._place.get(row)
        if place is None:
            return ()
        return tuple(
            Cause(self.names[part], points)
            for part, points in zip(
                self.places[place].tolist(), self.points[place].tolist(), strict=True
            )
            if part >= 0
        )

    @cached_property
    def _place(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.rows.tolist())}


def ledger_of(before: Scored, after: Scored) -> Ledger:
    """Who moves over the MQL threshold between two models on the same leads, and why."""
    was = before.scores >= before.model.mql_threshold
    now = after.scores >= after.model.mql_threshold
    entered, left = np.flatnonzero(now & ~was), np.flatnonzero(was & ~now)
    rows = np.concatenate((entered, left))
    places = np.empty((len(rows), MOST_CAUSES), dtype=np.int32)
    points = np.empty((len(rows), MOST_CAUSES), dtype=np.int32)
    signs = np.ones((len(rows), 1), dtype=np.int32)
    signs[len(entered) :] = -1
    names: list[str] = []
    for start in range(0, max(1, len(rows)), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        part = rows[piece]
        names, change = _changes(steps_of(before, part), steps_of(after, part))
        base = np.full((len(part), 1), after.model.base - before.model.base, dtype=np.int32)
        change = np.concatenate((change, base), axis=1)
        change *= signs[piece]
        places[piece], points[piece] = _main(change)
    points *= signs
    # Where no part of the score changed that way, the threshold moved.
    places[places[:, 0] < 0, 0] = len(names) + 1
    every = (*names, BASE, THRESHOLD)
    by_cause = _counted(every, places[:, 0], len(entered))
    return Ledger(entered, left, by_cause, every, places, points)


def _counted(
    names: tuple[str, ...], main: NDArray[np.int32], entered: int
) -> tuple[tuple[str, int, int], ...]:
    """Of each name, how many it brought and took as the main cause; equal names are one."""
    brought: Counter[str] = Counter()
    took: Counter[str] = Counter()
    for counter, places in ((brought, main[:entered]), (took, main[entered:])):
        for place, number in enumerate(np.bincount(places, minlength=len(names)).tolist()):
            if number:
                counter[names[place]] += number
    found = brought.keys() | took.keys()
    most_first = sorted(found, key=lambda name: (-brought[name] - took[name], name))
    return tuple((name, brought[name], took[name]) for name in most_first)


def _main(change: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The parts that changed most above zero of each lead and by how much; -1 and 0 for none.

    `change`: shape (leads, parts), used up. Of equal changes the first part counts.
    """
    leads = np.arange(len(change))
    places = np.full((len(change), MOST_CAUSES), -1, dtype=np.int32)
    points = np.zeros((len(change), MOST_CAUSES), dtype=np.int32)
    for rank in range(MOST_CAUSES):
        best = change.argmax(axis=1)
        most = change[leads, best]
        hit = most > 0
        places[hit, rank], points[hit, rank] = best[hit], most[hit]
        change[leads, best] = 0
    return places, points


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
