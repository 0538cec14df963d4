"""How many days before its conversion a lead first reached the MQL threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.replay import Replay
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, Leads


@dataclass(frozen=True, eq=False)
class LeadTimes:
    """Conversions by whether the model had seen them coming.

    `days`: shape (before,), ascending: days from the first day above the threshold to the
    conversion, 1 or more. `after`: first above on the day of the conversion or later. `never`:
    not above by the last day. `undated`: converted leads without a day of conversion or of
    creation, which are in none of them. `later`: those of the counted that converted after the
    last day that was looked at. `step`: days between two looks; with more than 1 the first day
    above is the first look.
    """

    days: NDArray[np.int64]
    after: int
    never: int
    undated: int
    later: int
    step: int

    @property
    def before(self) -> int:
        """Conversions that were above the threshold on an earlier day."""
        return len(self.days)

    @property
    def dated(self) -> int:
        """All conversions that are counted."""
        return self.before + self.after + self.never

    @property
    def quartiles(self) -> tuple[int, int, int] | None:
        """A quarter, a half and three quarters of those before were at most so many days early.

        Each is the days of some lead: the lowest with at least that share at or below it.
        """
        if not len(self.days):
            return None
        places = [-(-len(self.days) * part // 4) - 1 for part in (1, 2, 3)]
        low, middle, high = (int(self.days[place]) for place in places)
        return low, middle, high


def lead_times(replayed: Replay, leads: Leads) -> LeadTimes:
    """The conversions against their first day above. Without one by the last day it is never."""
    converted = leads.outcome == CONVERTED
    outcome, created = leads.days_of(Role.OUTCOME_DATE), leads.created
    dated = converted & (outcome != BLANK_DAY) & (created != BLANK_DAY)
    last = int(replayed.days[-1]) if len(replayed.days) else BLANK_DAY
    first = replayed.first
    above = dated & (first != BLANK_DAY)
    before = above & (first < outcome)
    days = np.sort(outcome[before].astype(np.int64) - first[before])
    return LeadTimes(
        days,
        after=int(np.count_nonzero(above & ~before)),
        never=int(np.count_nonzero(dated & ~above)),
        undated=int(np.count_nonzero(converted & ~dated)),
        later=int(np.count_nonzero(dated & (outcome > last))),
        step=replayed.step,
    )
