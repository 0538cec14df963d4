"""The list of accounts: what each row shows, which are found and in which order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.accounts import account_outcomes
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.scoring.account import AccountMeasure
from models.scoring.accounts import ScoredAccounts

NAME, LEADS, SCORE, BEST, IN_BAND, DISTINCT, RAISES, OUTCOME = (
    "name",
    "leads",
    "score",
    "best",
    "in band",
    "distinct",
    "raises",
    "outcome",
)
"""Sort keys."""


@dataclass(frozen=True)
class AccountQuery:
    """What a person asked of the list."""

    text: str = ""
    sort: str = SCORE
    downwards: bool = True


@dataclass(frozen=True, eq=False)
class AccountList:
    """Arrays have shape (accounts,). `best`: the row of the lead with the highest score, -1 where
    no lead counts yet; `in_band`: leads in the MQL band or above; `distinct`: different values of
    `field`, the first that a part counts ("": none does)."""

    scored: ScoredAccounts
    leads: NDArray[np.int64]
    best: NDArray[np.intp]
    best_score: NDArray[np.int64]
    in_band: NDArray[np.int64]
    distinct: NDArray[np.int64]
    field: str
    outcome: NDArray[np.uint8]

    def rows(self, query: AccountQuery) -> NDArray[np.intp]:
        """The accounts that answer the query, in order; ties by name."""
        there = np.flatnonzero(self.leads > 0)
        wanted = cleaned_key(query.text)
        if wanted:
            found = [wanted in key for key in self.scored.keys.keys]
            there = there[np.array(found, dtype=np.bool_)[there]]
        if query.sort == NAME:  # accounts stand in the order of their keys
            return there[::-1] if query.downwards else there
        values = self._values(query.sort)[there].astype(np.int64)
        return there[np.argsort(-values if query.downwards else values, kind="stable")]

    def _values(self, sort: str) -> NDArray[np.integer]:
        return {
            LEADS: self.leads,
            SCORE: self.scored.points,
            BEST: self.best_score,
            IN_BAND: self.in_band,
            DISTINCT: self.distinct,
            RAISES: self.scored.raises,
            OUTCOME: np.where(self.outcome == 2, -1, self.outcome.astype(np.int64)),
        }.get(sort, self.scored.scores)


def account_list(scored: ScoredAccounts, leads: Leads) -> AccountList:
    """All accounts of the leads as a list shows them."""
    people, size = scored.people, len(scored)
    scores = scored.own.scores[people.rows].astype(np.int64)
    order = np.lexsort((-scores, people.account))
    some = people.counts > 0
    firsts = order[people.starts[:-1][some]]
    best = np.full(size, -1, dtype=np.intp)
    best[some] = people.rows[firsts]
    best_score = np.zeros(size, dtype=np.int64)
    best_score[some] = scores[firsts]
    high = scored.own.bands[people.rows] >= scored.model.mql_band
    counted = (
        (part, measured)
        for part, measured in zip(scored.account.parts, scored.measured, strict=True)
        if part.measure is AccountMeasure.DISTINCT and part.field
    )
    part, distinct = next(counted, (None, np.zeros(size, dtype=np.int64)))
    return AccountList(
        scored=scored,
        leads=people.counts,
        best=best,
        best_score=best_score,
        in_band=np.bincount(people.account[high], minlength=size).astype(np.int64),
        distinct=distinct,
        field="" if part is None else part.field,
        outcome=account_outcomes(scored, leads),
    )
