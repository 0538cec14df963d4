"""What came of the arms: rates, differences between them, whether that is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt

from models.evaluation.holm import holm
from models.evaluation.power import normal_point, smallest_difference
from models.evaluation.rates import (
    FEWEST_EXPECTED,
    Chance,
    chance_of_difference,
    difference_of_rates,
    rate_interval,
)
from models.evaluation.tallies import FEWEST, Interval
from models.evaluation.trials.alike import FEWEST_ACCOUNTS, ArmCounts, effect_of


@dataclass(frozen=True)
class ArmRate:
    """An arm: its leads with a known outcome, those that converted, the rate; None: no lead."""

    name: str
    counts: ArmCounts
    rate: Interval | None


@dataclass(frozen=True)
class Between:
    """The rate of `b` less that of `a`. `p`: of the test, corrected for the number of pairs by
    Holm; None: too few to say. `exact`: counted instead of approximated.
    """

    a: str
    b: str
    difference: Interval | None
    p: float | None
    exact: bool = False


@dataclass(frozen=True)
class Result:
    """`level`: how often arms that are the same may be told apart. `effect`: times as many leads
    as if each were on its own. `could_show`: the least difference that these leads could show.
    """

    arms: tuple[ArmRate, ...]
    pairs: tuple[Between, ...]
    level: float
    effect: float = 1.0
    could_show: float | None = None

    @property
    def converted(self) -> int:
        """Conversions of all arms."""
        return sum(arm.counts.converted for arm in self.arms)

    @property
    def known(self) -> int:
        """Leads of all arms with a known outcome."""
        return sum(arm.counts.known for arm in self.arms)

    def found(self, pair: Between) -> bool:
        """Whether the two arms can be told apart."""
        return pair.p is not None and pair.p < self.level


def result_of(
    names: Sequence[str], arms: Sequence[ArmCounts], level: float = 0.05, power: float = 0.8
) -> Result:
    """Rates, and every pair of arms; intervals of differences hold for all pairs together.

    Where the arms are dealt by account (`spread` is told) counts are divided by the design effect
    (Rao and Scott) before anything is said of chance.
    """
    effect = effect_of(tuple(arms))
    places = list(combinations(range(len(arms)), 2))
    pairs = [
        between(names[a], arms[a], names[b], arms[b], level / len(places), effect)
        for a, b in places
    ]
    corrected = holm([pair.p for pair in pairs])
    first, second = arms[0], arms[1]
    every = first.known + second.known
    shown = None
    if every and first.converted > 0:
        share = min(0.99, max(0.01, second.known / every))
        shown = smallest_difference(every / effect, first.rate, level, power, share)
    return Result(
        tuple(
            ArmRate(name, arm, rate_interval(arm.converted / effect, arm.known / effect))
            for name, arm in zip(names, arms, strict=True)
        ),
        tuple(
            Between(pair.a, pair.b, pair.difference, p, pair.exact)
            for pair, p in zip(pairs, corrected, strict=True)
        ),
        level,
        effect,
        shown,
    )


def between(
    a_name: str,
    a: ArmCounts,
    b_name: str,
    b: ArmCounts,
    level: float,
    effect: float = 1.0,
) -> Between:
    """B less A; no p where fewer than `FEWEST` of both converted or did not, or where they were
    dealt by account and fewer than `FEWEST_ACCOUNTS` are in an arm.
    """
    difference = difference_of_rates(
        b.converted / effect,
        b.known / effect,
        a.converted / effect,
        a.known / effect,
        normal_point(level / 2),
    )
    converted, known = a.converted + b.converted, a.known + b.known
    rarest = min(converted, known - converted)
    few_accounts = a.spread is not None and min(a.units, b.units) < FEWEST_ACCOUNTS
    if rarest < FEWEST or few_accounts or not min(a.known, b.known):
        return Between(a_name, b_name, difference, None)
    if effect > 1:
        chance = _by_account(a, b, effect)
    else:
        chance = chance_of_difference(a.converted, a.known, b.converted, b.known)
    if chance is None:
        return Between(a_name, b_name, difference, None)
    return Between(a_name, b_name, difference, chance.p, chance.exact)


def _by_account(a: ArmCounts, b: ArmCounts, effect: float) -> Chance | None:
    """The z test of counts that are divided by the effect; None where these are too few for it."""
    pooled = (a.converted + b.converted) / (a.known + b.known)
    if min(pooled, 1 - pooled) * min(a.known, b.known) / effect < FEWEST_EXPECTED:
        return None
    error = sqrt(pooled * (1 - pooled) * effect * (1 / a.known + 1 / b.known))
    return Chance(erfc(abs(a.rate - b.rate) / error / sqrt(2)), exact=False)
