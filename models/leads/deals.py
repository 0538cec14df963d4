"""Deals of leads: what sales made of them, as a table of its own that tells the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY
from models.leads.deal_report import DealReport
from models.leads.fields import Input, Recipe, Role

NOT_CONVERTED, CONVERTED, UNKNOWN = 0, 1, 2
_LATEST = np.iinfo(np.int32).max


@dataclass(frozen=True)
class DealRecipe:
    """How a table of deals is read and what it says of leads.

    The input with the role of an ID names the lead: its id, or what the leads' field `joined_to`
    holds ("" is the lead's id). The OUTCOME is the stage; `won` and `lost` are its values
    (compared by key) that end a deal, any other is open; without a stage field every deal is
    won. `says_outcome`: the deals, not a field of the leads, tell who converted.
    `without_is_no`: a lead without a deal did not convert; else that is unknown.
    """

    inputs: tuple[Input, ...] = ()
    joined_to: str = ""
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    says_outcome: bool = True
    without_is_no: bool = True

    def __iter__(self) -> Iterator[Input]:
        return iter(self.inputs)

    def __len__(self) -> int:
        return len(self.inputs)

    def with_role(self, role: Role) -> Input | None:
        """The input that has this role, if any."""
        return next((item for item in self.inputs if item.role is role), None)

    def find(self, name: str) -> Input | None:
        """The input of that name or alias, compared by key."""
        return Recipe(self.inputs).find(name)

    def changed(self, item: Input) -> DealRecipe:
        """The recipe with the input of that name replaced; a unique role moves to it."""
        return replace(self, inputs=Recipe(self.inputs).changed(item).inputs)


@dataclass(frozen=True, eq=False)
class Deals:
    """What the deals say of each lead; all arrays have the shape (leads,).

    `outcome`: 0 not converted, 1 converted, 2 unknown. `days`: the day of the outcome, whole days
    since 1970-01-01, BLANK_DAY where unknown. `value`: the sum of what was won, NaN where nothing
    tells it. `count`: deals of the lead. `alike`: leads of the same number have the same deals,
    since they share an id or an e-mail; None where none do.
    """

    outcome: NDArray[np.uint8]
    days: NDArray[np.int32]
    value: NDArray[np.float64]
    count: NDArray[np.int32]
    recipe: DealRecipe = DealRecipe()
    report: DealReport = field(default_factory=DealReport)
    alike: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def tells(self) -> bool:
        """Whether they, and not a field of the leads, say who converted."""
        return self.recipe.says_outcome and not self.report.missing

    def only(self, rows: NDArray[np.intp]) -> Deals:
        """The deals of these lead rows, which are numbered anew from 0."""
        return replace(
            self,
            outcome=self.outcome[rows],
            days=self.days[rows],
            value=self.value[rows],
            count=self.count[rows],
            alike=None if self.alike is None else self.alike[rows],
        )

    def merged(self, of: NDArray[np.intp], size: int) -> Deals:
        """The deals of merged leads: lead row r becomes one with all others that `of` sends there.

        As if the one had the deals of all of them; those that several of them share are one deal.
        """
        rows = self._once(of)
        into, was = of[rows], self.outcome[rows]
        outcome = np.full(size, UNKNOWN, dtype=np.uint8)
        without = np.flatnonzero(self.count == 0)
        outcome[of[without]] = self.outcome[without]
        for state in (NOT_CONVERTED, UNKNOWN, CONVERTED):
            outcome[into[was == state]] = state
        decides = (was == outcome[into]) & (self.days[rows] != BLANK_DAY)
        days = np.full(size, BLANK_DAY, dtype=np.int32)
        lost = decides & (was == NOT_CONVERTED)
        np.maximum.at(days, into[lost], self.days[rows[lost]])
        first = np.full(size, _LATEST, dtype=np.int32)
        won = decides & (was == CONVERTED)
        np.minimum.at(first, into[won], self.days[rows[won]])
        told = ~np.isnan(self.value[rows])
        value = np.bincount(into[told], self.value[rows[told]], minlength=size).astype(np.float64)
        value[np.bincount(into[told], minlength=size) == 0] = np.nan
        return replace(
            self,
            outcome=outcome,
            days=np.where(first == _LATEST, days, first),
            value=value,
            count=np.bincount(into, self.count[rows], minlength=size).astype(np.int32),
            alike=None,
        )

    def _once(self, of: NDArray[np.intp]) -> NDArray[np.intp]:
        """The lead rows with deals; of those that become one and have the same deals the first."""
        rows = np.flatnonzero(self.count)
        if self.alike is None:
            return rows
        pairs = of[rows] * (int(self.alike.max(initial=0)) + 1) + self.alike[rows]
        firsts = np.unique(pairs, return_index=True)[1]
        once: NDArray[np.intp] = rows[np.sort(firsts)]
        return once

    @cached_property
    def fingerprint(self) -> str:
        """The same deals of the same lead rows have the same fingerprint."""
        digest = hashlib.sha256(repr(self.recipe).encode())
        for array in (self.outcome, self.days, self.value, self.count):
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()
