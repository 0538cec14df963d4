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


@dataclass(frozen=True, eq=False)
class Replay:
    """Leads by band on each day, and when each first reached the MQL threshold.

    `days`: shape (days,), days since 1970-01-01, ascending, `step` apart. `counts`: shape (days,
    bands, 3), leads created by that day, by band and by outcome as it is known today. `first`:
    shape (leads,), the first of the days on which the lead reached the MQL threshold, BLANK_DAY
    where it never did. `undated`: leads without a creation, left out; `later`: created after the
    last day.
    """

    model: ScoringModel
    step: int
    days: NDArray[np.int32]
    counts: NDArray[np.int64]
    first: NDArray[np.int32]
    undated: int
    later: int

    @property
    def mql(self) -> NDArray[np.int64]:
        """Leads at or above the MQL threshold by day and outcome; shape (days, 3)."""
        found: NDArray[np.int64] = self.counts[:, self.model.mql_band :].sum(axis=1)
        return found

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
    threshold = max(0, cuts(model)[model.mql_band])
    outcome = leads.outcome.astype(np.int64)
    for place, day in enumerate(days):
        if cancelled is not None and cancelled():
            raise Cancelled
        scored = score(model, leads, day, masks)
        here = known & (created <= numbers[place])
        keys = scored.bands * np.int64(3) + outcome
        counts[place] = np.bincount(keys[here], minlength=3 * bands).reshape(bands, 3)
        above = here & (scored.levels >= threshold) & (first == BLANK_DAY)
        first[above] = numbers[place]
        if progress is not None:
            progress(DOING, place + 1, len(days))
    step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else WEEK
    last = int(numbers[-1]) if len(numbers) else BLANK_DAY
    later = int(np.count_nonzero(known & (created > last)))
    return Replay(model, step, numbers, counts, first, int(np.count_nonzero(~known)), later)
