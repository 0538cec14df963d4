"""One lead's score over the days, and what moved it from one day to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.table import Leads
from models.scoring.account_keys import account_keys, found_by
from models.scoring.accounts import raises_scores
from models.scoring.answers import EPOCH, day_number
from models.scoring.engine import Scored, score
from models.scoring.explanation import ACCOUNT, SCALE_LIMIT, StepKind, decay_name, limit_name
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.moving import DaysMasks, MovingMasks
from models.scoring.sight import sight_of

MOST_EVENTS = 1 << 21
"""So many activities, counted once for each day, are looked at together."""

Points = NDArray[np.int64]
"""Points on each day; shape (days,)."""


@dataclass(frozen=True, eq=False)
class Part:
    """A step of the score's way: a rule, a limit, a decay, the scale, an override."""

    kind: StepKind
    name: str
    points: Points


@dataclass(frozen=True)
class Moved:
    """A step that gives other points than on the day before."""

    kind: StepKind
    name: str
    before: int
    after: int

    @property
    def points(self) -> int:
        """What it adds to the score, or takes away."""
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class LeadPath:
    """The score on each day: the base and all parts add up to it.

    `days`: days since 1970-01-01, ascending. Parts that are 0 on all days are left out.
    """

    base: int
    days: NDArray[np.int32]
    scores: Points
    parts: tuple[Part, ...]

    def day(self, place: int) -> date:
        """The calendar day at a place."""
        return date.fromordinal(int(self.days[place]) + EPOCH)

    def first_from(self, threshold: int) -> date | None:
        """The first day on which the score reaches a threshold; None: on none of them."""
        places = np.flatnonzero(self.scores >= threshold)
        return self.day(int(places[0])) if len(places) else None

    def changes(self) -> tuple[int, ...]:
        """The places where some part differs from the day before."""
        differs = np.zeros(len(self.days), dtype=np.bool_)
        for part in self.parts:
            differs[1:] |= part.points[1:] != part.points[:-1]
        return tuple(np.flatnonzero(differs).tolist())

    def moved(self, place: int) -> tuple[Moved, ...]:
        """The steps that differ from the day before, largest first; at place 0 from nothing."""
        found = []
        for part in self.parts:
            before = int(part.points[place - 1]) if place > 0 else 0
            after = int(part.points[place])
            if before != after:
                found.append(Moved(part.kind, part.name, before, after))
        return tuple(sorted(found, key=lambda one: -abs(one.points)))


def path_of(model: ScoringModel, leads: Leads, row: int, days: Sequence[date]) -> LeadPath:
    """The way of a lead over the days, which ascend; days before its creation are left out.

    All days are scored at once, as if each were a lead of its own; what its account gives it on
    each day is made of all leads of the account before.
    """
    model = replace(model, own_day=None)
    numbers = np.array([day_number(day) for day in days], dtype=np.int32)
    numbers = numbers[numbers >= int(leads.created[row])]
    activities = leads.activities
    events = 0 if activities is None else activities.of(row).stop - activities.of(row).start
    size = max(1, MOST_EVENTS // max(events, 1))
    raised = _raised(model, leads, row, numbers)
    pieces = []
    for start in range(0, len(numbers), size):
        piece = slice(start, start + size)
        given = None if raised is None else raised[piece]
        pieces.append(_piece(model, leads, row, numbers[piece], given))
    if not pieces:
        return LeadPath(model.base, numbers, np.zeros(0, dtype=np.int64), ())
    names = dict.fromkeys(name for piece in pieces for name in piece)
    parts = []
    for kind, ident, name in names:
        found = [
            piece.get((kind, ident, name), np.zeros(len(piece[_SCORE]), dtype=np.int64))
            for piece in pieces
        ]
        parts.append(Part(kind, name, np.concatenate(found)))
    scores = parts.pop(list(names).index(_SCORE)).points
    kept = tuple(part for part in parts if part.points.any())
    return LeadPath(model.base, numbers, scores, kept)


_SCORE = (StepKind.BASE, "", "score")
"""The name under which a piece keeps its scores."""

Name = tuple[StepKind, str, str]


def _raised(model: ScoringModel, leads: Leads, row: int, days: NDArray[np.int32]) -> Points | None:
    """What its account gives the lead on each day; None: the model raises no scores.

    Only the leads of its account decide that, so only they are scored day by day.
    """
    account = model.account
    if account is None or not raises_scores(model) or not len(days):
        return None
    raised = np.zeros(len(days), dtype=np.int64)
    masks = Masks(leads)
    sights = [sight_of(model, date.fromordinal(int(day) + EPOCH)) for day in days]
    rows = np.arange(len(leads))
    if found_by(account, masks, sights[0]) == found_by(account, masks, sights[-1]):
        codes = account_keys(account, masks, sights[-1]).codes
        if codes[row] < 0:
            return raised
        rows = np.flatnonzero(codes == codes[row])
    some, place = leads.only(rows), int(np.searchsorted(rows, row))
    moving = MovingMasks(some)
    for number, sight in enumerate(sights):
        given = score(model, some, sight.day, moving).raised
        raised[number] = 0 if given is None else int(given[place])
    return raised


def _piece(
    model: ScoringModel,
    leads: Leads,
    row: int,
    days: NDArray[np.int32],
    raised: Points | None,
) -> dict[Name, Points]:
    one = leads.only(np.full(len(days), row, dtype=np.intp))
    last = date.fromordinal(int(days[-1]) + EPOCH)
    scored = score(model, one, last, DaysMasks(one, days), raised)
    found = dict(_parts(model, scored))
    if raised is not None:
        found[StepKind.ACCOUNT, "", ACCOUNT] = raised
    found[_SCORE] = scored.scores.astype(np.int64)
    return found


def _parts(model: ScoringModel, scored: Scored) -> Iterator[tuple[Name, Points]]:
    for group in model.groups:
        for rule in group.rules:
            if not rule.muted:
                points = scored.contribution(rule).astype(np.int64)
                yield (StepKind.RULE, rule.id, rule.name), points
        sums, given = (found[group.id].astype(np.int64) for found in (scored.sums, scored.given))
        low = sums if group.least is None else np.maximum(sums, group.least)
        within = low if group.most is None else np.minimum(low, group.most)
        yield (StepKind.LIMIT, group.id, limit_name(group.name)), within - sums
        yield (StepKind.DECAY, group.id, decay_name(group.name)), given - within
    points = scored.points.astype(np.int64)
    totals, scores = scored.totals.astype(np.int64), scored.scores.astype(np.int64)
    yield (StepKind.SCALE, "", SCALE_LIMIT), totals - points
    if scored.override is not None:
        for place, item in enumerate(model.overrides):
            move = np.where(scored.override == place, scores - totals, 0)
            yield (StepKind.OVERRIDE, item.id, item.name), move
