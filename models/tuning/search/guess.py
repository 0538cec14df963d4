"""How good every (line, points) would be, guessed by one Newton step from the fit of today's card.

At a fixed intercept and slope the loss and its first and second derivatives are sums over keys, so
that all lines and points are one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.tuning.product import along, times
from models.tuning.search.fit import newton, softplus_and_chance
from models.tuning.search.rows import Real
from models.tuning.search.stand import Whole
from models.tuning.search.view import View


def guessed(views: Sequence[View], values: Whole, intercept: float, slope: float) -> list[Real]:
    """(values, lines of the pot) of each view of the same patterns: summed log-loss where the line
    gives so many points.
    """
    seen = views[0]
    weight = seen.yes + seen.no
    total, converted = float(weight.sum()), float(seen.yes.sum())
    middle = float(along(weight, seen.score)) / total
    spread = float(np.sqrt(along(weight, (seen.score - middle) ** 2) / total)) or 1.0
    lift = intercept + slope * middle
    tilt = slope * spread
    scores = _reached(views, values)
    level = (scores - middle) / spread
    soft, chance = softplus_and_chance(lift + tilt * level)
    bend = chance * (1 - chance)
    steep = bend * level
    terms = np.array([soft, chance, chance * level, bend, steep, steep * level, level])
    sums = np.concatenate([_summed(one, values, terms, int(scores[0])) for one in views], axis=2)
    loss = sums[0] - lift * converted - tilt * sums[6]
    down_in, down_up = sums[1] - converted, sums[2] - sums[6]
    step_in, step_up = newton(down_in, down_up, sums[3], sums[4], sums[5])
    loss += (step_in * down_in + step_up * down_up) / 2
    rate = converted / total
    even = -(converted * np.log(rate) + (total - converted) * np.log(1 - rate))
    found: Real = np.where(tilt + step_up <= 0, even, np.minimum(loss, even))
    ends = np.cumsum([len(one.columns.first) for one in views])
    return np.split(found, ends[:-1], axis=1)


def _reached(views: Sequence[View], values: Whole) -> Whole:
    """All scores that any of these could give a lead, ascending."""
    unit = views[0].stand.rows.pots.unit
    now = np.concatenate([seen.score for seen in views])
    turns = max(len(seen.columns.by_turn) for seen in views)
    # Limits never make more of what is added; what fades is rounded, by less than one.
    reach = unit * (turns * int(np.abs(values).max()) // unit + 1)
    return np.arange(int(now.min()) - reach, int(now.max()) + reach + unit, unit)


def _summed(seen: View, values: Whole, terms: Real, low: int) -> Real:
    """(terms, values, lines of the pot): the terms of all leads, the last of conversions only."""
    unit = seen.stand.rows.pots.unit
    now = terms.take((seen.score - low) // unit, axis=1)
    sums = np.empty((len(terms), len(values), len(seen.columns.first)))
    sums[:-1] = along(now[:-1], seen.yes + seen.no)[:, None, None]
    sums[-1] = float(along(now[-1], seen.yes))
    below = now[:, None, :]
    for turn, (inside, place) in enumerate(seen.columns.by_turn, 1):
        above = terms.take((seen.after(values * turn) - low) // unit, axis=1)
        moved = above - below
        met = seen.yes_met[:, inside]
        both = met + seen.no_met[:, inside]
        every = times(moved[:-1].reshape(-1, len(now[0])), both)
        sums[:-1, :, place] += every.reshape(len(terms) - 1, len(values), -1)
        sums[-1, :, place] += times(moved[-1], met).T
        below = above
    return sums
