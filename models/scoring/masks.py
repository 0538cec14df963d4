"""Masks: one bit a lead for each condition, kept so that an edit asks only what it changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import reduce
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, Column, DateColumn
from models.leads.raw import Codes
from models.scoring.answers import Columns, Mask, answer, day_number
from models.scoring.bits import Bits, inverted, packed, unpacked
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test, tests_in
from models.scoring.entries import entries_reached
from models.scoring.kept import Kept
from models.scoring.model import Award, ByRange, ByValue, Points, Rule

T = TypeVar("T")

Sum = tuple[NDArray[Any], tuple[int, int]]
"""Points of each lead, and the least and the most of them."""

ROOM = 256 << 20
"""Bytes for what is derived of one table: its masks, entries reached and sums of points."""

_BY_AGE = (Test.IN_THE_LAST, Test.MORE_THAN_AGO, Test.IN_THE_NEXT)


class Masks:
    """What is derived of one table of leads: masks, entries reached, and sums of the engine.

    Hold one per `Leads`; it serves every model and every as-of day.
    """

    def __init__(self, leads: Columns, room: int = ROOM) -> None:
        self.leads = leads
        # Sums come and go with every change of points: they must not push out the masks.
        self._kept: Kept[Any] = Kept(room // 2)
        self._sums: Kept[Sum] = Kept(room // 2)
        self._by_day: dict[Condition | None, bool] = {}

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """A value derived of these leads, made once while there is room for it."""
        found: T = self._kept.get(key, make)
        return found

    def kept_sum(self, key: Hashable) -> Sum | None:
        """A group's sum of points if it is kept."""
        return self._sums.find(key)

    def keep_sum(self, key: Hashable, points: Sum) -> None:
        """Keep a group's sum of points while there is room."""
        points[0].flags.writeable = False
        self._sums.keep(key, points)

    @property
    def used(self) -> int:
        """Bytes held."""
        return self._kept.used + self._sums.used

    def day(self, condition: Condition | None, as_of: date) -> date | None:
        """The as-of day if the condition's answer depends on it, else None."""
        if condition not in self._by_day:
            tests = () if condition is None else tests_in(condition)
            found = any(test.test in _BY_AGE or self._event(test.field) for test in tests)
            self._by_day[condition] = found
        return as_of if self._by_day[condition] else None

    def column(self, name: str, as_of: date) -> Column | None:
        """The field as rules see it: a date marked *event* is blank after the as-of day."""
        column = self.leads.column(name)
        if isinstance(column, DateColumn) and self._event(name):
            return DateColumn(
                np.where(column.days > day_number(as_of), np.int32(BLANK_DAY), column.days)
            )
        return column

    def _event(self, name: str) -> bool:
        item = self.leads.input(name)
        return item is not None and item.event

    def of(self, condition: Condition | None, as_of: date) -> Mask:
        """Where the condition holds; shape (rows,). None holds everywhere."""
        return unpacked(self.bits(condition, as_of), 0, len(self.leads)).view(np.bool_)

    def bits(self, condition: Condition | None, as_of: date) -> Bits:
        """Where the condition holds, one bit a lead; read-only."""
        key = ("mask", condition, self.day(condition, as_of))
        return self.kept(key, lambda: self._answer(condition, as_of))

    def _answer(self, condition: Condition | None, as_of: date) -> Bits:
        rows = len(self.leads)
        match condition:
            case None:
                return packed(np.ones(rows, dtype=np.bool_))
            case FieldTest():
                column = self.column(condition.field, as_of)
                return packed(answer(condition, column, rows, as_of))
            case Not(part):
                return inverted(self.bits(part, as_of), rows)
            case AllOf(parts) | AnyOf(parts):
                if not parts:  # a condition under construction holds nowhere
                    return packed(np.zeros(rows, dtype=np.bool_))
                joint = np.bitwise_and if isinstance(condition, AllOf) else np.bitwise_or
                return reduce(joint, [self.bits(part, as_of) for part in parts])

    def reached(self, award: ByValue | ByRange) -> Codes:
        """The entry that each lead reaches, from 1; 0 is none. The points do not matter."""
        return self.kept(
            ("reached", asked(award)),
            lambda: entries_reached(award, self.leads.column(award.field), len(self.leads)),
        )

    def hit(self, rule: Rule, as_of: date) -> Mask:
        """The leads that meet the rule and, by value or by range, reach one of its entries."""
        if isinstance(rule.award, Points):
            return self.of(rule.when, as_of)
        some = self.reached(rule.award) > 0
        return some if rule.when is None else some & self.of(rule.when, as_of)


def asked(award: Award) -> Hashable:
    """What points by value or by range ask of a lead, whatever the points; None: nothing."""
    match award:
        case Points():
            return None
        case ByValue(field, entries, exact):
            return "value", field, tuple(entry.value for entry in entries), exact
        case ByRange(field, ranges):
            return "range", field, tuple((entry.low, entry.high) for entry in ranges)
