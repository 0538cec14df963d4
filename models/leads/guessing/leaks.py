"""Fields that give the outcome away: filled only for converted leads, or ranking them alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.preparation import NumberColumn, outcome_codes, prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.wording import count_of
from models.problems import Problem

ALONE = 0.95
"""AUC of a single field above which it is suspected to be a leak."""
ONLY = 0.98
"""Share of a field's filled leads that converted above which it is suspected."""
FEWEST = 20
"""Leads a suspicion must rest on."""


def leaks(table: RawTable, recipe: Recipe) -> tuple[Problem, ...]:
    """A warning for each field that knows the outcome too well to have been known before it."""
    outcome_item = recipe.with_role(Role.OUTCOME)
    column = None if outcome_item is None else table.column(outcome_item.name)
    if outcome_item is None or column is None:
        return ()
    outcome = outcome_codes(column, outcome_item)
    totals = np.bincount(outcome, minlength=3)
    if totals[0] < FEWEST or totals[1] < FEWEST:
        return ()
    found = []
    for raw, item in zip(table.columns, recipe, strict=True):
        if item.role is Role.FIELD:
            problem = _leak(raw, item, outcome, int(totals[0]), int(totals[1]))
            if problem is not None:
                found.append(problem)
    return tuple(found)


def auc_of(negative: NDArray[np.int64], positive: NDArray[np.int64]) -> float:
    """AUC of values in ascending order from their counts in each class, ties half."""
    below = np.cumsum(negative) - negative
    total = float(negative.sum()) * float(positive.sum())
    return float((positive * (below + negative / 2)).sum()) / total if total else 0.5


def _leak(
    raw: RawColumn, item: Input, outcome: NDArray[np.uint8], lost: int, won: int
) -> Problem | None:
    size = len(raw.texts)
    cells = np.bincount(raw.codes.astype(np.int64) * 3 + outcome, minlength=3 * size)
    counts = cells.reshape(size, 3)
    filled_lost, filled_won = int(counts[1:, 0].sum()), int(counts[1:, 1].sum())
    filled = filled_lost + filled_won
    base = won / (won + lost)
    remedy = "Leave it out of the model, unless it was known before the outcome."
    if filled >= FEWEST and filled < won + lost and base < 0.9 and filled_won >= ONLY * filled:
        almost = "" if filled_lost == 0 else "almost "
        return Problem(
            f"It looks like a leak: filled {almost}only for leads that converted "
            f"({filled_won:,} of {count_of(filled, 'filled lead')}).",
            item.name,
            remedy,
            filled,
        )
    auc = _alone(raw, item, counts, outcome, lost + won)
    if auc is not None and auc > ALONE:
        return Problem(
            f"It looks like a leak: alone it ranks the leads almost perfectly (AUC {auc:.2f}).",
            item.name,
            remedy,
        )
    return None


def _alone(
    raw: RawColumn,
    item: Input,
    counts: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    known: int,
) -> float | None:
    """How well the field alone ranks the known leads; None where that would be overfitted."""
    if item.kind is Kind.NUMBER:
        prepared, _ = prepare(raw, item)
        assert isinstance(prepared, NumberColumn)
        decided = outcome < 2
        ordered = np.nan_to_num(prepared.values[decided], nan=-np.inf)
        _, ranks = np.unique(ordered, return_inverse=True)
        table = np.bincount(ranks * 2 + outcome[decided], minlength=2 * (int(ranks.max()) + 1))
        auc = auc_of(table[0::2], table[1::2])
        return max(auc, 1 - auc)
    if int((counts[:, :2].sum(axis=1) > 0).sum()) > max(20, known // 50):
        return None
    negative, positive = counts[:, 0], counts[:, 1]
    rates = positive / np.maximum(negative + positive, 1)
    order = np.argsort(rates, kind="stable")
    return auc_of(negative[order], positive[order])
