"""Looking at a test several times without fooling oneself: how much of the level each look may use.

The two-sided level is spent as O'Brien and Fleming's bounds do, next to nothing early: each side
has used 2 - 2 Phi(z / sqrt(t)) of its half when the share t of the information is in (Lan and
DeMets, Biometrika 70 (1983), 659-663; O'Brien and Fleming, Biometrics 35 (1979), 549-556). Looks
need not come when they were planned: a bound hangs on the information that is there. The chance of
crossing is found look by look (Armitage, McPherson and Rowe, Journal of the Royal Statistical
Society A 132 (1969), 235-244; Jennison and Turnbull, Group Sequential Methods (2000), 19.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import erfc, inf, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.power import normal_point

MOST_LOOKS = 5
"""Looks that a plan has at most: more gain next to nothing and are work for nobody's good."""
_FAR = 9.0
"""Standard deviations beyond which nothing lies."""
_NODES = 160

Numbers = NDArray[np.float64]


def spent(share: float, level: float) -> float:
    """How much of the two-sided level is used up when this share of the information is in."""
    if share <= 0:
        return 0.0
    if share >= 1:
        return level
    return 2 * erfc(normal_point(level / 4) / sqrt(share) / sqrt(2))


def level_of(bound: float) -> float:
    """The p below which a look with this bound of z finds a difference."""
    return erfc(bound / sqrt(2))


def bounds_of(shares: Sequence[float], level: float, information: Sequence[float]) -> list[float]:
    """The bound of z at each look, two-sided; infinite where nothing is left to spend.

    `shares` of the level's clock, ascending, 1 at the last look. `information` at the looks, in
    any unit, ascending: how the looks hang together.
    """
    found: list[float] = []
    last = information[-1]
    times = [one / last for one in information]
    used = 0.0
    ground: _Ground | None = None
    for place, share in enumerate(shares):
        due = spent(share, level)
        step = max(0.0, due - used)
        bound = _bound(ground, times[place], step)
        used = max(used, due)
        found.append(bound)
        ground = _stayed(ground, times[place], bound, 0.0)
    return found


def crossed(bounds: Sequence[float], times: Sequence[float], drift: float = 0.0) -> list[float]:
    """The chance of first crossing at each look, either side; `times`: information, the last 1.

    `drift`: what z is expected to be at the end.
    """
    found: list[float] = []
    ground: _Ground | None = None
    for bound, time in zip(bounds, times, strict=True):
        edge = min(bound, _FAR) * sqrt(time)
        found.append(float(_beyond(ground, time, edge, drift)))
        ground = _stayed(ground, time, bound, drift)
    return found


@cache
def even_bounds(looks: int, level: float) -> tuple[float, ...]:
    """The bounds of z of looks that are planned evenly."""
    shares = [look / looks for look in range(1, looks + 1)]
    return tuple(bounds_of(shares, level, shares))


@cache
def inflation(looks: int, level: float, power: float) -> float:
    """How many times the leads of a test with one look it takes to keep the power; 1 or more."""
    if looks == 1:
        return 1.0
    bounds = even_bounds(looks, level)
    times = [look / looks for look in range(1, looks + 1)]
    single = normal_point(level / 2) + normal_point(1 - power)
    low, high = single, 2 * single
    while high - low > 1e-6 * single:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(crossed(bounds, times, middle)) < power else (low, middle)
    return max(1.0, (high / single) ** 2)


class _Ground:
    """Where the sum stands (`places`) after a look that did not stop, with its weight there."""

    def __init__(self, time: float, places: Numbers, weights: Numbers) -> None:
        self.time, self.places, self.weights = time, places, weights


def _stayed(before: _Ground | None, time: float, bound: float, drift: float) -> _Ground:
    """The sum after a look: a Brownian motion with that drift, inside of the bound."""
    edge = min(bound, _FAR) * sqrt(time)
    spread = sqrt(time)
    low, high = max(-edge, drift * time - _FAR * spread), min(edge, drift * time + _FAR * spread)
    nodes, weights = _gauss()
    places = (high - low) / 2 * nodes + (high + low) / 2
    weights = (high - low) / 2 * weights
    if before is None:
        density = _density(places, drift * time, time)
    else:
        step = time - before.time
        apart = places[:, None] - before.places[None, :]
        density = _density(apart, drift * step, step) @ before.weights
    return _Ground(time, places, weights * density)


def _beyond(before: _Ground | None, time: float, edge: float, drift: float) -> float:
    """The chance to have come so far and to stand beyond the edge, above or below."""
    if before is None:
        spread, mean = sqrt(2 * time), drift * time
        return (erfc((edge - mean) / spread) + erfc((edge + mean) / spread)) / 2
    step = time - before.time
    spread, means = sqrt(2 * step), before.places + drift * step
    above = [erfc(value) for value in ((edge - means) / spread).tolist()]
    below = [erfc(value) for value in ((edge + means) / spread).tolist()]
    return float(before.weights @ (np.array(above) + np.array(below)) / 2)


def _bound(before: _Ground | None, time: float, step: float) -> float:
    """The bound of z that uses up this much of the level."""
    if step <= 1e-12:
        return inf
    low, high = 0.0, _FAR
    if _beyond(before, time, high * sqrt(time), 0.0) >= step:
        return high
    while high - low > 1e-7:
        middle = (low + high) / 2
        if _beyond(before, time, middle * sqrt(time), 0.0) > step:
            low = middle
        else:
            high = middle
    return high


def _density(values: Numbers, middle: float, variance: float) -> Numbers:
    density: Numbers = np.exp(-((values - middle) ** 2) / (2 * variance))
    return density / sqrt(2 * np.pi * variance)


@cache
def _gauss() -> tuple[Numbers, Numbers]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return nodes, weights
