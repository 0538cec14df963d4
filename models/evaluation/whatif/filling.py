"""Scores of leads with a blank field, were it filled with what other leads have there.

The engine itself scores them, once for each class of values that the model tells apart (see
`told_apart`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.steps.told_apart import value_classes
from models.leads.columns import blank_rows, rows_of
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError
from models.scoring.engine import Levels, Scored
from models.scoring.one_value import with_value

WHERE = "What if"
MOST_CLASSES = 64
"""More classes of values than a person's model tells apart, and than are worth a scoring each."""
FEW_FILLED = 30
NEVER_FILLED = (
    Role.ID,
    Role.EMAIL,
    Role.OUTCOME,
    Role.OUTCOME_DATE,
    Role.VALUE,
    Role.IGNORED,
)
"""What names a lead, or is known of it only when its outcome is."""


@dataclass(frozen=True, eq=False)
class Filling:
    """Blank leads under each class of values that filled leads have.

    `rows` (blank,): which leads are blank. `levels` (blank, classes): their score, less the
    scale's least, with a value of the class. `classes` (rows,): the class of each filled lead's
    value, -1 where it is blank. `counts` (3, classes): by outcome (not converted, converted,
    unknown), how many filled leads have each class.
    """

    field: str
    rows: NDArray[np.intp]
    levels: Levels
    classes: NDArray[np.int64]
    counts: NDArray[np.int64]

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """How common each class is among the filled leads of each outcome; shape (3, classes)."""
        return shares_of(self.counts)

    @property
    def lent(self) -> tuple[bool, bool, bool]:
        """Outcomes that no filled lead has: blank leads of them are taken to be like all."""
        no, yes, unknown = (self.counts.sum(axis=1) == 0).tolist()
        return no, yes, unknown

    @property
    def filled(self) -> int:
        """Leads that have a value."""
        return len(self.classes) - len(self.rows)


def filling_of(
    field: str,
    scored: Scored,
    leads: Leads,
    outcome: NDArray[np.uint8],
    most: int = MOST_CLASSES,
    trying: Callable[[], None] = lambda: None,
) -> Filling | None:
    """What filling the field would do; None where no lead is blank.

    `scored`: the leads scored as they are; what their accounts give them stays. `trying` is called
    before each class of values. LeadbenchError where the field is not there, nobody has a value,
    or more than `most` classes are told apart.
    """
    item, column = leads.input(field), leads.column(field)
    if item is None or column is None:
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
    classes = value_classes(scored.model, item, scored.masks, scored.sight)
    if len(classes) > most:
        raise LeadbenchError(
            f"The model tells {count_of(len(classes), 'value')} of {field} apart: too many to try.",
            WHERE,
            f"Choose a field of which it tells at most {most:,} apart.",
        )
    rows = np.flatnonzero(blank)
    levels = np.empty((len(rows), len(classes)), dtype=scored.levels.dtype)
    for place, donor in enumerate(classes.rows):
        trying()
        cell = rows_of(column, np.array([donor], dtype=np.intp))
        levels[:, place] = with_value(scored, item, cell).levels[rows]
    filled = classes.codes >= 0
    pairs = outcome[filled].astype(np.int64) * len(classes) + classes.codes[filled]
    counts = np.bincount(pairs, minlength=3 * len(classes)).reshape(3, len(classes))
    return Filling(field, rows, levels, classes.codes, counts)


def shares_of(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Shares of the classes by outcome, from filled leads by outcome and class; both of shape
    (..., 3, classes). An outcome that no filled lead has takes the shares of all."""
    none = counts.sum(axis=-1, keepdims=True) == 0
    held = np.where(none, counts.sum(axis=-2, keepdims=True), counts)
    totals = held.sum(axis=-1, keepdims=True)
    found: NDArray[np.float64] = np.divide(held, totals, out=np.zeros(held.shape), where=totals > 0)
    return found
