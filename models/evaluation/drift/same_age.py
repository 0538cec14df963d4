"""Scores of older and newer leads at the same age, where what they did is known day by day.

As of one day for all, older leads have had longer to do things, and what they did has faded for
longer: their scores differ by age alone. Activities have their days, so a model that asks for them
looks at each lead as of its own day, so many days after its creation and before its outcome
(semantics 7). What fields say is as of the export, whatever the day, so a model that reads fields
alone scores all leads as of the day of their export, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.table import Leads
from models.scoring.answers import day_number
from models.scoring.as_of import as_of_day
from models.scoring.conditions import selections_in
from models.scoring.engine import Scored, score
from models.scoring.model import Rule, ScoringModel
from models.scoring.sight import scored_by

DAYS = 30
"""Days after the creation at which leads are looked at, where that is not too long for them."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class OfAge:
    """`rows` (ascending): the rows of the table that `scored` is of; the others are too young or
    have no day of creation. `leads`: these rows as leads."""

    scored: Scored
    leads: Leads
    rows: Rows

    def places(self, rows: Rows) -> Rows:
        """The places of rows of the table among those that are scored; others are dropped."""
        if not len(self.rows):
            return rows[:0]
        found: Rows = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        held: Rows = found[self.rows[found] == rows]
        return held

    def hit(self, rule: Rule) -> NDArray[np.bool_]:
        """Which of the scored leads a rule hits."""
        return self.scored.masks.hit(rule, self.scored.sight)


def asks_for_activities(model: ScoringModel) -> bool:
    """Whether a score rests on activities."""
    rules = any(rule.selections() for rule in model.rules() if not rule.muted)
    return rules or any(any(selections_in(item.when)) for item in model.overrides)


def days_of_age(model: ScoringModel, leads: Leads, rows: Rows, today: date) -> int | None:
    """At which age in days leads are looked at; None: as of the day of their export.

    `rows`: the newer leads, half of which should be that old by then.
    """
    if model.own_day is not None:
        return model.own_day
    created = leads.created[rows]
    created = created[created != BLANK_DAY]
    if not len(created) or leads.activities is None or not asks_for_activities(model):
        return None
    day = day_number(as_of_day(model, leads, today))
    return max(1, min(DAYS, int(np.median(day - created.astype(np.int64)))))


def scored_at(model: ScoringModel, leads: Leads, days: int | None, today: date) -> OfAge:
    """The leads of a table scored at that age; None: all as of the table's day."""
    model = model if model.own_day == days else replace(model, own_day=days)
    day = as_of_day(model, leads, today)
    by = scored_by(model, leads, day)
    rows = np.arange(len(leads), dtype=np.intp) if by.rows is None else by.rows
    return OfAge(score(model, by.leads, day), by.leads, rows)
