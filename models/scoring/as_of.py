"""The day for which scores are computed (semantics 7)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.table import Leads
from models.scoring.answers import day_number
from models.scoring.model import ScoringModel


def as_of_day(model: ScoringModel, leads: Leads, today: date) -> date:
    """The model's day if set; else the latest day up to today on which a lead was created or had
    an activity; else today.
    """
    if model.as_of is not None:
        return model.as_of
    until = day_number(today)
    columns = [leads.created]
    if leads.activities is not None:
        columns.append(leads.activities.days)
    latest = [_latest(days, until) for days in columns]
    newest = max((day for day in latest if day is not None), default=until)
    return today - timedelta(days=until - newest)


def _latest(days: NDArray[np.int32], until: int) -> int | None:
    past = days[(days != BLANK_DAY) & (days <= until)]
    return int(past.max()) if len(past) else None
