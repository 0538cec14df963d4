"""One lead in many ways, so that the engine scores all of them at once as it scores leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.columns import Column, rows_of
from models.leads.fields import Input, Role
from models.scoring.answers import Scorable


@dataclass(frozen=True, eq=False)
class Variants:
    """`one` lead (leads of one row) `rows` times. `columns`: fields in which they differ, by the
    input's name, of shape (rows,); `activities` of the rows; all else is as the lead has it."""

    one: Scorable
    rows: int
    columns: Mapping[str, Column]
    activities: Activities | None = None

    def __len__(self) -> int:
        return self.rows

    @property
    def accounts(self) -> Accounts | None:
        """Ways of one lead make no account: what its account gives it is told with it."""
        return None

    def days_of(self, role: Role) -> NDArray[np.int32]:
        """The lead's day of that role, in every row."""
        return np.full(self.rows, self.one.days_of(role)[0], dtype=np.int32)

    def input(self, name: str) -> Input | None:
        """How the field is read."""
        return self.one.input(name)

    def column(self, name: str) -> Column | None:
        """The prepared column of a field, of all rows."""
        item = self.one.input(name)
        if item is None:
            return None
        if item.name in self.columns:
            return self.columns[item.name]
        column = self.one.column(name)
        return None if column is None else rows_of(column, np.zeros(self.rows, dtype=np.intp))
