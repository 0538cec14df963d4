"""How alike leads of one account are in their outcome, and what that does to a rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import TextColumn
from models.leads.fields import Role
from models.leads.table import Leads

FEWEST_ACCOUNTS = 20
"""Accounts of an arm from which the spread between accounts tells anything."""


@dataclass(frozen=True)
class Alike:
    """`correlation` 0..1 of the outcomes of two leads of one account; `size`: the leads of the
    account of a lead, on average; `accounts` and `leads` that it was estimated from.
    """

    correlation: float
    size: float
    accounts: int
    leads: int


def units_of(leads: Leads) -> NDArray[np.int64] | None:
    """The account of each lead as a number, a lead without one on its own; None: no such field."""
    item = leads.recipe.with_role(Role.ACCOUNT)
    column = None if item is None else leads.column(item.name)
    if not isinstance(column, TextColumn):
        return None
    first: dict[str, int] = {}
    same = np.array(
        [first.setdefault(key, place) for place, key in enumerate(column.keys)], dtype=np.int64
    )
    units = same[column.codes]
    blank = units == 0
    units[blank] = len(same) + np.arange(int(blank.sum()))
    return units


def alike_of(units: NDArray[np.int64], converted: NDArray[np.bool_]) -> Alike | None:
    """The intra-cluster correlation by analysis of variance; None where nothing tells it.

    (MSB - MSW) / (MSB + (m0 - 1) MSW), not below 0 (Donner, International Statistical Review 54
    (1986), 67-82; Ridout, Demetrio and Firth, Biometrics 55 (1999), 137-148). Arrays (leads,).
    """
    held, won = _by_unit(units, converted)
    number, leads = len(held), int(held.sum())
    if number < 2 or leads <= number:
        return None
    rates, mean = won / held, won.sum() / leads
    between = float((held * (rates - mean) ** 2).sum()) / (number - 1)
    within = float((won * (1 - rates)).sum()) / (leads - number)
    weighted = float((held * held).sum()) / leads
    typical = (leads - weighted) / (number - 1)
    every = between + (typical - 1) * within
    correlation = 0.0 if every <= 0 else max(0.0, (between - within) / every)
    return Alike(correlation, weighted, number, leads)


@dataclass(frozen=True)
class ArmCounts:
    """Leads of an arm with a known outcome, those that converted, and the accounts they are of.

    `spread`: the variance of the rate by its accounts, None where it was not asked for.
    """

    known: int
    converted: int
    units: int = 0
    spread: float | None = None

    @property
    def rate(self) -> float:
        """The share that converted; of an arm that has leads."""
        return self.converted / self.known


def arm_counts(converted: NDArray[np.bool_], units: NDArray[np.int64] | None = None) -> ArmCounts:
    """The counts of an arm's leads with a known outcome; with accounts, how much they spread.

    The variance is that of a ratio of totals over accounts (Cochran, Sampling Techniques, 3rd ed.
    (1977), 6.3), which is also what cluster-robust standard errors give.
    """
    known, won = len(converted), int(converted.sum())
    if units is None or not known:
        return ArmCounts(known, won)
    held, hits = _by_unit(units, converted)
    number = len(held)
    if number < 2:
        return ArmCounts(known, won, number)
    left = hits - held * (won / known)
    spread = float((left * left).sum()) * number / (number - 1) / known**2
    return ArmCounts(known, won, number, spread)


def effect_of(arms: tuple[ArmCounts, ...]) -> float:
    """How many times the variance of the rates is what it would be without accounts, 1 or more.

    Each arm's own effect, weighted as in a comparison of the arms (Rao and Scott, Biometrics 48
    (1992), 577-585): the counts divided by it can be treated as leads on their own.
    """
    every = sum(arm.known for arm in arms)
    above, below = 0.0, 0.0
    for arm in arms:
        if arm.spread is None or not 0 < arm.converted < arm.known:
            continue
        weight = 1 - arm.known / every
        above += weight * arm.spread * arm.known
        below += weight * arm.rate * (1 - arm.rate)
    return max(1.0, above / below) if below else 1.0


def _by_unit(
    units: NDArray[np.int64], converted: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Leads and conversions of each account that has leads."""
    _, places = np.unique(units, return_inverse=True)
    held = np.bincount(places).astype(np.float64)
    return held, np.bincount(places[converted], minlength=len(held)).astype(np.float64)
