"""The day for which scores are computed (semantics 7)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from models.leads.columns import BLANK_DAY, DateColumn
from models.leads.fields import Role
from models.leads.table import Leads
from models.scoring.answers import day_number
from models.scoring.model import ScoringModel


def as_of_day(model: ScoringModel, leads: Leads, today: date) -> date:
    """The model's day if set; else the latest day of creation up to today; else today."""
    if model.as_of is not None:
        return model.as_of
    created = leads.recipe.with_role(Role.CREATED)
    column = None if created is None else leads.column(created.name)
    if isinstance(column, DateColumn):
        until = day_number(today)
        days = column.days[(column.days != BLANK_DAY) & (column.days <= until)]
        if len(days):
            return today - timedelta(days=until - int(np.max(days)))
    return today
