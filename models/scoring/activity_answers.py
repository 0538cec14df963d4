"""The answer of every lead to what is asked of its activities as of a day.

Which activities are chosen is kept whatever the day; what a window of them gives is kept by day.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.leads.activities import Activities
from models.leads.columns import BLANK_DAY, Column, DateColumn, NumberColumn
from models.leads.fields import Role
from models.leads.raw import Codes
from models.scoring.answers import Mask, Scorable, Today, answer
from models.scoring.chosen import Chosen, Places, choose, of_types
from models.scoring.conditions import (
    OF_A_DETAIL,
    ActivityCondition,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
    leaves_in,
)
from models.scoring.decay import Decay
from models.scoring.kept import Kept
from models.scoring.quantities import (
    Repeats,
    earlier_same,
    followed,
    measured,
    occurrences,
    percents_left,
    whole_detail,
)

T = TypeVar("T")

_BY_AGE = (Test.IN_THE_LAST, Test.MORE_THAN_AGO, Test.IN_THE_NEXT)


class ActivityAnswers:
    """Of these leads as of a day (`day` is what depends on it is kept by)."""

    def __init__(self, leads: Scorable, today: Today, day: Hashable, kept: Kept[Any]) -> None:
        self._leads, self._today, self._day, self._keep = leads, today, day, kept

    def _kept(self, key: Hashable, make: Callable[[], T]) -> T:
        found: T = self._keep.get(("activities", key), make)
        return found

    def of(self, condition: ActivityCondition) -> Mask:
        """Where the condition holds; shape (leads,)."""
        match condition:
            case ActivityTest(quantity, test, values):
                column = self.quantity(quantity)
                return answer(FieldTest("", test, values), column, len(self._leads), self._today)
            case FollowedBy(first, then, within):
                return followed(self.in_window(first), self.in_window(then), within)
            case Inactive(days, types):
                return self._inactive(days, types)

    def quantity(self, quantity: Quantity) -> NumberColumn | DateColumn:
        """The measure of each lead; shape (leads,). Without activities none has one."""
        return self._kept(("quantity", quantity, self._day), lambda: self._measured(quantity))

    def _measured(self, quantity: Quantity) -> NumberColumn | DateColumn:
        chosen = self.chosen(quantity.of)
        detail: NDArray[np.int64] | Repeats | None = None
        if quantity.measure in OF_A_DETAIL:
            detail = self._kept(
                ("detail", quantity, self._by_age(quantity.of), self._event(quantity.detail)),
                lambda: self._detail(quantity, chosen),
            )
        return measured(quantity.measure, chosen, self._today, quantity.of.days, detail)

    def _detail(self, quantity: Quantity, chosen: Chosen) -> NDArray[np.int64] | Repeats | None:
        column = self._column(quantity.detail)
        if quantity.measure is Measure.SUM:
            return whole_detail(column, chosen)
        return earlier_same(column, chosen)

    def occurrences(self, of: Selection, most: int) -> Codes:
        """How many activities of the selection count for points; shape (leads,)."""
        key = "occurrences", of, most, self._day
        return self._kept(key, lambda: occurrences(self.chosen(of), self._today, of.days, most))

    def left(self, of: Selection, most: int, decay: Decay) -> Codes:
        """The sum of the percents left of the newest `most` of them; shape (leads,)."""
        key = "left", of, most, decay.steps, decay.after, self._day
        return self._kept(
            key,
            lambda: percents_left(decay, self.chosen(of), self._today, of.days, most),
        )

    def last_day(self, types: tuple[str, ...]) -> NDArray[np.int32]:
        """The day of the last activity of these types, BLANK_DAY without one; shape (leads,)."""
        found = self.quantity(Quantity(Measure.LAST, Selection(types)))
        assert isinstance(found, DateColumn)
        return found.days

    def _inactive(self, days: int, types: tuple[str, ...]) -> Mask:
        last = self.last_day(types).astype(np.int64)
        last = np.where(last == BLANK_DAY, self._leads.days_of(Role.CREATED), last)
        found: Mask = (last != BLANK_DAY) & (self._today - last > days)
        return found

    def chosen(self, of: Selection) -> Chosen:
        """The activities of the selection, whatever their age."""
        key = "chosen", of.types, of.where, self._by_age(of)
        return self._kept(key, lambda: self._choose(of))

    def _by_age(self, of: Selection) -> Hashable:
        tests = () if of.where is None else leaves_in(of.where)
        fields = [leaf for leaf in tests if isinstance(leaf, FieldTest)]
        aged = any(leaf.test in _BY_AGE or self._event(leaf.field) for leaf in fields)
        return self._day if aged else None

    def _event(self, name: str) -> Hashable:
        """The day if a detail is a date that is blank when it is later; else None."""
        activities = self._leads.activities
        item = None if activities is None else activities.input(name)
        return self._day if item is not None and item.event else None

    def _column(self, name: str) -> Column | None:
        """A detail as filters see it: a date marked *event* is blank after the as-of day."""
        activities = self._leads.activities
        column = None if activities is None else activities.column(name)
        if isinstance(column, DateColumn) and self._event(name) is not None:
            later = column.days > self._today_of_each()
            return DateColumn(np.where(later, np.int32(BLANK_DAY), column.days))
        return column

    def _today_of_each(self) -> Today:
        """The day that each activity is looked at."""
        activities = self._leads.activities
        if isinstance(self._today, int) or activities is None:
            return self._today
        return np.repeat(self._today, np.diff(activities.starts))

    def _choose(self, of: Selection) -> Chosen:
        activities = self._leads.activities
        if activities is None:
            starts = np.zeros(len(self._leads) + 1, dtype=np.int64)
            return Chosen(starts, None, np.zeros(0, dtype=np.uint8), 0)
        mask = of_types(activities, of.types)
        if of.where is not None:
            fits = self._fits(of.where, activities)
            mask = fits if mask is None else mask & fits
        return choose(activities, mask)

    def _fits(self, where: Condition, activities: Activities) -> Mask:
        """The activities whose details meet the condition; shape (activities,)."""
        match where:
            case FieldTest():
                column = self._column(where.field)
                return answer(where, column, len(activities), self._today_of_each())
            case Not(part):
                return ~self._fits(part, activities)
            case AllOf(parts) | AnyOf(parts) if parts:
                joint = np.logical_and if isinstance(where, AllOf) else np.logical_or
                found: Mask = joint.reduce([self._fits(part, activities) for part in parts])
                return found
            case _:  # under construction, or asking of activities what only leads have
                return np.zeros(len(activities), dtype=np.bool_)

    def in_window(self, of: Selection) -> tuple[Chosen, tuple[Places, Places]]:
        """The activities of the selection, and where those of each lead in its window stand."""
        chosen = self.chosen(of)
        return chosen, chosen.window(self._today, of.days)
