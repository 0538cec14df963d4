"""Log-loss of many histograms at once, each with its own intercept and slope fitted."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.tuning.product import along

Real = NDArray[np.float64]

ROUNDS = 40


class Fit(NamedTuple):
    """`loss`: summed over leads; `intercept`, `slope`: of the score; each shape (histograms,)."""

    loss: Real
    intercept: Real
    slope: Real


def softplus_and_chance(odds: NDArray[Any]) -> tuple[Real, Real]:
    """log(1 + e^x) and 1 / (1 + e^-x), without overflow."""
    small = np.exp(-np.abs(odds))
    positive = odds > 0
    return (
        np.where(positive, odds, 0.0) + np.log1p(small),
        np.where(positive, 1.0, small) / (1.0 + small),
    )


def fitted(yes: Real, no: Real, scores: Real) -> Fit:
    """`yes`, `no`: (histograms, levels) conversions and others at each of the `scores`, (levels,).

    Newton's method with steps halved where the loss would rise. More points never mean less: where
    the best slope is below 0, it is 0.
    """
    both = yes + no
    weight = both.sum(axis=1)
    converted = yes.sum(axis=1)
    pooled = both.sum(axis=0)
    total = float(pooled.sum())
    middle = float(along(pooled, scores)) / total
    spread = float(np.sqrt(along(pooled, (scores - middle) ** 2) / total)) or 1.0
    level = (scores - middle) / spread
    rate = converted / weight
    even = -(_times_log(converted, rate) + _times_log(weight - converted, 1 - rate))
    held = np.clip(rate, 1e-300, 1 - 1e-16)
    intercept = np.log(held / (1 - held))
    slope = np.zeros_like(intercept)
    loss = even.copy()
    pulled = along(yes, level)
    length = np.ones_like(loss)
    step_in, step_up = np.zeros_like(loss), np.zeros_like(loss)
    open_ = np.arange(len(loss))
    for _ in range(ROUNDS):
        tried_in = intercept[open_] + length[open_] * step_in[open_]
        tried_up = slope[open_] + length[open_] * step_up[open_]
        odds = tried_in[:, None] + tried_up[:, None] * level
        soft, chance = softplus_and_chance(odds)
        mine = both[open_]
        found = (
            np.einsum("ml,ml->m", mine, soft)
            - tried_in * converted[open_]
            - tried_up * pulled[open_]
        )
        worse = found > loss[open_] + 1e-12 * weight[open_]
        length[open_[worse]] /= 4
        good = ~worse
        at = open_[good]
        intercept[at], slope[at], loss[at] = tried_in[good], tried_up[good], found[good]
        length[at] = 1.0
        expected = mine[good] * chance[good]
        bend = expected * (1 - chance[good])
        down_in = expected.sum(axis=1) - converted[at]
        down_up = along(expected, level) - pulled[at]
        flat, mixed, steep = bend.sum(axis=1), along(bend, level), along(bend, level * level)
        step_in[at], step_up[at] = newton(down_in, down_up, flat, mixed, steep)
        gain = -(step_in[at] * down_in + step_up[at] * down_up)
        done = np.zeros(len(open_), dtype=np.bool_)
        done[good] = gain < 1e-11 * weight[at]
        done[worse] = length[open_[worse]] < 1e-6
        open_ = open_[~done]
        if not len(open_):
            break
    falling = slope <= 0
    loss = np.where(falling, even, np.minimum(loss, even))
    slope = np.where(falling, 0.0, slope) / spread
    intercept = np.where(falling, np.log(held / (1 - held)), intercept - slope * middle)
    return Fit(loss, intercept, slope)


def newton(down_in: Real, down_up: Real, flat: Real, mixed: Real, steep: Real) -> tuple[Real, Real]:
    """The step to the bottom of the parabola; none along what is all but flat."""
    both = flat * steep - mixed * mixed
    firm = both > 1e-9 * flat * steep
    safe = np.where(firm, both, 1.0)
    slow = np.where(flat > 0, flat, 1.0)
    step_in = np.where(firm, -(steep * down_in - mixed * down_up) / safe, -down_in / slow)
    step_up = np.where(firm, -(flat * down_up - mixed * down_in) / safe, 0.0)
    return np.clip(step_in, -20, 20), np.clip(step_up, -20, 20)


def _times_log(amount: Real, chance: Real) -> Real:
    return amount * np.log(np.where(chance > 0, chance, 1.0))
