"""Masks: one bit a lead for each condition, kept so that an edit asks only what it changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import reduce
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, Column, DateColumn
from models.leads.derived import derived_column, place_of, reads
from models.leads.raw import Codes
from models.scoring.activity_answers import ActivityAnswers
from models.scoring.answers import Mask, Scorable, Today, answer
from models.scoring.bits import Bits, inverted, packed, unpacked
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
    Test,
    leaves_in,
    tests_in,
)
from models.scoring.decay import Decay
from models.scoring.entries import entries_reached, steps_reached
from models.scoring.kept import Kept
from models.scoring.model import (
    Award,
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    Rule,
)
from models.scoring.sight import Sight, today_of

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

    def __init__(self, leads: Scorable, room: int = ROOM) -> None:
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

    def seen(self, condition: Condition | None, sight: Sight) -> Hashable:
        """The part of the sight that the condition's answer depends on; None: nothing of it."""
        if condition is None:
            return None
        if condition not in self._by_day:
            self._by_day[condition] = any(map(self._depends, leaves_in(condition)))
        day = sight.key if self._by_day[condition] else None
        if not sight.derived:
            return day
        made = (self._made(test.field, sight) for test in tests_in(condition))
        return day, *(item for item in made if item is not None)

    def seen_by(self, rule: Rule, sight: Sight) -> Hashable:
        """The part of the sight that the rule's points depend on; None: nothing of it."""
        seen = self.seen(rule.when, sight)
        match rule.award:
            case Points():
                return seen
            case ByCount() | PerOccurrence():
                return seen, sight.key
            case ByValue(name) | ByRange(name):
                return seen, self._made(name, sight)

    def seen_field(self, name: str, sight: Sight) -> Hashable:
        """The part of the sight that the field's column depends on."""
        return self._made(name, sight), sight.key if self._event(name) else None

    def _made(self, name: str, sight: Sight) -> Hashable:
        """What a derived field is made of, and the day where that counts; None: it is none."""
        place = place_of(sight.derived, name)
        if place is None:
            return None
        made = sight.derived[: place + 1]
        event = any(self._event(field) for item in made for field in reads(item))
        return made, sight.key if event else None

    def _depends(self, leaf: FieldTest | ActivityTest | FollowedBy | Inactive) -> bool:
        # As of an earlier day later activities do not exist.
        return not isinstance(leaf, FieldTest) or leaf.test in _BY_AGE or self._event(leaf.field)

    def today(self, sight: Sight) -> Today:
        """The day that the leads are looked at: one for all, or each its own."""
        if sight.own is None:
            return today_of(self.leads, sight)
        return self.kept(("today", sight.key), lambda: today_of(self.leads, sight))

    def column(self, name: str, sight: Sight) -> Column | None:
        """The field as rules see it: derived, or of the leads.

        A date marked *event* is blank after the as-of day.
        """
        place = place_of(sight.derived, name)
        if place is not None:
            return self.kept(
                ("derived", self._made(name, sight)),
                lambda: derived_column(
                    sight.derived, place, lambda name: self._of_leads(name, sight), len(self.leads)
                ),
            )
        return self._of_leads(name, sight)

    def _as_read(self, name: str) -> Column | None:
        """The field of the leads as the recipe reads it."""
        return self.leads.column(name)

    def _of_leads(self, name: str, sight: Sight) -> Column | None:
        column = self._as_read(name)
        if isinstance(column, DateColumn) and self._event(name):
            later = column.days > self.today(sight)
            return DateColumn(np.where(later, np.int32(BLANK_DAY), column.days))
        return column

    def activities(self, sight: Sight) -> ActivityAnswers:
        """What is measured of the leads' activities as of the day."""
        return ActivityAnswers(self.leads, self.today(sight), sight.key, self._kept)

    def _event(self, name: str) -> bool:
        item = self.leads.input(name)
        return item is not None and item.event

    def of(self, condition: Condition | None, sight: Sight) -> Mask:
        """Where the condition holds; shape (rows,). None holds everywhere."""
        return unpacked(self.bits(condition, sight), 0, len(self.leads)).view(np.bool_)

    def bits(self, condition: Condition | None, sight: Sight) -> Bits:
        """Where the condition holds, one bit a lead; read-only."""
        key = ("mask", condition, self.seen(condition, sight))
        return self.kept(key, lambda: self._answer(condition, sight))

    def _answer(self, condition: Condition | None, sight: Sight) -> Bits:
        rows = len(self.leads)
        match condition:
            case None:
                return packed(np.ones(rows, dtype=np.bool_))
            case FieldTest():
                column = self.column(condition.field, sight)
                return packed(answer(condition, column, rows, self.today(sight)))
            case ActivityTest() | FollowedBy() | Inactive():
                return packed(self.activities(sight).of(condition))
            case Not(part):
                return inverted(self.bits(part, sight), rows)
            case AllOf(parts) | AnyOf(parts):
                if not parts:  # a condition under construction holds nowhere
                    return packed(np.zeros(rows, dtype=np.bool_))
                joint = np.bitwise_and if isinstance(condition, AllOf) else np.bitwise_or
                return reduce(joint, [self.bits(part, sight) for part in parts])

    def reached(self, award: Award, sight: Sight) -> Codes:
        """The entry that each lead reaches, from 1; 0 is none. The points do not matter.

        Of points per occurrence: how many occurrences count.
        """
        rows = len(self.leads)
        match award:
            case ByCount(quantity):
                found = self.activities(sight)
                key = "reached", asked(award), sight.key
                return self.kept(key, lambda: steps_reached(award, found.quantity(quantity)))
            case PerOccurrence(of, _, most):
                return self.activities(sight).occurrences(of, most)
            case Points():
                return np.ones(rows, dtype=np.uint8)
            case ByValue(name) | ByRange(name):
                return self.kept(
                    ("reached", asked(award), self._made(name, sight)),
                    lambda: entries_reached(award, self.column(name, sight), rows),
                )

    def left(self, award: PerOccurrence, decay: Decay, sight: Sight) -> Codes:
        """The sum of the percents left of the occurrences that count, as of the day."""
        return self.activities(sight).left(award.of, award.most, decay)

    def hit(self, rule: Rule, sight: Sight) -> Mask:
        """The leads that meet the rule and reach one of its entries, or have an occurrence."""
        if isinstance(rule.award, Points):
            return self.of(rule.when, sight)
        some = self.reached(rule.award, sight) > 0
        return some if rule.when is None else some & self.of(rule.when, sight)


def asked(award: Award) -> Hashable:
    """What an award asks of a lead, whatever its points; None: nothing."""
    match award:
        case Points():
            return None
        case ByValue(field, entries, exact):
            return "value", field, tuple(entry.value for entry in entries), exact
        case ByRange(field, ranges):
            return "range", field, tuple((entry.low, entry.high) for entry in ranges)
        case ByCount(quantity, steps):
            return "count", quantity, tuple(entry.least for entry in steps)
        case PerOccurrence(of, _, most):
            return "occurrences", of, most
