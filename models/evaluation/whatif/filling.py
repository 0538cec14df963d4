"""Scores of leads with a blank field, were it filled with what other leads have there.

The engine itself scores them, once for each class of values that the model tells apart: values
are in one class where every test, entry and decay of the model answers them alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, DateColumn, blank_rows, identities, rows_of
from models.leads.derived import place_of
from models.leads.derived_fields import Derived, reads
from models.leads.fields import Input, Role
from models.leads.table import Leads
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError
from models.scoring.conditions import Condition, tests_in
from models.scoring.engine import Scored, score
from models.scoring.fading import percents_of
from models.scoring.masks import Masks
from models.scoring.model import ByRange, ByValue, Rule
from models.scoring.sight import Sight

WHERE = "What if"
MOST_CLASSES = 64
"""More classes of values than a person's model tells apart, and than are worth a scoring each."""
FEW_FILLED = 30
UNKNOWN = 2


@dataclass(frozen=True, eq=False)
class Filling:
    """Blank leads under each class of values that filled leads have.

    `rows` (blank,): which leads are blank. `levels` (blank, classes): their score, less the
    scale's least, with a value of the class. `classes` (rows,): the class of each filled lead's
    value, -1 where it is blank. `shares` (3, classes): by outcome (not converted, converted,
    unknown), how common each class is among the filled leads of that outcome; where no filled
    lead has the outcome, among all filled leads. `lent` (3,): outcomes for which that was so.
    """

    field: str
    rows: NDArray[np.intp]
    levels: NDArray[np.int64]
    classes: NDArray[np.intp]
    shares: NDArray[np.float64]
    lent: tuple[bool, bool, bool]

    @property
    def filled(self) -> int:
        """Leads that have a value."""
        return len(self.classes) - len(self.rows)


def filling_of(
    field: str, scored: Scored, leads: Leads, outcome: NDArray[np.uint8]
) -> Filling | None:
    """What filling the field would do; None where no lead is blank.

    `scored`: the leads scored as they are; what their accounts give them stays. LeadbenchError
    where the field is not there, nobody has a value, or too many classes are told apart.
    """
    column = leads.column(field)
    if column is None:
        raise LeadbenchError(
            f"The leads have no field {quoted(field)}.", WHERE, "Choose one of their fields."
        )
    blank = blank_rows(column)
    if not blank.any():
        return None
    if blank.all():
        raise LeadbenchError(
            f"No lead has {field}, so nothing tells what others would have.",
            WHERE,
            "Choose a field that some leads have.",
        )
    reading = Reading(leads, field, scored.model.derived)
    classes, first = _classes(reading, column, ~blank, scored)
    if len(first) > MOST_CLASSES:
        raise LeadbenchError(
            f"The model tells {count_of(len(first), 'value')} of {field} apart: too many to try.",
            WHERE,
            f"Choose a field of which it tells at most {MOST_CLASSES} apart.",
        )
    rows = np.flatnonzero(blank)
    levels = _levels(reading, column, first, rows, scored, leads)
    shares, lent = _shares(classes, outcome, len(first))
    return Filling(field, rows, levels, classes, shares, lent)


