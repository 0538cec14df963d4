"""What the history proposes for a plan: the rate of today, leads a week, the time they take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from models.evaluation.guard.cohorts import day_of
from models.evaluation.guard.times import Times, times_of, usual
from models.evaluation.history.asked import Asked, Looked, looked_at
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.evaluation.trials.alike import Alike, alike_of, units_of
from models.leads.columns import BLANK_DAY
from models.leads.stages import Stage
from models.leads.table import UNKNOWN, Leads
from models.leads.tally import Tally
from models.scoring.bands import cuts
from models.scoring.engine import Scored

WEEKS = 12
"""The last weeks of the history that leads a week are counted in."""
PATIENCE = 0.9
"""The share of conversions that a lead is given the time for."""


@dataclass(frozen=True)
class Proposed:
    """Of all leads, or of those at or above the MQL threshold (`mql`).

    `rate` None: no outcome is known. `per_week` None: no lead has a day of creation; `weeks`: those
    that it was counted in, up to `last`. `wait` None: nothing tells how long leads take. `alike`
    None: no field names the account, or no account has two leads.
    """

    mql: bool
    outcome: str
    tally: Tally
    rate: Interval | None
    per_week: float | None = None
    weeks: int = 0
    last: date | None = None
    wait: int | None = None
    alike: Alike | None = None
    looked: Looked | None = field(default=None, compare=False, repr=False)


def proposed_of(
    scored: Scored,
    leads: Leads,
    stages: tuple[Stage, ...] = (),
    outcome: str = "",
    *,
    mql: bool = True,
) -> Proposed:
    """What the scored leads propose. LeadbenchError where no stage has that name."""
    looked = looked_at(leads, stages, Asked(outcome))
    codes = looked.codes
    here = np.ones(len(codes), dtype=bool)
    if mql:
        here = scored.levels >= max(0, cuts(scored.model)[scored.model.mql_band])
    known = here & (codes < UNKNOWN)
    won = known & (codes == 1)
    tally = Tally(int(here.sum()), int(won.sum()), int(known.sum()) - int(won.sum()))
    per_week, weeks, last = _per_week(leads.created[here].astype(np.int64))
    units = units_of(leads)
    times = times_of(leads)
    return Proposed(
        mql,
        looked.outcome,
        tally,
        rate_interval(tally.converted, tally.known),
        per_week,
        weeks,
        last,
        _wait(times),
        None if units is None or not known.any() else alike_of(units[known], won[known]),
        looked,
    )


def _per_week(
    created: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> tuple[float | None, int, date | None]:
    """Leads a week in the last whole weeks that the leads go back."""
    days = created[created != BLANK_DAY]
    if not len(days):
        return None, 0, None
    low, high = usual(days)  # a slip of the pen, such as the year 2099, is no last week
    days = days[(days >= low) & (days <= high)]
    last = int(days.max())
    weeks = int(min(WEEKS, max(1, (last - int(days.min()) + 1) // 7)))
    number = int((days > last - 7 * weeks).sum())
    return number / weeks, weeks, day_of(last)


def _wait(times: Times | None) -> int | None:
    return None if times is None or times.snapshot else times.within(PATIENCE)


def next_monday(after: date) -> date:
    """The day on which a test can begin."""
    return after + timedelta(days=7 - after.weekday())
