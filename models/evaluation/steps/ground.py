"""What the history says of steps: who is like a lead, and how many of those did what.

Leads are like a lead where they started from the same place: for activities those that were in
its band `WINDOW` days before, whatever they have done since; for a field those that would be in
its band if their field had the value that its has. To look at who is in the band today would
leave out all whom the step took further.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from models.evaluation.steps.told_apart import (
    ActivityKinds,
    ValueClasses,
    activity_kinds,
    value_classes,
)
from models.leads.columns import BLANK_DAY, Column
from models.leads.fields import Input, Role
from models.leads.table import Leads
from models.scoring.cells import cell_words
from models.scoring.engine import Scored, score
from models.scoring.kept import Kept
from models.scoring.one_value import with_value
from models.scoring.sight import sight_of

WINDOW = 30
"""Days in which leads like it are looked at for what they did."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """How many of so many leads like it have a step."""

    leads: int
    of: int

    @property
    def share(self) -> float:
        """Their share with one more lead that has it and one that has not: never 0 or 1."""
        return (self.leads + 1) / (self.of + 2)

    @property
    def effort(self) -> float:
        """-ln of the share, above 0."""
        return -log(self.share)


@dataclass(frozen=True, eq=False)
class Ground:
    """The history that steps are judged by: all leads scored. What is found out is kept, for any
    lead and from any thread."""

    scored: Scored
    leads: Leads

    @cached_property
    def _kept(self) -> Kept[NDArray[np.uint8]]:
        return Kept(64 << 20)

    @cached_property
    def kinds(self) -> ActivityKinds:
        """The kinds of activities that the model tells apart."""
        return activity_kinds(self.scored.model, self.scored.masks, self.scored.sight)

    @cached_property
    def _classes(self) -> dict[str, ValueClasses]:
        return {}

    def classes(self, item: Input) -> ValueClasses:
        """The classes that the model makes of a field's values."""
        found = self._classes.get(item.name)
        if found is None:
            scored = self.scored
            found = value_classes(scored.model, item, scored.masks, scored.sight)
            self._classes[item.name] = found
        return found

    # Activities

    @cached_property
    def _earlier(self) -> tuple[NDArray[np.uint8], NDArray[np.int64], Mask]:
        """The band of each lead `WINDOW` days before its day, that earlier day, and whether it
        was a lead by then. A lead's own day is as much younger, but not before its creation."""
        scored, masks = self.scored, self.scored.masks
        model, day = scored.model, scored.sight.day
        if model.own_day is None:
            day -= timedelta(days=WINDOW)
        else:
            model = replace(model, own_day=max(model.own_day - WINDOW, 0))
        before = score(model, self.leads, day, masks)
        days = np.broadcast_to(masks.today(sight_of(model, day)), len(self.leads))
        created = self.leads.days_of(Role.CREATED)
        there = (created == BLANK_DAY) | (created <= days)
        return before.bands, days.astype(np.int64), there

    def in_band_before(self, band: int) -> Mask:
        """The leads that were in the band `WINDOW` days ago; all that were there if none was."""
        bands, _days, there = self._earlier
        found = there & (bands == band)
        return found if found.any() else there

    def done(self, kind: int) -> NDArray[np.int64]:
        """How often each lead did a kind of activity in the `WINDOW` days; shape (leads,)."""
        activities = self.leads.activities
        if activities is None:
            return np.zeros(len(self.leads), dtype=np.int64)
        some = np.flatnonzero(self.kinds.codes == kind)
        owner = activities.leads[some]
        since = activities.days[some] - self._earlier[1][owner]
        recent = (since > 0) & (since <= WINDOW)
        return np.bincount(owner[recent], minlength=len(self.leads))

    # Fields

    def bands_with(self, item: Input, cell: Column) -> NDArray[np.uint8]:
        """The band of each lead if the field had that value for all; shape (leads,)."""
        key: Hashable = item.name, cell_words(cell, 0)
        return self._kept.get(key, lambda: with_value(self.scored, item, cell).bands)

    def in_band_with(self, item: Input, cell: Column, band: int) -> Mask:
        """The leads that would be in the band with that value; all leads if none would."""
        found = self.bands_with(item, cell) == band
        return found if found.any() else np.ones(len(self.leads), dtype=np.bool_)
