"""Who converted within the same time: older leads had longer to convert than newer ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.times import times_of
from models.evaluation.guard.young import FULL, cut_off_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, NOT_CONVERTED, UNKNOWN, Leads


@dataclass(frozen=True)
class Horizon:
    """Conversions count within `days` of the creation, which `share` % of them take; leads created
    later than so many days before the last day of their export had less. `days` None: the export
    is a snapshot, all leads had the same time."""

    days: int | None
    share: int = 100


def horizon_of(*tables: Leads) -> Horizon | None:
    """The days within which most conversions come, by the first table that tells them.

    None where none does.
    """
    for leads in tables:
        times = times_of(leads)
        if times is not None:
            if times.snapshot:
                return Horizon(None)
            cut = cut_off_of(leads, times)
            if cut is None:
                return Horizon(max(1, times.within(FULL / 100)), FULL)
            return Horizon(max(1, cut.days), cut.share)
    return None


def last_day(leads: Leads) -> int:
    """The last day of an export: until then conversions could be recorded."""
    times = times_of(leads)
    if times is not None:
        return times.last
    seen = [leads.created, leads.days_of(Role.OUTCOME_DATE)]
    if leads.activities is not None:
        seen.append(leads.activities.days)
    return max((int(days.max()) for days in seen if len(days)), default=BLANK_DAY)


def old_enough(leads: Leads) -> NDArray[np.bool_]:
    """Which leads had the time in which most conversions come; all, where nothing tells it."""
    horizon = horizon_of(leads)
    if horizon is None or horizon.days is None:
        return np.ones(len(leads), dtype=bool)
    return ~_young(leads, horizon.days)


def newly_told(
    new: Leads, old: Leads, horizon: Horizon | None, seen: NDArray[np.bool_] | None
) -> NDArray[np.bool_]:
    """Leads of the newer export whose conversion the older one could not tell; shape (rows,).

    They had not had the time by then, or were not there. Without a horizon or a day of creation:
    those that were not there, by their id; without ids all.
    """
    fresh = np.ones(len(new), dtype=bool) if seen is None else ~seen
    if horizon is None or horizon.days is None:
        return fresh
    created = new.created
    late = created > last_day(old) - horizon.days
    told: NDArray[np.bool_] = np.where(created == BLANK_DAY, fresh, late)
    return told


def _young(leads: Leads, days: int) -> NDArray[np.bool_]:
    created = leads.created
    young: NDArray[np.bool_] = (created != BLANK_DAY) & (created > last_day(leads) - days)
    return young


def within(leads: Leads, horizon: Horizon | None) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The outcome of each lead within the horizon, and who is too young for it; shapes (rows,).

    0 not converted, 1 converted, 2 unknown or too young. Whoever converted later, or is still
    open after that time, had not converted within it. Without a horizon: the outcomes as known.
    """
    codes = leads.outcome.copy()
    if horizon is None or horizon.days is None:
        return codes, np.zeros(len(leads), dtype=bool)
    created, ended = leads.created.astype(np.int64), leads.days_of(Role.OUTCOME_DATE)
    dated = created != BLANK_DAY
    late = dated & (ended != BLANK_DAY) & (ended - created > horizon.days)
    codes[late & (codes == CONVERTED)] = NOT_CONVERTED
    codes[dated & (codes == UNKNOWN)] = NOT_CONVERTED
    young = _young(leads, horizon.days)
    codes[young] = UNKNOWN
    return codes, young
