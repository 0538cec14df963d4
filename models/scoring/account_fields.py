"""The fields of accounts, as columns of one row an account, so that the engine asks them rules.

From the table of accounts if there is one; without one each field has the commonest value of the
account's leads, ties by key (semantics 13).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.fields import Input, Role
from models.leads.text import key
from models.scoring.account_keys import People
from models.scoring.masks import Masks
from models.scoring.sight import Sight

_NOWHERE = -1


class FieldsOfLeads:
    """Accounts without a table: what most leads of each have, as the leads are seen."""

    def __init__(self, people: People, masks: Masks, sight: Sight) -> None:
        self._people, self._masks, self._sight = people, masks, sight
        self._columns: dict[str, Column | None] = {}

    def __len__(self) -> int:
        return len(self._people.starts) - 1

    @property
    def activities(self) -> Activities | None:
        """An account has none."""
        return None

    @property
    def accounts(self) -> Accounts | None:
        """Accounts have no accounts."""
        return None

    def days_of(self, _role: Role) -> NDArray[np.int32]:
        """An account has no days."""
        return np.full(len(self), BLANK_DAY, dtype=np.int32)

    def input(self, name: str) -> Input | None:
        """How the field of the leads is read."""
        return self._masks.leads.input(name)

    def column(self, name: str) -> Column | None:
        """The commonest value of the field; None if the leads do not have it."""
        if name not in self._columns:
            column = self._masks.column(name, self._sight)
            self._columns[name] = None if column is None else commonest(column, self._people)
        return self._columns[name]


class FieldsOfTable:
    """Accounts as their own table has them; an account that it lacks is blank."""

    def __init__(self, table: Accounts, rows: NDArray[np.intp]) -> None:
        self._table, self._rows = table, rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def activities(self) -> Activities | None:
        """An account has none."""
        return None

    @property
    def accounts(self) -> Accounts | None:
        """Accounts have no accounts."""
        return None

    def days_of(self, _role: Role) -> NDArray[np.int32]:
        """An account has no days that leads have."""
        return np.full(len(self), BLANK_DAY, dtype=np.int32)

    def input(self, name: str) -> Input | None:
        """How the field of the table is read."""
        return self._table.input(name)

    def column(self, name: str) -> Column | None:
        """The field of each account's row."""
        column = self._table.column(name)
        return None if column is None else taken(column, self._rows)


def taken(column: Column, rows: NDArray[np.intp]) -> Column:
    """The column at these rows; a row below 0 is blank."""
    none = rows < 0
    at = np.where(none, 0, rows)
    if not len(blank_rows(column)):
        at = np.zeros(0, dtype=np.intp)
    match column:
        case TextColumn():
            return TextColumn(_codes(column.codes, at, none), column.values)
        case MultipleColumn():
            return MultipleColumn(_codes(column.codes, at, none), column.sets)
        case NumberColumn():
            return NumberColumn(_values(column.values, at, none, np.nan))
        case YesNoColumn():
            return YesNoColumn(_values(column.values, at, none, -1))
        case DateColumn():
            return DateColumn(_values(column.days, at, none, BLANK_DAY))


def _codes(codes: NDArray[Any], at: NDArray[np.intp], none: NDArray[np.bool_]) -> NDArray[Any]:
    return _values(codes, at, none, 0)


def _values(
    values: NDArray[Any], at: NDArray[np.intp], none: NDArray[np.bool_], blank: float
) -> NDArray[Any]:
    if not len(at):  # the table has no rows
        return np.full(len(none), blank, dtype=values.dtype)
    found = values[at]
    found[none] = blank
    return found