def _classes(
    reading: Reading, column: Column, filled: NDArray[np.bool_], scored: Scored
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The class of each lead's value, -1 for blank, and a lead that has a value of each class."""
    donors = np.flatnonzero(filled)
    _, first, value = np.unique(identities(column)[donors], return_index=True, return_inverse=True)
    shown = donors[first]
    by_own_days = isinstance(column, DateColumn) and scored.sight.own is not None
    if not (reading.mixed or by_own_days):
        answers = _answers(reading, scored, shown)
        _, of_class, merged = np.unique(answers, axis=0, return_index=True, return_inverse=True)
        shown, value = shown[of_class], merged.ravel()[value]
    classes = np.full(len(filled), -1, dtype=np.intp)
    classes[donors] = value
    return classes, shown


class Reading:
    """Which names that rules use mean a field of the leads, or a derived field made of it."""

    def __init__(self, leads: Leads, field: str, derived: Sequence[Derived]) -> None:
        self.field = field
        self._leads, self._item, self._derived = leads, leads.input(field), derived
        self._known: dict[str, bool] = {}
        self.mixed = any(self(item.name) and len(reads(item)) > 1 for item in derived)
        """Whether a derived field mixes it with another, so that its value alone decides little."""

    def __call__(self, name: str) -> bool:
        """Whether what rules call `name` depends on the field."""
        if name not in self._known:
            self._known[name] = self._depends(name, len(self._derived))
        return self._known[name]

    def _depends(self, name: str, before: int) -> bool:
        place = place_of(self._derived, name)
        if place is None:
            return bool(name) and self._leads.input(name) is self._item
        made = place < before
        return made and any(self._depends(read, place) for read in reads(self._derived[place]))


def _answers(reading: Reading, scored: Scored, rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """Every answer that the model has from the field for these leads; shape (rows, questions)."""
    model, masks, sight = scored.model, scored.masks, scored.sight
    found: list[NDArray[Any]] = [np.zeros(len(rows), dtype=np.int64)]
    conditions = [rule.when for rule in model.rules() if rule.when is not None]
    conditions += [item.when for item in model.overrides]
    tests = dict.fromkeys(test for asked in conditions for test in tests_in(asked))
    found += [masks.of(test, sight)[rows] for test in tests if reading(test.field)]
    for rule in model.rules():
        award = rule.award
        if isinstance(award, ByValue | ByRange) and reading(award.field):
            found.append(masks.reached(award, sight)[rows])
    for group in model.groups:
        percents = percents_of(group, masks, sight)
        if percents is not None and group.decay is not None and reading(group.decay.field):
            found.append(percents[rows])
    return np.column_stack(found)


class _Lent:
    """Leads that all have the value of one lead, `donor`, in a field; else as they are."""

    def __init__(self, leads: Leads, field: str, cells: Column) -> None:
        self._leads, self._item, self._cells, self.donor = leads, leads.input(field), cells, 0
        self.activities, self.accounts = leads.activities, leads.accounts

    def __len__(self) -> int:
        return len(self._leads)

    def input(self, name: str) -> Input | None:
        """How a field is read."""
        return self._leads.input(name)

    def days_of(self, role: Role) -> NDArray[np.int32]:
        """Days with a role, as they are."""
        return self._leads.days_of(role)

    def column(self, name: str) -> Column | None:
        """A field's column, that of the filled field with the lent value everywhere."""
        if self.input(name) is self._item:
            return rows_of(self._cells, np.full(len(self), self.donor, dtype=np.intp))
        return self._leads.column(name)


class _FilledMasks(Masks):
    """Masks of leads that are lent a value: what depends on it is kept by its donor, too."""

    def __init__(self, lent: _Lent, reading: Reading) -> None:
        super().__init__(lent)
        self._reading, self._lent = reading, lent

    def seen(self, condition: Condition | None, sight: Sight) -> Hashable:
        """The part of the sight that the answer depends on, and whose value is lent."""
        seen = super().seen(condition, sight)
        if condition is None or not any(self._reading(t.field) for t in tests_in(condition)):
            return seen
        return seen, self._lent.donor

    def seen_by(self, rule: Rule, sight: Sight) -> Hashable:
        """The part of the sight that the points depend on, and whose value is lent."""
        seen = super().seen_by(rule, sight)
        return (seen, self._lent.donor) if any(map(self._reading, rule.fields())) else seen

    def _made(self, name: str, sight: Sight) -> Hashable:
        made = super()._made(name, sight)
        return (made, self._lent.donor) if self._reading(name) else made


def _levels(
    reading: Reading,
    column: Column,
    shown: NDArray[np.intp],
    rows: NDArray[np.intp],
    scored: Scored,
    leads: Leads,
) -> NDArray[np.int64]:
    """The level of each blank lead with a value of each class; shape (blank, classes)."""
    lent = _Lent(leads.only(rows), reading.field, column)
    masks = _FilledMasks(lent, reading)
    raised = None if scored.raised is None else scored.raised[rows]
    found = np.empty((len(rows), len(shown)), dtype=np.int64)
    for place, donor in enumerate(shown.tolist()):
        lent.donor = donor
        found[:, place] = score(scored.model, lent, scored.as_of, masks, raised).levels
    return found


def _shares(
    classes: NDArray[np.intp], outcome: NDArray[np.uint8], number: int
) -> tuple[NDArray[np.float64], tuple[bool, bool, bool]]:
    filled = classes >= 0
    every = np.bincount(classes[filled], minlength=number)
    counts = np.array(
        [np.bincount(classes[filled & (outcome == code)], minlength=number) for code in range(3)]
    )
    lent = counts.sum(axis=1) == 0
    counts[lent] = every
    no, yes, unknown = lent.tolist()
    return counts / counts.sum(axis=1, keepdims=True), (no, yes, unknown)
