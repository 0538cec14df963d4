"""The replay: what the model would have said on every day of the past.

On a day nothing exists that came later: no activity, no lead created after it, no date marked as
an event. Fields that are not dated are as they were exported. Only what depends on the day is
computed again; the rest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.scoring.answers import EPOCH, day_number
from models.scoring.bands import cuts
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ByCount, PerOccurrence, ScoringModel
from models.scoring.moving import MovingMasks
from models.scoring.sight import sight_of

WEEK = 7
MOST_DAYS = 3_660
"""A replay goes back ten years at most."""
ROOM = 64 << 20
"""Bytes kept of what does not depend on the day; a part of it turns over with every day."""
DOING = "Scoring past days"


NOWHERE = -1
"""The band of a lead that is not there yet."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Each time that a lead came into another band; arrays of shape (moves,).

    `places`: which of the days; `rows`: which lead; `before`, `after`: the bands, NOWHERE for none.
    """

    places: NDArray[np.int32]
    rows: NDArray[np.int32]
    before: NDArray[np.int16]
    after: NDArray[np.int16]

    def counts(
        self, which: NDArray[np.bool_], outcome: NDArray[np.uint8], days: int, bands: int
    ) -> NDArray[np.int64]:
        """Leads of a mask by day, band and outcome, both of shape (leads,); (days, bands, 3)."""
        held = which[self.rows]
        places, result = self.places[held].astype(np.int64), outcome[self.rows[held]]
        found = np.zeros(days * bands * 3, dtype=np.int64)
        for sign, at in ((1, self.after[held]), (-1, self.before[held])):
            there = at != NOWHERE
            keys = (places[there] * bands + at[there]) * 3 + result[there]
            found += sign * np.bincount(keys, minlength=len(found))
        return np.cumsum(found.reshape(days, bands, 3), axis=0)


def _moves(
    found: Sequence[tuple[int, NDArray[np.int32], NDArray[np.int16], NDArray[np.int16]]],
) -> Moves:
    lengths = [len(rows) for _, rows, _, _ in found]
    places = np.repeat(np.array([place for place, *_ in found], dtype=np.int32), lengths)
    if not found:
        none = np.zeros(0, dtype=np.int16)
        return Moves(places, np.zeros(0, dtype=np.int32), none, none)
    _, rows, before, after = zip(*found, strict=True)
    return Moves(places, np.concatenate(rows), np.concatenate(before), np.concatenate(after))


@dataclass(frozen=True, eq=False)
class Replay:
    """Leads by band on each day, and when each first reached the MQL threshold.

    `days`: shape (days,), days since 1970-01-01, ascending, `step` apart. `counts`: shape (days,
    bands, 3), leads created by that day, by band and by outcome as it is known today. `first`:
    shape (leads,), the first of the days on which the lead reached the MQL threshold, BLANK_DAY
    where it never did. `undated`: leads without a creation, left out; `later`: created after the
    last day. `moves`: the same by lead. `part`: of the leads that somebody chose the same as
    `counts`; None: none is chosen.
    """

    model: ScoringModel
    step: int
    days: NDArray[np.int32]
    counts: NDArray[np.int64]
    first: NDArray[np.int32]
    undated: int
    later: int
    moves: Moves
    part: NDArray[np.int64] | None = None

    @property
    def mql(self) -> NDArray[np.int64]:
        """Leads at or above the MQL threshold by day and outcome; shape (days, 3)."""
        found: NDArray[np.int64] = self.counts[:, self.model.mql_band :].sum(axis=1)
        return found

    def with_part(self, which: NDArray[np.bool_] | None, outcome: NDArray[np.uint8]) -> Replay:
        """The same with the leads of a mask, shape (leads,), counted beside all; None: none.

        `outcome`: of the leads that were replayed.
        """
        if which is None:
            return replace(self, part=None)
        days, bands, _ = self.counts.shape
        return replace(self, part=self.moves.counts(which, outcome, days, bands))

    def day(self, place: int) -> date:
        """The calendar day at a place."""
        return date.fromordinal(int(self.days[place]) + EPOCH)


def first_day(leads: Leads, last: date) -> date | None:
    """The day of the first creation; None where no lead has one up to the last day."""
    created = leads.created
    known = created[(created != BLANK_DAY) & (created <= day_number(last))]
    return date.fromordinal(int(known.min()) + EPOCH) if len(known) else None


def days_between(first: date, last: date, step: int = WEEK) -> tuple[date, ...]:
    """Days `step` apart up to the last one, from the first on (ten years at most)."""
    span = min((last - first).days, MOST_DAYS)
    return tuple(last - timedelta(days=back) for back in range(span - span % step, -1, -step))


def depends_on_day(model: ScoringModel, leads: Leads, day: date) -> bool:
    """Whether anything of the score changes with the day, whatever the leads have done."""
    masks, sight = Masks(leads), sight_of(replace(model, own_day=None), day)
    rules = [rule for rule in model.rules() if not rule.muted]
    if any(isinstance(rule.award, ByCount | PerOccurrence) for rule in rules):
        return True
    asked = [*(rule.when for rule in rules), *(item.when for item in model.overrides)]
    bare = replace(sight, derived=())
    return any(masks.seen(condition, bare) is not None for condition in asked) or any(
        group.decay is not None for group in model.groups
    )


def rows_on(
    model: ScoringModel, leads: Leads, day: date, bands: range, masks: Masks | None = None
) -> NDArray[np.intp]:
    """The leads that a replay counts in these bands on a day: created by then, as scored then."""
    scored = score(replace(model, own_day=None), leads, day, masks)
    created = leads.created
    here = (created != BLANK_DAY) & (created <= day_number(day))
    at = scored.bands
    return np.flatnonzero(here & (at >= bands.start) & (at < bands.stop))


def replay(
    model: ScoringModel,
    leads: Leads,
    days: Sequence[date],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Replay:
    """Score all leads on each of the days, which ascend. Raises Cancelled when stopped.

    The model's own day of each lead does not count here: on a past day all leads are looked at
    as of that day.
    """
    model = replace(model, own_day=None)
    masks = MovingMasks(leads, ROOM)
    created = leads.created
    known = created != BLANK_DAY
    numbers = np.array([day_number(day) for day in days], dtype=np.int32)
    bands = len(model.bands)
    counts = np.zeros((len(days), bands, 3), dtype=np.int64)
    first = np.full(len(leads), BLANK_DAY, dtype=np.int32)
    before = np.full(len(leads), NOWHERE, dtype=np.int16)
    moved: list[tuple[int, NDArray[np.int32], NDArray[np.int16], NDArray[np.int16]]] = []
    threshold = max(0, cuts(model)[model.mql_band])
    outcome = leads.outcome.astype(np.int64)
    for place, day in enumerate(days):
        if cancelled is not None and cancelled():
            raise Cancelled
        scored = score(model, leads, day, masks)
        here = known & (created <= numbers[place])
        keys = scored.bands * np.int64(3) + outcome
        counts[place] = np.bincount(keys[here], minlength=3 * bands).reshape(bands, 3)
        now = np.where(here, scored.bands.astype(np.int16), np.int16(NOWHERE))
        rows = np.flatnonzero(now != before).astype(np.int32)
        moved.append((place, rows, before[rows], now[rows]))
        before = now
        above = here & (scored.levels >= threshold) & (first == BLANK_DAY)
        first[above] = numbers[place]
        if progress is not None:
            progress(DOING, place + 1, len(days))
    moves = _moves(moved)
    step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else WEEK
    last = int(numbers[-1]) if len(numbers) else BLANK_DAY
    later = int(np.count_nonzero(known & (created > last)))
    return Replay(model, step, numbers, counts, first, int(np.count_nonzero(~known)), later, moves)
