"""Masks of the same leads if one field had the same value for all of them.

What does not read the field is answered by the masks that are there already, so that leads are
scored with another value of a field for little more than the sums of the groups that read it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from models.leads.columns import Column, rows_of
from models.leads.derived import Derived, derived_column, fields_of_leads, place_of
from models.leads.fields import Input
from models.leads.raw import Codes
from models.scoring.activity_answers import ActivityAnswers
from models.scoring.answers import Columns, Today
from models.scoring.bits import Bits
from models.scoring.conditions import Condition, tests_in
from models.scoring.decay import Decay
from models.scoring.engine import Scored, score
from models.scoring.entries import entries_reached
from models.scoring.masks import Masks, Sum
from models.scoring.model import Award, ByRange, ByValue, PerOccurrence
from models.scoring.sight import Sight

T = TypeVar("T")


def reads_input(leads: Columns, derived: Sequence[Derived], name: str, item: Input) -> bool:
    """Whether a name that rules read means a field of the leads, or is derived of it."""
    found = map(leads.input, fields_of_leads([name], derived))
    return any(other is not None and other.name == item.name for other in found)


def with_value(scored: Scored, item: Input, cell: Column) -> Scored:
    """All leads scored as if the field had that value for all of them.

    What their accounts give them stays as it is.
    """
    masks = OneValueMasks(scored.masks, scored.sight, item, cell)
    model, leads, day = scored.model, scored.masks.leads, scored.sight.day
    if scored.raised is None:  # an account that raises nothing need not be scored
        return score(replace(model, account=None), leads, day, masks)
    return score(model, leads, day, masks, scored.raised)


class OneValueMasks(Masks):
    """`cell`: the value, a column of one row of the field's kind. For one sight.

    Nothing that depends on the field is kept; all else is `base`'s.
    """

    def __init__(self, base: Masks, sight: Sight, item: Input, cell: Column) -> None:
        super().__init__(base.leads, 0)
        self._base, self._item, self._derived = base, item, sight.derived
        self._cell = rows_of(cell, np.zeros(len(base.leads), dtype=np.intp))

    def _reads(self, name: str) -> bool:
        return reads_input(self.leads, self._derived, name, self._item)

    def _asks(self, condition: Condition | None) -> bool:
        return condition is not None and any(self._reads(t.field) for t in tests_in(condition))

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept of the leads as they are, but for percents by the age of the field."""
        if isinstance(key, tuple) and key[0] == "percents" and self._reads(key[2]):
            return make()
        return self._base.kept(key, make)

    def kept_sum(self, key: Hashable) -> Sum | None:
        """The sum of a group none of whose rules reads the field."""
        return None if self._of_field(key) else self._base.kept_sum(key)

    def keep_sum(self, key: Hashable, points: Sum) -> None:
        """Sums without the field serve others, too."""
        if not self._of_field(key):
            self._base.keep_sum(key, points)

    def _of_field(self, key: Any) -> bool:
        """Whether some rule in the key of a group's sum (see the engine) reads the field."""
        return any(
            self._asks(when) or (isinstance(award, ByValue | ByRange) and self._reads(award.field))
            for when, award, _seen in key[1]
        )

    def today(self, sight: Sight) -> Today:
        """The days that the leads are looked at."""
        return self._base.today(sight)

    def column(self, name: str, sight: Sight) -> Column | None:
        """The field as rules see it."""
        if not self._reads(name):
            return self._base.column(name, sight)
        place = place_of(sight.derived, name)
        if place is None:
            return self._of_leads(name, sight)
        rows = len(self.leads)
        return derived_column(sight.derived, place, lambda read: self._of_leads(read, sight), rows)

    def _as_read(self, name: str) -> Column | None:
        found = self.leads.input(name)
        mine = found is not None and found.name == self._item.name
        return self._cell if mine else super()._as_read(name)

    def activities(self, sight: Sight) -> ActivityAnswers:
        """What leads did is as it is."""
        return self._base.activities(sight)

    def bits(self, condition: Condition | None, sight: Sight) -> Bits:
        """Where the condition holds, one bit a lead; read-only."""
        asks = self._asks(condition)
        return self._answer(condition, sight) if asks else self._base.bits(condition, sight)

    def reached(self, award: Award, sight: Sight) -> Codes:
        """The entry that each lead reaches, from 1; 0 is none."""
        if isinstance(award, ByValue | ByRange) and self._reads(award.field):
            return entries_reached(award, self.column(award.field, sight), len(self.leads))
        return self._base.reached(award, sight)

    def left(self, award: PerOccurrence, decay: Decay, sight: Sight) -> Codes:
        """The sum of the percents left of the occurrences that count, as of the day."""
        return self._base.left(award, decay, sight)
