"""A lead tried out: other values in its fields, more activities or fewer. The table stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.leads.doing import Repertoire, without
from models.leads.raw import Cell
from models.leads.single import one_lead
from models.leads.table import Leads


@dataclass(frozen=True)
class Typed:
    """What stands in a field: a text, as a file with such cells would have it."""

    field: str
    text: str
    cell: Cell = Cell.TEXT


@dataclass(frozen=True)
class Added:
    """An activity like the one at `place` in the history, so many days ago, so many times."""

    place: int
    ago: int = 0
    times: int = 1


@dataclass(frozen=True)
class LeadTrial:
    """What is tried on the lead of a row; None: on a blank one. `left_out`: places among the
    lead's own activities."""

    row: int | None = None
    typed: tuple[Typed, ...] = ()
    added: tuple[Added, ...] = ()
    left_out: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is other than the lead is."""
        return bool(self.typed or self.added or self.left_out)

    def with_typed(self, typed: Typed) -> LeadTrial:
        """Another text in a field."""
        return replace(self, typed=(*self._others(typed.field), typed))

    def without_typed(self, field: str) -> LeadTrial:
        """The field as it was."""
        return replace(self, typed=self._others(field))

    def with_added(self, added: Added) -> LeadTrial:
        """One more activity, or one like it more often."""
        for other in self.added:
            if (other.place, other.ago) == (added.place, added.ago):
                more = replace(other, times=other.times + added.times)
                return replace(self, added=tuple(more if o is other else o for o in self.added))
        return replace(self, added=(*self.added, added))

    def without_added(self, place: int) -> LeadTrial:
        """Without the added activity at a place among those added."""
        return replace(self, added=self.added[:place] + self.added[place + 1 :])

    def turned(self, own: int) -> LeadTrial:
        """An activity of the lead's own left out, or taken back."""
        return replace(self, left_out=self.left_out ^ {own})

    def _others(self, field: str) -> tuple[Typed, ...]:
        return tuple(item for item in self.typed if item.field != field)


def _cells(leads: Leads, trial: LeadTrial) -> Iterator[tuple[str, tuple[str, Cell]]]:
    """What was typed by the names of the columns in the file."""
    for typed in trial.typed:
        item = leads.input(typed.field)
        raw = None if item is None else leads.raw_column(item)
        if raw is not None:
            yield raw.name, (typed.text, typed.cell)


def tried(leads: Leads, trial: LeadTrial, today: int) -> Leads:
    """The lead of a trial as leads of one row. `today`: the day that it is looked at, since
    1970-01-01."""
    one = one_lead(leads, dict(_cells(leads, trial)), trial.row)
    history = leads.activities
    if history is None:
        return one
    own = one.activities
    if own is None:  # a blank lead did nothing yet
        own = history.at(np.zeros(2, dtype=np.int64), np.zeros(0, dtype=np.intp))
    if trial.left_out:
        own = without(own, trial.left_out)
    if trial.added:
        places = np.array([item.place for item in trial.added], dtype=np.intp)
        times = np.array([item.times for item in trial.added])
        days = np.array([today - item.ago for item in trial.added], dtype=np.intp)
        more = history.at(np.array([0, len(places)], dtype=np.int64), places)
        which = np.repeat(np.arange(len(places), dtype=np.intp), times)
        of = np.zeros(len(which), dtype=np.intp)
        own = Repertoire(own, more).rows(1, of, which, np.repeat(days, times))
    return one.with_activities(own)
