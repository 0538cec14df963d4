"""Some rows of the leads as leads of their own, so that one lead is scored by the same engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.columns import (
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.fields import Input, Role
from models.leads.raw import Texts
from models.scoring.answers import Scorable

_ONE = np.ones(1, dtype=np.uint8)
_BLANK = np.zeros(1, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class OneLead:
    """One row of leads; its columns hold that row's cells only."""

    leads: Scorable
    row: int

    def __len__(self) -> int:
        return 1

    @cached_property
    def activities(self) -> Activities | None:
        """The lead's activities."""
        found = self.leads.activities
        return None if found is None else found.only(np.array([self.row]))

    @property
    def accounts(self) -> Accounts | None:
        """One lead makes no account: what its account gives it is told with it."""
        return None

    def days_of(self, role: Role) -> NDArray[np.int32]:
        """The lead's day of that role."""
        return self.leads.days_of(role)[self.row : self.row + 1]

    def input(self, name: str) -> Input | None:
        """How the field is read."""
        return self.leads.input(name)

    def column(self, name: str) -> Column | None:
        """The prepared column of a field, of one row."""
        column = self.leads.column(name)
        at: NDArray[np.intp] = np.array([self.row])
        match column:
            case TextColumn():
                code = int(column.codes[self.row])
                texts = Texts.of(["", column.values[code]] if code else [""])
                return TextColumn(_ONE if code else _BLANK, texts)
            case MultipleColumn():
                code = int(column.codes[self.row])
                sets = ((), column.sets[code]) if code else ((),)
                return MultipleColumn(_ONE if code else _BLANK, sets)
            case NumberColumn() | YesNoColumn():
                return type(column)(column.values[at])  # type: ignore[arg-type]
            case DateColumn():
                return DateColumn(column.days[at])
            case None:
                return None
