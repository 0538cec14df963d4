"""Fields that give the outcome away: filled only for converted leads, or ranking them alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, NumberColumn
from models.leads.fields import Input, Recipe, Role
from models.leads.outcome import outcome_codes
from models.leads.raw import RawColumn, RawTable
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import Problem

ALONE = 0.95
"""AUC of a single field above which it is suspected to be a leak."""
ONLY = 0.98
"""Share of a field's filled leads that converted above which it is suspected."""
FEWEST = 20
"""Leads a suspicion must rest on."""


@dataclass(frozen=True, eq=False)
class KnownOutcome:
    """0, 1 or 2 (unknown) for each row, and how many leads did not convert and did."""

    codes: NDArray[np.uint8]
    lost: int
    won: int


def known_outcome(table: RawTable, recipe: Recipe) -> KnownOutcome | None:
    """The outcome that leaks are measured against; None where there is none or too few."""
    item = recipe.with_role(Role.OUTCOME)
    column = None if item is None else table.column(item.name)
    if item is None or column is None:
        return None
    return _known(outcome_codes(column, item))


def outcome_known(leads: Leads) -> KnownOutcome | None:
    """The same of leads, whose outcome a field or their deals tell."""
    return _known(leads.outcome)


def _known(codes: NDArray[np.uint8]) -> KnownOutcome | None:
    lost, won, _ = np.bincount(codes, minlength=3).tolist()
    return KnownOutcome(codes, lost, won) if min(lost, won) >= FEWEST else None


def auc_of(negative: NDArray[np.int64], positive: NDArray[np.int64]) -> float:
    """AUC of values in ascending order from their counts in each class, ties half."""
    below = np.cumsum(negative) - negative
    total = float(negative.sum()) * float(positive.sum())
    return float((positive * (below + negative / 2)).sum()) / total if total else 0.5


def leak(
    raw: RawColumn, item: Input, prepared: Column | None, outcome: KnownOutcome
) -> tuple[Problem, ...]:
    """A warning if the field knows the outcome too well to have been known before it."""
    size = len(raw.texts)
    lost, won = outcome.lost, outcome.won
    cells = np.bincount(raw.codes.astype(np.int64) * 3 + outcome.codes, minlength=3 * size)
    counts = cells.reshape(size, 3)
    filled_lost, filled_won = int(counts[1:, 0].sum()), int(counts[1:, 1].sum())
    filled = filled_lost + filled_won
    base = won / (won + lost)
    remedy = "Leave it out of the model, unless it was known before the outcome."
    if filled >= FEWEST and filled < won + lost and base < 0.9 and filled_won >= ONLY * filled:
        almost = "" if filled_lost == 0 else "almost "
        problem = Problem(
            f"It looks like a leak: filled {almost}only for leads that converted "
            f"({filled_won:,} of {count_of(filled, 'filled lead')}).",
            item.name,
            remedy,
            filled,
        )
        return (problem,)
    auc = _alone(prepared, counts, outcome)
    if auc is not None and auc > ALONE:
        problem = Problem(
            f"It looks like a leak: alone it ranks the leads almost perfectly (AUC {auc:.2f}).",
            item.name,
            remedy,
        )
        return (problem,)
    return ()


def _alone(
    prepared: Column | None, counts: NDArray[np.int64], outcome: KnownOutcome
) -> float | None:
    """How well the field alone ranks the known leads; None where that would be overfitted."""
    if isinstance(prepared, NumberColumn):
        decided = outcome.codes < 2
        ordered = np.nan_to_num(prepared.values[decided], nan=-np.inf)
        _, ranks = np.unique(ordered, return_inverse=True)
        cells = np.bincount(ranks * 2 + outcome.codes[decided], minlength=2 * (ranks.max() + 1))
        auc = auc_of(cells[0::2], cells[1::2])
        return max(auc, 1 - auc)
    if int((counts[:, :2].sum(axis=1) > 0).sum()) > max(20, (outcome.lost + outcome.won) // 50):
        return None
    negative, positive = counts[:, 0], counts[:, 1]
    rates = positive / np.maximum(negative + positive, 1)
    order = np.argsort(rates, kind="stable")
    return auc_of(negative[order], positive[order])
