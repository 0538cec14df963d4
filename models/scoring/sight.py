"""The sight of a model: as of which day it looks at the leads, and what it makes out of fields.

Whatever is derived of leads is kept by what was asked and by the part of the sight that the
answer depends on.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.derived_fields import Derived
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import Problem, Severity
from models.scoring.answers import Scorable, Today, day_number
from models.scoring.model import ScoringModel


@dataclass(frozen=True)
class Sight:
    """As of `day`; `own` N: each lead as of its own day (semantics 7), never after `day`.

    `derived`: fields that are made of others before rules read them.
    """

    day: date
    own: int | None = None
    derived: tuple[Derived, ...] = ()

    @property
    def key(self) -> Hashable:
        """What an answer that depends on the as-of day is kept by."""
        return self.day, self.own


def sight_of(model: ScoringModel, day: date) -> Sight:
    """How the model looks at leads on that day."""
    return Sight(day, model.own_day, model.derived)


def today_of(leads: Scorable, sight: Sight) -> Today:
    """The day that each lead is looked at: created + N, but before its outcome.

    Leads that `scored_by` leaves out have the project's day.
    """
    day = day_number(sight.day)
    if sight.own is None:
        return day
    created = leads.days_of(Role.CREATED).astype(np.int64)
    outcome = leads.days_of(Role.OUTCOME_DATE).astype(np.int64)
    own = np.where(created == BLANK_DAY, day, created + sight.own)
    own = np.where(outcome == BLANK_DAY, own, np.minimum(own, outcome - 1))
    return np.minimum(own, day).astype(np.int32)


@dataclass(frozen=True, eq=False)
class ScoredBy:
    """The leads that a model scores as of a day, and how many it leaves out.

    `rows`: their rows in all leads; None: all of them. `too_young`: leads that were not as old as
    the model's own day asks by the project's as-of day. `undated`: leads without a creation.
    """

    leads: Leads
    rows: NDArray[np.intp] | None = None
    too_young: int = 0
    undated: int = 0

    @property
    def left_out(self) -> int:
        """All leads that are not scored."""
        return self.too_young + self.undated

    def place_of(self, row: int) -> int:
        """Where a row of all leads is among those that are scored; -1: it is left out."""
        if self.rows is None:
            return row if 0 <= row < len(self.leads) else -1
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else -1

    def row_at(self, place: int) -> int:
        """The row in all leads of one that is scored; -1 stays -1."""
        return place if self.rows is None or place < 0 else int(self.rows[place])

    def problems(self, model: ScoringModel, day: date) -> tuple[Problem, ...]:
        """Which leads were left out, in words."""
        where, found = "As-of day of each lead", []
        if self.too_young:
            what = "lead is" if self.too_young == 1 else "leads are"
            found.append(
                Problem(
                    f"{count_of(self.too_young, 'lead').split()[0]} {what} younger than "
                    f"{count_of(model.own_day or 0, 'day')} on {day.isoformat()}: too young to be "
                    "scored, left out.",
                    where,
                    "Choose fewer days after the creation, or a later as-of day.",
                    self.too_young,
                    severity=Severity.NOTE,
                )
            )
        if self.undated:
            what = "has" if self.undated == 1 else "have"
            found.append(
                Problem(
                    f"{count_of(self.undated, 'lead')} {what} no day of creation, so no as-of day "
                    "of their own: left out.",
                    where,
                    "Fill in the day of creation, or score all leads as of one day.",
                    self.undated,
                    severity=Severity.WARNING,
                )
            )
        return tuple(found)


def scored_by(model: ScoringModel, leads: Leads, day: date) -> ScoredBy:
    """The leads that have an as-of day: all, unless each has its own (semantics 7)."""
    if model.own_day is None:
        return ScoredBy(leads)
    created = leads.days_of(Role.CREATED).astype(np.int64)
    undated = created == BLANK_DAY
    young = ~undated & (created + model.own_day > day_number(day))
    rows = np.flatnonzero(~(undated | young))
    if len(rows) == len(leads):
        return ScoredBy(leads)
    return ScoredBy(
        leads.only(rows), rows, int(np.count_nonzero(young)), int(np.count_nonzero(undated))
    )
