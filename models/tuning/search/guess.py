"""How good every (line, points) would be, guessed by one Newton step from the fit of today's card.

At a fixed intercept and slope the loss and its first and second derivatives are sums over keys, so
that all lines and points are one matrix product.
"""

from __future__ import annotations

import numpy as np

from models.tuning.product import along, times
from models.tuning.search.fit import newton, softplus_and_chance
from models.tuning.search.rows import Real
from models.tuning.search.stand import Whole
from models.tuning.search.view import View


def guessed(seen: View, values: Whole, intercept: float, slope: float) -> Real:
    """(values, lines of the pot): summed log-loss where the line gives so many points."""
    lines = len(seen.columns.first)
    weight = seen.yes + seen.no
    total = float(weight.sum())
    middle = float(along(weight, seen.score)) / total
    spread = float(np.sqrt(along(weight, (seen.score - middle) ** 2) / total)) or 1.0
    lift = intercept + slope * middle
    tilt = slope * spread

    def terms(scores: Whole) -> tuple[Real, Real]:
        level: Real = (scores.astype(np.float64) - middle) / spread
        soft, chance = softplus_and_chance(lift + tilt * level)
        bend = chance * (1 - chance)
        steep = bend * level
        return np.array([soft, chance, chance * level, bend, steep, steep * level]), level

    now, level = terms(seen.score)
    sums = np.empty((6, len(values), lines))
    sums[:] = along(now, weight)[:, None, None]
    pulled = np.full((len(values), lines), float(along(level, seen.yes)))
    columns = seen.columns
    below, level_below = now[:, None, :], level[None, :]
    for turn in range(int(columns.turns.max()) + 1):
        inside = columns.turns == turn
        place = np.searchsorted(columns.first, columns.lines[inside])
        above, level_above = terms(seen.after(values * (turn + 1)))
        met = seen.yes_met[:, inside]
        both = met + seen.no_met[:, inside]
        moved = (above - below).reshape(6 * len(values), -1)
        sums[:, :, place] += times(moved, both).reshape(6, len(values), -1)
        pulled[:, place] += times(level_above - level_below, met)
        below, level_below = above, level_above
    converted = float(seen.yes.sum())
    loss = sums[0] - lift * converted - tilt * pulled
    down_in, down_up = sums[1] - converted, sums[2] - pulled
    step_in, step_up = newton(down_in, down_up, sums[3], sums[4], sums[5])
    loss += (step_in * down_in + step_up * down_up) / 2
    rate = converted / total
    even = -(converted * np.log(rate) + (total - converted) * np.log(1 - rate))
    found: Real = np.where(tilt + step_up <= 0, even, np.minimum(loss, even))
    return found
