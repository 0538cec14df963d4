"""Leads as rows of raw cells with what they did, and the same lead after a plan, as raw cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from models.evaluation.steps.actions import Action, Option, Sort, day_of
from models.evaluation.steps.ground import Ground
from models.leads.columns import rows_of
from models.leads.raw import Cell, RawTable
from models.leads.table import Leads
from models.scoring.answers import EPOCH
from models.scoring.cells import cell_words
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.one_lead import OneLead
from models.scoring.reference.score import reference_score
from models.scoring.sight import ScoredBy, scored_by, sight_of
from tests.models.scoring.nasty_activities import ACTIVITY_INPUTS, TIME, done_by
from tests.models.scoring.nasty_leads import AS_OF, HEADERS, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked, Done, happened


@dataclass(frozen=True, eq=False)
class Nasty:
    """Nasty leads, all scored by a model as of a day."""

    model: ScoringModel
    seed: int
    made: int = 24

    @property
    def count(self) -> int:
        """How many leads the model scores; they are numbered among themselves."""
        return len(self.leads)

    @cached_property
    def rows(self) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
        return nasty_leads(self.seed, self.made)

    @cached_property
    def done(self) -> Done:
        return done_by(self.seed + 1, self.rows[0])

    @cached_property
    def scored_by(self) -> ScoredBy:
        asked = Asked(self.rows[0], INPUTS, AS_OF, self.rows[1], self.done)
        return scored_by(self.model, asked.leads(self.model.zone), AS_OF)

    @property
    def leads(self) -> Leads:
        return self.scored_by.leads

    def _row(self, lead: int) -> int:
        rows = self.scored_by.rows
        return lead if rows is None else int(rows[lead])

    @cached_property
    def _happened(self) -> RawTable:
        return happened(self.done, [f"L{number}" for number in range(self.made)])[0]

    @cached_property
    def ground(self) -> Ground:
        return Ground(score(self.model, self.leads, AS_OF), self.leads)

    def one(self, row: int) -> OneLead:
        return OneLead(self.leads, row)

    def by_reference(self, row: int, taken: list[tuple[Action, Option]]) -> int:
        """The score of a lead after some steps, by the slow reference, from raw cells."""
        at = self._row(row)
        cells, kinds = dict(self.rows[0][at]), dict(self.rows[1][at])
        more: list[dict[str, str]] = []
        told: list[dict[str, Any]] = []
        today = date.fromordinal(day_of(self.one(row), sight_of(self.model, AS_OF)) + EPOCH)
        for action, option in taken:
            if action.sort is Sort.ACTIVITY:
                did, said = self._did(action.place)
                more += [{**did, TIME: f"{today.isoformat()} 23:59:59"}] * option.times
                told += [{**said, TIME: Cell.TEXT}] * option.times
                continue
            header = HEADERS.get(action.name, action.name)
            cells[header], kinds[header] = self._cell(action, option, today)
        own = [*self.done.rows[at], *more], [*self.done.cells[at], *told]
        activities = Done(ACTIVITY_INPUTS, [own[0]], [own[1]]).of(0)
        found = reference_score(self.model, cells, INPUTS, AS_OF, kinds, activities)
        assert found is not None
        return found.score

    def _did(self, place: int) -> tuple[dict[str, str], dict[str, Any]]:
        """The raw cells of an activity of the history."""
        activities = self.leads.activities
        assert activities is not None
        raw = self._happened
        row = int(activities.rows[place])
        columns = [column for column in raw.columns if column.name != "Lead"]
        cells = {column.header: column[row] for column in columns}
        kinds = {c.header: Cell(int(c.cells[int(c.codes[row])])) for c in columns}
        return cells, kinds

    def _cell(self, action: Action, option: Option, today: date) -> tuple[str, Any]:
        """A raw cell that is read as the option's value."""
        item = next(item for item in INPUTS if item.name == action.name)
        if action.sort is Sort.DONE and option.value == "today":
            # A time beside the day, since some days are spelt otherwise by the recipe.
            return f"{today.isoformat()}T08:00", Cell.DATE
        if action.sort is Sort.DONE and option.value == "yes":
            return item.yes[0], Cell.TEXT
        column = self.leads.column(action.name)
        assert column is not None
        assert option.cell is not None
        wanted = cell_words(option.cell, 0)
        for row in range(self.count):
            if cell_words(rows_of(column, np.array([row])), 0) == wanted:
                header = HEADERS.get(action.name, action.name)
                return self.rows[0][self._row(row)][header], self.rows[1][self._row(row)][header]
        raise AssertionError(action.name)
