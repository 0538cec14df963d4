"""Accounts against what became of them: by range of their score, at a threshold, as a ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, percent
from models.evaluation.metrics import ranking, tally_of
from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.table import CONVERTED, NOT_CONVERTED, UNKNOWN, Leads
from models.leads.tally import Tally
from models.leads.wording import count_of, figure
from models.scoring.account import AccountScore
from models.scoring.accounts import ScoredAccounts
from models.scoring.model import ScoringModel

MOST_LEVELS = 1 << 20
"""The widest scale of accounts whose ranking is counted."""


@dataclass(frozen=True)
class AccountRange:
    """The accounts whose score is from `low` up to, not including, `high` (None: the end)."""

    low: int
    high: int | None
    tally: Tally


@dataclass(frozen=True)
class AccountFigures:
    """What the accounts of the leads come to. Tallies count accounts.

    `several`: accounts of more than one lead. `above`: at or above `threshold`; `below`: others.
    `without`: leads that have no account, `free_mail` of them by a host that anybody can use.
    """

    all: Tally
    several: int
    threshold: int
    above: Tally
    below: Tally
    ranges: tuple[AccountRange, ...]
    auc: Interval | None
    leads: int
    without: int
    free_mail: int


def account_outcomes(scored: ScoredAccounts, leads: Leads) -> NDArray[np.uint8]:
    """0 not converted, 1 converted, 2 unknown of each account; shape (accounts,).

    The table of accounts says it if it has an outcome. Else an account converted if any of its
    leads did, and did not if some outcome is known and none of them is a conversion.
    """
    table = leads.accounts
    if table is not None and table.has_outcome:
        rows = table.rows_for(list(scored.keys.keys))
        of_table = np.append(table.outcome, np.uint8(UNKNOWN))
        found: NDArray[np.uint8] = of_table[rows]
        return found
    people, size = scored.people, len(scored)
    codes = leads.outcome[people.rows]
    won = np.bincount(people.account[codes == CONVERTED], minlength=size) > 0
    lost = np.bincount(people.account[codes == NOT_CONVERTED], minlength=size) > 0
    return np.where(won, CONVERTED, np.where(lost, NOT_CONVERTED, UNKNOWN)).astype(np.uint8)


def evaluate_accounts(scored: ScoredAccounts, leads: Leads) -> AccountFigures:
    """The figures of all accounts that have a lead by the as-of day."""
    there = scored.people.counts > 0
    scores = scored.scores[there]
    codes = account_outcomes(scored, leads)[there]
    threshold = threshold_of(scored.account, scored.model)
    high = scores >= threshold
    edges = edges_of(scored.account, scored.model)
    ends: list[int | None] = [*edges[1:], None]
    ranges = []
    for low, end in zip(edges, ends, strict=True):
        held = (scores >= low) if end is None else (scores >= low) & (scores < end)
        ranges.append(AccountRange(low, end, _tally(codes[held])))
    return AccountFigures(
        all=_tally(codes),
        several=int(np.count_nonzero(scored.people.counts > 1)),
        threshold=threshold,
        above=_tally(codes[high]),
        below=_tally(codes[~high]),
        ranges=tuple(ranges),
        auc=_ranking(scores, codes),
        leads=len(scored.keys.codes),
        without=scored.keys.without,
        free_mail=scored.keys.free_mail,
    )


def _tally(codes: NDArray[np.uint8]) -> Tally:
    return tally_of(np.bincount(codes, minlength=3))


def _ranking(scores: NDArray[np.int64], codes: NDArray[np.uint8]) -> Interval | None:
    if not len(scores) or int(scores.max()) - int(scores.min()) >= MOST_LEVELS:
        return None
    low = int(scores.min())
    size = int(scores.max()) - low + 1
    cells = (scores - low) * 3 + codes
    return ranking(np.bincount(cells, minlength=size * 3).reshape(size, 3))


def threshold_of(account: AccountScore, model: ScoringModel) -> int:
    """Where accounts are parted in two: where they begin to raise, else the MQL threshold."""
    lows = [entry.low for entry in account.raises if entry.points > 0 and entry.low is not None]
    if lows:
        return account.scale.clamp(int(np.ceil(min(lows))))
    return account.scale.clamp(model.mql_threshold)


def edges_of(account: AccountScore, model: ScoringModel) -> list[int]:
    """Where the ranges of account scores begin: as the raises have them, else as the bands."""
    scale = account.scale
    ends = [end for entry in account.raises for end in (entry.low, entry.high) if end is not None]
    found = {int(np.ceil(end)) for end in ends} or {band.threshold for band in model.bands}
    return [scale.least, *sorted(edge for edge in found if scale.least < edge <= scale.most)]


def account_verdict(figures: AccountFigures) -> tuple[str, str]:
    """What a sales lead would repeat, and its doubts."""
    accounts = figures.all.leads
    if not accounts and figures.leads > figures.without:
        return "No account has a lead that was created by the as-of day.", _without(figures)
    if not accounts:
        why = "none has the field, or an address of a company"
        return f"None of {count_of(figures.leads, 'lead')} has an account: {why}.", ""
    hold = "holds" if figures.several == 1 else "hold"
    noun = "account" if accounts == 1 else "accounts"
    first = f"{count(figures.several)} of {count(accounts)} {noun} {hold} more than one lead"
    above, below = figures.above, figures.below
    at = f"accounts at {figure(figures.threshold)} or above"
    if above.rate is not None and below.rate is not None:
        first += f"; {at} converted {percent(above.rate)}, others {percent(below.rate)}"
    elif not above.leads:
        first += f"; none is at {figure(figures.threshold)} or above"
    return f"{first}.", " ".join(filter(None, (_doubt(figures), _without(figures))))


def _doubt(figures: AccountFigures) -> str:
    known = figures.all
    if not known.known:
        return "No outcome is known, so nothing says whether accounts convert."
    if known.converted <= TOO_FEW:
        return f"Only {count_of(known.converted, 'account')} converted: too few to judge by."
    if figures.auc is not None and figures.auc.low <= 0.5 <= figures.auc.high:
        return "The account score cannot be told apart from chance at ranking accounts."
    return ""


def _without(figures: AccountFigures) -> str:
    if not figures.without:
        return ""
    has = "has" if figures.without == 1 else "have"
    told = f"{count_of(figures.without, 'lead')} {has} no account"
    if figures.free_mail:
        told += f", {count(figures.free_mail)} of them with a free-mail address"
    return f"{told}."