def commonest(column: Column, people: People) -> Column:
    """The commonest value of each account's leads, the first in order of those that tie."""
    ranks, first = _ranked(column)
    accounts = len(people.starts) - 1
    rank = ranks[people.rows]
    known = rank >= 0
    values = int(rank.max(initial=-1)) + 1
    pairs = people.account[known].astype(np.int64) * max(values, 1) + rank[known]
    pairs, counts = np.unique(pairs, return_counts=True)
    # The last of each account in this order has the most leads, and of those the least rank.
    order = np.lexsort((-pairs, counts, pairs // max(values, 1)))
    pairs = pairs[order]
    best = np.full(accounts, _NOWHERE, dtype=np.intp)
    best[pairs // max(values, 1)] = first[pairs % max(values, 1)] if len(pairs) else 0
    return taken(column, best)


def _ranked(column: Column) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """The rank of each row's value, -1 for blank, and a row that has the value of each rank."""
    match column:
        case TextColumn():
            keys, texts = column.keys, list(column.values)
            order = sorted(range(1, len(texts)), key=lambda code: (keys[code], texts[code]))
            ranks = _through(column.codes, order)
        case MultipleColumn():
            sets = column.sets
            order = sorted(
                range(1, len(sets)), key=lambda code: ([key(t) for t in sets[code]], sets[code])
            )
            ranks = _through(column.codes, order)
        case NumberColumn():
            ranks = _of_values(column.values, np.isnan(column.values))
        case YesNoColumn():
            ranks = column.values.astype(np.int64)
        case DateColumn():
            ranks = _of_values(column.days, column.days == BLANK_DAY)
    first = np.zeros(int(ranks.max(initial=-1)) + 1, dtype=np.intp)
    known = np.flatnonzero(ranks >= 0)
    first[ranks[known]] = known
    return ranks, first


def _through(codes: NDArray[Any], order: list[int]) -> NDArray[np.int64]:
    table = np.full(len(order) + 1, _NOWHERE, dtype=np.int64)
    table[np.asarray(order, dtype=np.int64)] = np.arange(len(order))
    ranks: NDArray[np.int64] = table[codes]
    return ranks


def _of_values(values: NDArray[Any], blank: NDArray[np.bool_]) -> NDArray[np.int64]:
    ranks = np.full(len(values), _NOWHERE, dtype=np.int64)
    ranks[~blank] = np.unique(values[~blank], return_inverse=True)[1]
    return ranks


def distinct(column: Column | None, people: People) -> NDArray[np.int64]:
    """How many different values the leads of each account have, by key; blanks are none."""
    accounts = len(people.starts) - 1
    if column is None:
        return np.zeros(accounts, dtype=np.int64)
    account, values = people.account.astype(np.int64), _value_numbers(column)
    if isinstance(column, MultipleColumn):
        several = _numbered(column.sets)
        sizes = np.array([len(item) for item in several], dtype=np.int64)
        flat = np.array([number for item in several for number in item], dtype=np.int64)
        codes = column.codes[people.rows]
        lengths = sizes[codes]
        account = np.repeat(account, lengths)
        begins = np.repeat(np.cumsum(sizes)[codes] - lengths, lengths)
        within = np.arange(len(account)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found = flat[begins + within]
    else:
        found = values[people.rows]
        account, found = account[found >= 0], found[found >= 0]
    pairs = np.unique(account * (int(found.max(initial=0)) + 1) + found)
    counts = np.bincount(pairs // (int(found.max(initial=0)) + 1), minlength=accounts)
    return counts.astype(np.int64)


def _value_numbers(column: Column) -> NDArray[np.int64]:
    """A number for each value, the same for texts of the same key; -1 for blank."""
    if isinstance(column, TextColumn):
        index: dict[str, int] = {"": _NOWHERE}
        numbers = [index.setdefault(text, len(index)) for text in column.keys]
        return np.array(numbers or [_NOWHERE], dtype=np.int64)[column.codes]
    if isinstance(column, MultipleColumn):
        return np.zeros(0, dtype=np.int64)
    return _ranked(column)[0]


def _numbered(sets: tuple[tuple[str, ...], ...]) -> list[list[int]]:
    index: dict[str, int] = {}
    return [[index.setdefault(key(text), len(index)) for text in texts] for texts in sets]
