"""The figures of one field that the guard judges by: how well it ranks, who has it filled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.evaluation.guard.coding import coded
from models.evaluation.guard.folds import Folds, out_of_fold
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.columns import Column, blank_rows
from models.leads.fields import Input
from models.leads.tally import Tally

FEWEST_OF_VALUE = 20


@dataclass(frozen=True)
class ValueRate:
    """A value, its leads with a known outcome, and how often they convert."""

    label: str
    tally: Tally
    rate: Interval


@dataclass(frozen=True)
class FieldFigures:
    """`auc`: out of fold, None where there is too little. `filled`, `blank`: known leads by
    whether they have the field. `best`: the value of at least 20 leads that converts surest."""

    item: Input
    auc: Interval | None
    filled: Tally
    blank: Tally
    best: ValueRate | None = None

    @property
    def strength(self) -> float:
        """0 ranks by chance, 1 perfectly."""
        return 0.0 if self.auc is None else max(0.0, 2 * self.auc.value - 1)


def figures_of(item: Input, column: Column, folds: Folds) -> FieldFigures:
    """The figures of a field over the leads whose outcome is known."""
    filled = ~blank_rows(column)[folds.rows]
    having = int(filled.sum())
    won = int((filled & folds.won).sum())
    known = len(folds.rows)
    has = Tally(having, won, having - won)
    lacks = Tally(known - having, folds.converted - won, folds.not_converted - (having - won))
    if not folds.enough:
        return FieldFigures(item, None, has, lacks)
    found = coded(column, folds.rows)
    counts = folds.counts(found.codes, found.size)
    best = _surest(counts.sum(axis=1), found.labels)
    return FieldFigures(item, out_of_fold(counts), has, lacks, best)


def _surest(counts: np.ndarray, labels: dict[int, str]) -> ValueRate | None:
    """The value whose rate is highest at the lower end of its interval."""
    best: ValueRate | None = None
    for code, label in labels.items():
        no, yes = counts[code].tolist()
        if no + yes < FEWEST_OF_VALUE or yes <= no:
            continue
        rate = rate_interval(yes, no + yes)
        if rate is not None and (best is None or rate.low > best.rate.low):
            best = ValueRate(label, Tally(no + yes, yes, no), rate)
    return best
