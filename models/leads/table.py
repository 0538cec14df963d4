"""Leads: the imported table read by a recipe into typed columns, each prepared when first used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activity_table import Activities
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    Misfits,
    NumberColumn,
    blank_column,
    rows_of,
)
from models.leads.deals import CONVERTED, NOT_CONVERTED, UNKNOWN, Deals
from models.leads.fields import Input, Recipe, Role
from models.leads.outcome import outcome_codes
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable

__all__ = ["CONVERTED", "NOT_CONVERTED", "UNKNOWN", "Leads"]

DEAL_WON = "deal won"
"""What the outcome is called where deals tell it."""


@dataclass(frozen=True, eq=False)
class Leads:
    """A table to be scored: what was imported, and the recipe that gives it meaning.

    Columns are derived and cached; dropping the cache is harmless. Nothing here changes the
    imported cells. `zone` is the IANA name of the zone that times with an offset are read in.
    `activities` are matched to these rows; who changes the id or the zone matches them again.
    `accounts`: a table of the companies that the leads are of, if there is one. `deals`, if they
    tell it, say who converted and when; else a field of the leads does.
    Leads that are a part of others are prepared with them: a cell means the same in both.
    """

    raw: RawTable
    recipe: Recipe
    _prepared: dict[str, tuple[Column, Misfits]] = field(default_factory=dict, repr=False)
    zone: str = "UTC"
    activities: Activities | None = None
    accounts: Accounts | None = None
    deals: Deals | None = None
    _part_of: tuple[Leads, NDArray[np.intp]] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return self.raw.rows

    @cached_property
    def fingerprint(self) -> str:
        """The same cells read by the same recipe have the same fingerprint."""
        tables = (self.activities, self.accounts, self.deals)
        others = [table.fingerprint for table in tables if table is not None]
        parts = (self.raw.fingerprint, repr(self.recipe), self.zone, *others)
        return hashlib.sha256("".join(parts).encode()).hexdigest()

    def raw_column(self, item: Input) -> RawColumn | None:
        """The imported column of an input, found by name or alias."""
        return self.raw.find((item.name, *item.aliases))

    def input(self, name: str) -> Input | None:
        """The input a rule means by that name; None if these leads do not have it."""
        item = self.recipe.find(name)
        return item if item is not None and self.raw_column(item) is not None else None

    def column(self, name: str) -> Column | None:
        """The prepared column of a field; None if these leads do not have it."""
        item = self.input(name)
        return None if item is None else self.prepared(item)[0]

    def misfits(self, name: str) -> Misfits:
        """The cells of a field that did not fit its kind and are read as blank."""
        item = self.input(name)
        return Misfits() if item is None else self.prepared(item)[1]

    def read_as(self, recipe: Recipe) -> Leads:
        """The same cells by another recipe; columns whose input stays the same are kept."""
        same = {
            name: found for name, found in self._prepared.items() if recipe.has(self.recipe, name)
        }
        return replace(self, recipe=recipe, _prepared=same)

    def prepared_like(self, other: Leads) -> Leads:
        """The same leads with the columns that others of the same cells have prepared already."""
        same = {
            name: found
            for name, found in other._prepared.items()
            if other.recipe.has(self.recipe, name)
        }
        return (
            replace(self, _prepared={**same, **self._prepared}) if other.zone == self.zone else self
        )

    def with_activities(self, activities: Activities | None) -> Leads:
        """The same leads with these activities; what is prepared is kept."""
        return replace(self, activities=activities)

    def with_accounts(self, accounts: Accounts | None) -> Leads:
        """The same leads with this table of accounts; what is prepared is kept."""
        return replace(self, accounts=accounts)

    def with_deals(self, deals: Deals | None) -> Leads:
        """The same leads with what these deals say of them; what is prepared is kept."""
        return replace(self, deals=deals)

    def only(self, rows: NDArray[np.intp]) -> Leads:
        """The leads of these rows as leads of their own, with their activities and deals."""
        return replace(
            self,
            raw=self.raw.only(rows),
            _prepared={},
            activities=None if self.activities is None else self.activities.only(rows),
            deals=None if self.deals is None else self.deals.only(rows),
            _part_of=(self, rows),
        )

    def merged(self, raw: RawTable, of: NDArray[np.intp]) -> Leads:
        """Leads of which several became one: row r went into row `of[r]` of the table `raw`.

        Activities and deals of all that became one belong to it.
        """
        size = raw.rows
        return replace(
            self,
            raw=raw,
            _prepared={},
            activities=None if self.activities is None else self.activities.merged(of, size),
            deals=None if self.deals is None else self.deals.merged(of, size),
            _part_of=None,
        )

    def prepared(self, item: Input) -> tuple[Column, Misfits]:
        """The column of an input of the recipe, and the cells that did not fit."""
        if item.name not in self._prepared:
            self._prepared[item.name] = self._prepare(item)
        return self._prepared[item.name]

    def _prepare(self, item: Input) -> tuple[Column, Misfits]:
        if self._part_of is not None:
            whole, rows = self._part_of
            same = whole if whole.recipe == self.recipe else whole.read_as(self.recipe)
            column, misfits = same.prepared(item)
            return rows_of(column, rows), misfits
        raw = self.raw_column(item)
        if raw is None:
            return blank_column(item, len(self)), Misfits()
        return prepare(raw, item, self.zone)

    @cached_property
    def outcome(self) -> NDArray[np.uint8]:
        """0 not converted, 1 converted, 2 unknown; shape (rows,). No outcome: all unknown."""
        if self.deals is not None and self.deals.tells:
            return self.deals.outcome
        item = self.recipe.with_role(Role.OUTCOME)
        raw = None if item is None else self.raw_column(item)
        if item is None or raw is None:
            return np.full(len(self), UNKNOWN, dtype=np.uint8)
        return outcome_codes(raw, item)

    @cached_property
    def outcome_counts(self) -> tuple[int, int, int]:
        """Leads not converted, converted, unknown."""
        counts = np.bincount(self.outcome, minlength=3)
        return int(counts[0]), int(counts[1]), int(counts[2])

    @property
    def outcome_name(self) -> str:
        """What tells who converted: the field's name, or that deals do; "" where nothing does."""
        if self.deals is not None and self.deals.tells:
            return DEAL_WON
        item = self.recipe.with_role(Role.OUTCOME)
        return item.name if item is not None and self.raw_column(item) is not None else ""

    @property
    def value(self) -> NDArray[np.float64]:
        """What each lead was worth, NaN where nothing tells it; shape (rows,)."""
        if self.deals is not None and self.deals.tells:
            return self.deals.value
        item = self.recipe.with_role(Role.VALUE)
        column = None if item is None else self.column(item.name)
        if isinstance(column, NumberColumn):
            return column.values
        return np.full(len(self), np.nan)

    def days_of(self, role: Role) -> NDArray[np.int32]:
        """Days since 1970-01-01 of the date field with that role, BLANK_DAY where unknown.

        Where deals tell the outcome they tell its day.
        """
        if role is Role.OUTCOME_DATE and self.deals is not None and self.deals.tells:
            return self.deals.days
        item = self.recipe.with_role(role)
        column = None if item is None else self.column(item.name)
        if isinstance(column, DateColumn):
            return column.days
        return np.full(len(self), BLANK_DAY, dtype=np.int32)

    @property
    def created(self) -> NDArray[np.int32]:
        """The day each lead was created, BLANK_DAY where unknown; shape (rows,)."""
        return self.days_of(Role.CREATED)

    def lead_id(self, row: int) -> str:
        """The id of a row as it was in the file; the row's number where no field is the id."""
        item = self.recipe.with_role(Role.ID)
        raw = None if item is None else self.raw_column(item)
        return raw[row] if raw is not None else str(row + 1)
