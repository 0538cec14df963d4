"""How well chances come true, on leads that did not teach them: ten groups of equally many leads.

The error (ECE) is the mean distance of the mean chance of a group from its conversion, weighed by
leads. It is never 0: leads convert by chance. `by_chance` is what it would be on average if every
chance were right, so that nobody reads that part of it as a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.few import t_95
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval

BINS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """Leads of about the same chance: the mean of it, and how they converted."""

    leads: int
    converted: int
    chance: float
    rate: Interval


@dataclass(frozen=True)
class Reliability:
    """`error`: the calibration error; `by_chance`: what it would be with right chances. `loss`: the
    mean log-loss; `base_loss`: that of giving every lead the rate of all. `brier`: Brier score.
    """

    bins: tuple[Bin, ...]
    leads: int
    converted: int
    error: float
    by_chance: float
    loss: Interval
    base_loss: float
    brier: Interval


def reliability_of(chances: Floats, codes: NDArray[np.uint8], bins: int = BINS) -> Reliability:
    """Of chances within 0..1 and outcomes 0 or 1; one lead or more."""
    chances = np.clip(chances, 1e-6, 1 - 1e-6)
    edges = np.quantile(chances, np.arange(1, bins) / bins)
    # Leads of the same chance stay together, so that groups of a coarse score may be fewer.
    place = np.searchsorted(edges, chances, side="left")
    won = (codes == 1).astype(np.float64)
    leads = np.bincount(place, minlength=bins)
    sums = np.bincount(place, chances, bins)
    converted = np.bincount(place, won, bins)
    spread = np.bincount(place, chances * (1 - chances), bins)
    found = []
    for at in np.flatnonzero(leads).tolist():
        size, hits = int(leads[at]), int(converted[at])
        rate = rate_interval(hits, size)
        assert rate is not None  # the group has leads
        found.append(Bin(size, hits, float(sums[at]) / size, rate))
    losses = -np.where(codes == 1, np.log(chances), np.log1p(-chances))
    base = float(np.clip(won.mean(), 1e-6, 1 - 1e-6))
    rarer = int(min(won.sum(), len(won) - won.sum()))
    return Reliability(
        tuple(found),
        len(codes),
        int(won.sum()),
        float(np.abs(sums - converted).sum()) / len(codes),
        float(sqrt(2 / pi) * np.sqrt(spread).sum()) / len(codes),
        mean_of(losses, rarer),
        float(-(won.mean() * np.log(base) + (1 - won.mean()) * np.log1p(-base))),
        mean_of((chances - won) ** 2, rarer),
    )


def mean_of(values: Floats, rarer: int) -> Interval:
    """The mean of values of at least 0 with its 95 % interval; `rarer`: leads of that outcome."""
    found = mean_difference(values, rarer)
    return Interval(found.value, max(0.0, found.low), found.high)


def mean_difference(values: Floats, rarer: int) -> Interval:
    """The same of values of either sign."""
    value = float(values.mean())
    if len(values) < 2 or rarer < 2:
        return Interval(value, value, value)
    half = t_95(rarer - 1) * float(values.std(ddof=1)) / sqrt(len(values))
    return Interval(value, value - half, value + half)
