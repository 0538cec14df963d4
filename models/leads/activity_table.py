"""Activities of leads: the second table, matched to the leads and sorted for the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import (
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    rows_of,
)
from models.leads.fields import Input
from models.leads.match_report import MatchReport
from models.leads.text import cleaned_key


@dataclass(frozen=True, eq=False)
class Activities:
    """What leads did, sorted by lead row, day, second (unknown first) and row in the file.

    `starts` (leads + 1,): the activities of lead row r are starts[r] to starts[r + 1]. `days`
    (n,): whole days since 1970-01-01 in the model's zone; `seconds` (n,): second of the day, -1
    where only the day is known. `details`: prepared like fields of leads, by the name of their
    input. `rows` (n,): the row in the file.

    Memory per activity is 12 bytes, 1 to 4 for the type, and for each detail 1 to 4 (text), 8
    (number), 4 (date) or 1 (yes/no); and 8 bytes per lead.
    """

    starts: NDArray[np.int64]
    days: NDArray[np.int32]
    seconds: NDArray[np.int32]
    types: TextColumn
    details: dict[str, Column]
    rows: NDArray[np.int32]
    recipe: ActivityRecipe
    report: MatchReport = field(default_factory=MatchReport)

    def __len__(self) -> int:
        return len(self.days)

    def of(self, row: int) -> slice:
        """The places of the activities of a lead."""
        return slice(int(self.starts[row]), int(self.starts[row + 1]))

    def input(self, name: str) -> Input | None:
        """The detail a rule means by that name; None if these activities do not have it."""
        item = self.recipe.find(name)
        return item if item is not None and item.name in self.details else None

    def column(self, name: str) -> Column | None:
        """The prepared column of a detail; None if these activities do not have it."""
        item = self.input(name)
        return None if item is None else self.details[item.name]

    @cached_property
    def leads(self) -> NDArray[np.int32]:
        """The lead row of each activity; shape (n,)."""
        counts = np.diff(self.starts)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @cached_property
    def type_counts(self) -> tuple[tuple[str, int], ...]:
        """The types, ignoring case, and their activities, the commonest first; "" is none."""
        counts = np.bincount(self.types.codes, minlength=len(self.types.values)).tolist()
        names: dict[str, str] = {}
        totals: dict[str, int] = {}
        for value, number in zip(self.types.values, counts, strict=True):
            if number:
                small = cleaned_key(value)
                names.setdefault(small, value)
                totals[small] = totals.get(small, 0) + number
        ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        return tuple((names[small], number) for small, number in ordered)

    def only(self, rows: NDArray[np.intp]) -> Activities:
        """The activities of these lead rows, which are numbered anew from 0."""
        counts = self.starts[rows + 1] - self.starts[rows]
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(counts, out=starts[1:])
        places = np.arange(int(starts[-1])) + np.repeat(self.starts[rows] - starts[:-1], counts)
        return self.at(starts, places)

    def merged(self, of: NDArray[np.intp], size: int) -> Activities:
        """The activities of merged leads: those of lead row r belong to row `of[r]` of `size`."""
        leads = of[self.leads]
        places = np.lexsort((self.rows, self.seconds, self.days, leads))
        starts = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(leads, minlength=size), out=starts[1:])
        return self.at(starts, places)

    def without_types(self, types: Iterable[str]) -> Activities:
        """The same without activities of these types, compared by key; "" are those without one."""
        gone = {cleaned_key(name) for name in types}
        out = np.array([cleaned_key(value) in gone for value in self.types.values], dtype=np.bool_)
        kept = ~out[self.types.codes]
        counts = np.bincount(self.leads[kept], minlength=len(self.starts) - 1)
        starts = np.zeros(len(self.starts), dtype=np.int64)
        np.cumsum(counts, out=starts[1:])
        return self.at(starts, np.flatnonzero(kept))

    def at(self, starts: NDArray[np.int64], places: NDArray[np.intp]) -> Activities:
        """The activities at these places, for leads that begin at `starts`."""
        types = rows_of(self.types, places)
        assert isinstance(types, TextColumn)
        return Activities(
            starts,
            self.days[places],
            self.seconds[places],
            types,
            {name: rows_of(column, places) for name, column in self.details.items()},
            self.rows[places],
            self.recipe,
            self.report,
        )

    @cached_property
    def fingerprint(self) -> str:
        """The same activities of the same lead rows have the same fingerprint."""
        digest = hashlib.sha256(repr(self.recipe).encode())
        for array in (self.starts, self.days, self.seconds, self.rows):
            digest.update(np.ascontiguousarray(array).data)
        for name, column in (("", self.types), *self.details.items()):
            digest.update(name.encode("utf-8", "surrogatepass") + b"\0")
            match column:
                case TextColumn():
                    digest.update(np.ascontiguousarray(column.codes, dtype=np.int32).data)
                    digest.update(column.values.data)
                    digest.update(np.ascontiguousarray(column.values.ends).data)
                case MultipleColumn():
                    digest.update(np.ascontiguousarray(column.codes, dtype=np.int32).data)
                    digest.update(repr(column.sets).encode("utf-8", "surrogatepass"))
                case NumberColumn() | YesNoColumn():
                    digest.update(np.ascontiguousarray(column.values).data)
                case DateColumn():
                    digest.update(np.ascontiguousarray(column.days).data)
        return digest.hexdigest()
