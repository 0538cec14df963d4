"""One lead's points in the days ahead, if nothing more happens: what decay takes, and when.

The lead is scored by the engine as of each later day, so that what is shown is what will be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from models.leads.wording import figure
from models.scoring.answers import Scorable
from models.scoring.awards import PerOccurrence
from models.scoring.decay import Fades
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.one_lead import OneLead

DAYS = 90
LOW_SHARE = 5
"""The sentence names the day from which less than one in so many of today's points is left."""


@dataclass(frozen=True)
class Ahead:
    """What a group gives one lead today and on each of the next days: `points`, today's first.

    `before`: the same without decay.
    """

    day: date
    points: tuple[int, ...]
    before: tuple[int, ...]

    def below(self, points: int) -> date | None:
        """The first day from which the lead has fewer points for good; None: not within sight."""
        low = len(self.points)
        while low and self.points[low - 1] < points:
            low -= 1
        return None if low == len(self.points) else self.day + timedelta(days=low)


@dataclass(frozen=True)
class LeadAhead:
    """The days ahead of a lead of that name; `ahead` None: no lead has points of the group."""

    name: str = ""
    ahead: Ahead | None = None
    typical: bool = True


def points_ahead(
    model: ScoringModel, group_id: str, leads: Scorable, row: int, as_of: date, days: int = DAYS
) -> Ahead | None:
    """What a group gives one lead from the as-of day on; None where there is no such group.

    Each day counts as the project's: a lead's own day stands still, and nothing would fade.
    """
    group = model.group(group_id)
    if group is None:
        return None
    alone = replace(model, groups=(group,), overrides=(), own_day=None, account=None)
    bare = replace(alone, groups=(replace(group, decay=None),))
    masks = Masks(OneLead(leads, row))
    dates = [as_of + timedelta(days=day) for day in range(days + 1)]
    points = tuple(_given(alone, group_id, masks, day) for day in dates)
    before = points
    if group.decay is not None:
        before = tuple(_given(bare, group_id, masks, day) for day in dates)
    return Ahead(as_of, points, before)


def _given(model: ScoringModel, group_id: str, masks: Masks, day: date) -> int:
    scored = score(model, masks.leads, day, masks)
    return int(scored.given[group_id][0])


def typical_lead(scored: Scored, group_id: str) -> int | None:
    """The row of a lead whose points of the group are typical: the median of those that have
    any, the first of equals. Where occurrences fade, of those whose occurrences count. None where
    no lead has any."""
    given, group = scored.given.get(group_id), scored.model.group(group_id)
    if given is None or group is None:
        return None
    rows = np.flatnonzero(given)
    if group.decay is not None and group.decay.way is Fades.BY_ACTIVITY:
        each = [rule for rule in group.rules if isinstance(rule.award, PerOccurrence)]
        fading = np.zeros(len(rows), dtype=np.bool_)
        for rule in each:
            fading |= scored.contribution(rule, rows) != 0
        rows = rows[fading] if fading.any() else rows
    if not len(rows):
        return None
    order = np.argsort(given[rows], kind="stable")
    return int(rows[order[(len(rows) - 1) // 2]])


def ahead_sentence(name: str, ahead: Ahead) -> str:
    """ "Anna Weber has 24 points on 31 March, 12 after 30 days, below 5 from 14 May." """
    now, later = ahead.points[0], ahead.points[min(30, len(ahead.points) - 1)]
    if not now:
        return f"{name} has no points of this group on {_day(ahead.day)}."
    if len(set(ahead.points)) == 1:
        return f"{name} keeps {_points(now)} for the next {len(ahead.points) - 1} days."
    said = f"{name} has {_points(now)} on {_day(ahead.day)}, {figure(later)} after 30 days"
    low = max(1, now // LOW_SHARE)
    day = ahead.below(low) if now > 0 else None
    if day is None or day <= ahead.day:
        return f"{said}."
    return f"{said}, below {figure(low)} from {_day(day)}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _points(points: int) -> str:
    return f"{figure(points)} {'point' if points == 1 else 'points'}"
