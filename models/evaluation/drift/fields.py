"""Each field of older and newer leads: how far it moved, what is new in it, what is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.bins import (
    BLANK,
    Bin,
    Binned,
    Sort,
    ages_of,
    binned,
)
from models.evaluation.drift.shift import Shift, shift_of
from models.evaluation.drift.sides import Sides
from models.evaluation.guard.times import of_the_past
from models.evaluation.rates import difference_of_rates
from models.evaluation.tallies import Interval
from models.leads.columns import BLANK_DAY, Column, DateColumn, blank_rows
from models.leads.fields import AFTER_OUTCOME, Input, Role
from models.leads.recipe_comparison import kind_changes
from models.leads.recipe_difference import KindChange
from models.leads.table import Leads
from models.leads.text import cleaned_key

_NEVER = (*AFTER_OUTCOME, Role.ID, Role.CREATED, Role.IGNORED)
"""What makes the sides, names a lead, or is known only when its outcome is."""


@dataclass(frozen=True)
class FieldDrift:
    """One field on both sides. `leads`: those compared of either side.

    `shift` None: too few leads to say, or not on both sides. `p`: that of the shift, corrected for
    all that is looked at together. `blanks`: the share of blank cells of the newer leads less that
    of the older. `fresh`, `gone`: values that only the newer or only the older leads have, of a
    field of few. `missing`: the newer export lacks it; `added`: only that one has it. `used`: the
    model reads it. `kind`: it is written otherwise.
    """

    name: str
    sort: Sort
    leads: tuple[int, int] = (0, 0)
    bins: tuple[Bin, ...] = ()
    shift: Shift | None = None
    p: float | None = None
    blanks: Interval | None = None
    fresh: tuple[tuple[str, int], ...] = ()
    gone: tuple[tuple[str, int], ...] = ()
    missing: bool = False
    added: bool = False
    used: bool = False
    kind: KindChange | None = None

    def share(self, number: int, side: int = 0) -> float:
        """So many leads as a share of the older side's (0) or the newer's (1)."""
        return number / self.leads[side] if self.leads[side] else 0.0

    def apart(self, one: Bin) -> float:
        """How far the shares of a bin are apart."""
        return abs(self.share(one.new, 1) - self.share(one.old))

    @property
    def moved(self) -> float:
        """By what fields are sorted: a missing one first, then by the PSI."""
        if self.missing:
            return float("inf")
        return -1.0 if self.shift is None else self.shift.value


def fields_of(
    sides: Sides, used: frozenset[str], step: Callable[[str], None] = lambda _what: None
) -> tuple[FieldDrift, ...]:
    """All fields that can tell something, in the order of the older recipe, then new ones.

    `used`: the keys of the names of fields that the model reads. `step` is told before each field,
    and may raise to stop. The p are not corrected yet.
    """
    old, new = sides.old.leads, sides.new.leads
    found = []
    for item in old.recipe:
        if item.role not in _NEVER and old.input(item.name) is not None:
            step("Comparing fields")
            drift = _field(sides, item)
            found.append(replace(drift, used=cleaned_key(item.name) in used))
    if not sides.one_table:
        known = {cleaned_key(item.name) for item in old.recipe}
        found += [
            FieldDrift(item.name, Sort.FILLED, added=True)
            for item in new.recipe
            if cleaned_key(item.name) not in known
            and new.input(item.name) is not None
            and item.role is not Role.IGNORED
        ]
    return tuple(found)


def _field(sides: Sides, item: Input) -> FieldDrift:
    parts = binned_field(sides, item)
    if parts is None:
        return FieldDrift(item.name, Sort.FILLED, missing=True)
    shift = _shift(parts)
    blank = next((one for one in parts.bins if one.name == BLANK and one.special), None)
    blanks = None
    if blank is not None:
        blanks = difference_of_rates(blank.new, len(sides.new), blank.old, len(sides.old))
    return FieldDrift(
        item.name,
        parts.sort,
        (len(sides.old), len(sides.new)),
        parts.bins,
        shift,
        None if shift is None else shift.p,
        blanks,
        parts.fresh,
        parts.gone,
        kind=None if sides.one_table else _kind(sides.new.leads, item),
    )


def binned_field(sides: Sides, item: Input) -> Binned | None:
    """The bins of a field of the older leads; None where the newer ones lack it."""
    columns = _columns(sides, item)
    if columns is None:
        return None
    one, two, ages = columns
    return binned(one, sides.old.rows, two, sides.new.rows, ages=ages)


def filled_in(sides: Sides, item: Input) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Which leads of either side have a value of a field of the older ones: those that are in no
    bin of blanks. None where the newer ones lack it."""
    columns = _columns(sides, item)
    if columns is None:
        return None
    one, two, _ = columns
    return ~blank_rows(one)[sides.old.rows], ~blank_rows(two)[sides.new.rows]


def _columns(sides: Sides, item: Input) -> tuple[Column, Column, bool] | None:
    """The field's column on either side; of days that can be, their ages, and then True."""
    old, new = sides.old.leads, sides.new.leads
    other = new.input(item.name)
    if other is None:
        return None
    one, two = old.prepared(item)[0], new.prepared(other)[0]
    aged = not (item.event or of_the_past(item.name)) and _dated(old) and _dated(new)
    if aged and isinstance(one, DateColumn) and isinstance(two, DateColumn):
        return ages_of(one, old.created), ages_of(two, new.created), True
    return one, two, False


def _dated(leads: Leads) -> bool:
    """Whether most leads have a day of creation, from which the age of a date is counted."""
    created = leads.created
    return 2 * int(np.count_nonzero(created != BLANK_DAY)) > len(created)


def _shift(parts: Binned) -> Shift | None:
    """The shift of all bins; of a field of multiple values that of the value that moved most.

    The p is then that of the least likely value, times the number of values (Bonferroni).
    """
    if parts.sort is not Sort.HAS:
        counts = np.array([(one.old, one.new) for one in parts.bins], dtype=np.int64)
        return shift_of(counts[:, 0], counts[:, 1])
    n, m = parts.old.shape[1], parts.new.shape[1]
    found = [
        shift
        for one in parts.bins
        if (shift := shift_of(np.array([one.old, n - one.old]), np.array([one.new, m - one.new])))
    ]
    if not found:
        return None
    most = max(found, key=lambda shift: shift.value)
    p = min(1.0, min(shift.p for shift in found) * len(found))
    return replace(most, p=p)


def _kind(new: Leads, item: Input) -> KindChange | None:
    """Whether the newer cells do not fit the kind any more."""
    raw = new.raw_column(item)
    if raw is None:
        return None
    return next(iter(kind_changes(raw, item, new.zone, new.misfits(item.name))), None)
