"""What the leads tell of every threshold of one band, whatever sales can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.finding import LeaveOutLeads
from models.evaluation.guard.unworked import unworked_leads
from models.evaluation.history.asked import Asked, Looked, looked_at
from models.evaluation.thresholds.curve import Counts, ThresholdCurve, curve_of
from models.evaluation.thresholds.standing import Standing, standing_of
from models.evaluation.thresholds.weeks import Loads, Weeks, loads_of, weeks_of
from models.leads.stages import Stage
from models.leads.table import Leads
from models.scoring.engine import Scored

Progress = Callable[[str], None]
WEEKS_OF_A_YEAR = 365.25 / 7
FEWEST_WEEKS = 26
"""A shorter history says nothing of a year."""


@dataclass(frozen=True, eq=False)
class Ground:
    """`counts` (n + 1, 3): leads by the thresholds that they reach (first row: none) and outcome.

    `codes` (rows,): what became of each lead, those too young to have converted are unknown.
    `untouched` (n + 1,): leads that by their status, owner or activities nobody worked; None where
    nothing tells it. `weeks`, `loads`: None where no day of creation is known. `priced`: what each
    conversion was worth, where the leads tell it.
    """

    model: str
    band: int
    name: str
    standing: Standing
    codes: NDArray[np.uint8]
    looked: Looked
    counts: Counts
    curve: ThresholdCurve
    weeks: Weeks | None
    loads: Loads | None
    untouched: NDArray[np.int64] | None
    signs: tuple[str, ...]
    priced: NDArray[np.float64]

    @property
    def size(self) -> int:
        """How many thresholds are looked at."""
        return len(self.standing.scores)

    @property
    def every(self) -> int:
        """All leads that are scored."""
        return len(self.codes)

    @property
    def yearly(self) -> bool:
        """Whether the history is long enough to speak of a year."""
        return self.weeks is not None and self.weeks.length >= FEWEST_WEEKS

    @property
    def factor(self) -> float:
        """From the leads whose outcome is known to all leads, of a year where it can be said.

        Leads whose outcome is open are taken to turn out like the others.
        """
        known = self.curve.all_known
        whole = self.every / known if known else 1.0
        if self.weeks is None or not self.yearly:
            return whole
        return whole * WEEKS_OF_A_YEAR / self.weeks.length

    def worked_before(self, place: int) -> tuple[float, float] | None:
        """The shares of the leads below and from a threshold on that were worked; None: no sign."""
        if self.untouched is None:
            return None
        every = self.counts.sum(axis=1)
        below, above = slice(0, place + 1), slice(place + 1, None)
        if not every[below].sum() or not every[above].sum():
            return None
        return (
            1 - float(self.untouched[below].sum() / every[below].sum()),
            1 - float(self.untouched[above].sum() / every[above].sum()),
        )

    def rows_between(self, low: int, high: int) -> NDArray[np.intp]:
        """Rows of the leads that reach the threshold at place `low` and not that at `high`."""
        return np.flatnonzero((self.standing.places >= low) & (self.standing.places < high))


def ground_of(
    scored: Scored,
    leads: Leads,
    stages: tuple[Stage, ...] = (),
    band: int | None = None,
    progress: Progress = lambda _what: None,
) -> Ground:
    """Look at scored leads for the threshold of a band, by its position; None: of the MQLs."""
    model = scored.model
    band = model.mql_band if band is None else band
    progress("Finding out who is old enough")
    looked = looked_at(leads, stages, Asked())
    standing = standing_of(scored, band)
    size = len(standing.scores)
    counts = np.bincount(
        (standing.places + 1) * 3 + looked.codes, minlength=3 * (size + 1)
    ).reshape(-1, 3)
    progress("Counting leads by week")
    weeks = weeks_of(leads.created)
    curve = curve_of(counts, standing.scores, 0.0 if weeks is None else weeks.length)
    loads = None if weeks is None else loads_of(weeks, standing.places, looked.codes, size)
    progress("Looking for leads that nobody worked")
    untouched, signs = _untouched(scored, leads, standing)
    won = looked.codes == 1
    priced = leads.value[won]
    return Ground(
        model.name,
        band,
        model.bands[band].name,
        standing,
        looked.codes,
        looked,
        counts,
        curve,
        weeks,
        loads,
        untouched,
        signs,
        priced[np.isfinite(priced) & (priced > 0)],
    )


def _untouched(
    scored: Scored, leads: Leads, standing: Standing
) -> tuple[NDArray[np.int64] | None, tuple[str, ...]]:
    """Leads by standing that any sign says nobody worked, and the names of the signs."""
    found = [one for one in unworked_leads(leads) if isinstance(one.remedy, LeaveOutLeads)]
    if not found:
        return None, ()
    mask = np.zeros(len(leads), dtype=np.bool_)
    for one in found:
        if isinstance(one.remedy, LeaveOutLeads):
            mask |= scored.masks.of(one.remedy.condition, scored.sight)
    size = len(standing.scores) + 1
    names = tuple(one.field or "activities of sales" for one in found)
    return np.bincount(standing.places[mask] + 1, minlength=size).astype(np.int64), names
