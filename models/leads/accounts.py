"""The table of accounts: what is known of a company beside its leads, joined by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, TextColumn, blank_column
from models.leads.fields import Input, Recipe, Role
from models.leads.outcome import outcome_codes
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.wording import count_of, listed
from models.problems import Problem, Severity

EXAMPLES = 5
"""Accounts without a row that are told by name."""


@dataclass(frozen=True)
class AccountMatch:
    """How accounts of the leads and rows of the table found each other.

    `matched`, `unmatched`: accounts of the leads with and without a row. `spare`: rows whose
    account has no lead. `double`: rows of an account that has an earlier row, which alone counts.
    `blank`: rows that name no account. `examples`: some accounts without a row.
    """

    matched: int = 0
    unmatched: int = 0
    spare: int = 0
    double: int = 0
    blank: int = 0
    examples: tuple[str, ...] = ()
    named: bool = True

    def sentence(self, source: str) -> str:
        """The whole in one sentence."""
        every = self.matched + self.unmatched
        stand = "stands" if self.matched == 1 else "stand"
        return (
            f"{self.matched:,} of {count_of(every, 'account')} of the leads {stand} in "
            f"{source or 'the table'}."
        )

    def problems(self, source: str) -> tuple[Problem, ...]:
        """What was left out or needs a look, each with its number and remedy."""
        if not self.named:
            what = "No field of the table says which account a row is."
            remedy = "Choose the field that names the company as the leads do, or its domain."
            return (Problem(what, source, remedy, severity=Severity.ERROR),)
        return tuple(self._problems(source))

    def _problems(self, source: str) -> Iterator[Problem]:
        if self.unmatched:
            are, their = ("is", "Its") if self.unmatched == 1 else ("are", "Their")
            such = f", such as {listed(self.examples[:3])}" if self.examples else ""
            yield Problem(
                f"{count_of(self.unmatched, 'account')} of the leads {are} not in the table{such}. "
                f"{their} own fields are blank.",
                source,
                "Add a row, or write the company as the table does.",
                self.unmatched,
                self.examples,
                severity=Severity.WARNING if self.matched else Severity.ERROR,
            )
        if self.double:
            repeat = "repeats" if self.double == 1 else "repeat"
            yield Problem(
                f"{count_of(self.double, 'row')} {repeat} an account; its first row counts.",
                source,
                "Keep one row for each account.",
                self.double,
            )
        if self.blank:
            name = "names" if self.blank == 1 else "name"
            yield Problem(
                f"{count_of(self.blank, 'row')} {name} no account.",
                source,
                "Fill in the name.",
                self.blank,
            )
        if self.spare:
            have = "has" if self.spare == 1 else "have"
            yield Problem(
                f"{count_of(self.spare, 'account')} of the table {have} no lead.",
                source,
                count=self.spare,
                severity=Severity.NOTE,
            )


@dataclass(frozen=True, eq=False)
class Accounts:
    """A table of accounts: what was imported, and the recipe that gives it meaning.

    The field with the role of an id names the account: the company as the leads write it, or its
    domain.
    """

    raw: RawTable
    recipe: Recipe
    zone: str = "UTC"
    _prepared: dict[str, Column] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return self.raw.rows

    @cached_property
    def fingerprint(self) -> str:
        """The same cells read by the same recipe have the same fingerprint."""
        told = self.raw.fingerprint + repr(self.recipe) + self.zone
        return hashlib.sha256(told.encode()).hexdigest()

    def raw_column(self, item: Input) -> RawColumn | None:
        """The imported column of an input, found by name or alias."""
        return self.raw.find((item.name, *item.aliases))

    def input(self, name: str) -> Input | None:
        """The input a rule means by that name; None if the table does not have it."""
        item = self.recipe.find(name)
        return item if item is not None and self.raw_column(item) is not None else None

    def column(self, name: str) -> Column | None:
        """The prepared column of a field; None if the table does not have it."""
        item = self.input(name)
        if item is None:
            return None
        if item.name not in self._prepared:
            raw = self.raw_column(item)
            self._prepared[item.name] = (
                blank_column(item, len(self)) if raw is None else prepare(raw, item, self.zone)[0]
            )
        return self._prepared[item.name]

    @property
    def named_by(self) -> str:
        """The name of the field that says which account a row is; "" none."""
        item = self.recipe.with_role(Role.ID)
        return "" if item is None else item.name

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The first row of each account, by key."""
        found: dict[str, int] = {}
        for row, name in enumerate(self._names()):
            if name:
                found.setdefault(name, row)
        return found

    def _names(self) -> list[str]:
        """The key of the account of each row; "" for none, also where it is no text."""
        column = self.column(self.named_by)
        if not isinstance(column, TextColumn):
            return [""] * len(self)
        keys = column.keys
        return [keys[code] for code in column.codes.tolist()]

    def rows_for(self, keys: list[str]) -> NDArray[np.intp]:
        """The row of each account, -1 for none; shape (accounts,)."""
        rows = self.row_of
        return np.array([rows.get(name, -1) for name in keys], dtype=np.intp)

    def match(self, keys: Sequence[str], names: Sequence[str] = ()) -> AccountMatch:
        """How these accounts of leads and the rows of the table match; `names` as they are shown,
        in the order of the keys."""
        rows = self.row_of
        shown = names or keys
        lacking = [name for key, name in zip(keys, shown, strict=True) if key not in rows]
        named = sum(1 for name in self._names() if name)
        matched = len(keys) - len(lacking)
        return AccountMatch(
            matched=matched,
            unmatched=len(lacking),
            spare=len(rows) - matched,
            double=named - len(rows),
            blank=len(self) - named,
            examples=tuple(lacking[:EXAMPLES]),
            named=isinstance(self.column(self.named_by), TextColumn),
        )

    @property
    def has_outcome(self) -> bool:
        """Whether a field of the table says which accounts converted."""
        item = self.recipe.with_role(Role.OUTCOME)
        return item is not None and self.raw_column(item) is not None

    @cached_property
    def outcome(self) -> NDArray[np.uint8]:
        """0 not converted, 1 converted, 2 unknown, of each row; all unknown without a field."""
        item = self.recipe.with_role(Role.OUTCOME)
        raw = None if item is None else self.raw_column(item)
        if item is None or raw is None:
            return np.full(len(self), 2, dtype=np.uint8)
        return outcome_codes(raw, item)
