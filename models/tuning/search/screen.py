"""What a move promises, by the parabola of the log-loss at a card: to look at fewer moves in full.

Points move the odds by slope x points; intercept and slope follow. Limits of groups are passed over
here: this only chooses what is then worked out exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.tuning.product import along, times
from models.tuning.search.fit import softplus_and_chance
from models.tuning.search.rows import Real
from models.tuning.search.sample import Sample
from models.tuning.search.stand import Stand, Whole

PROMISING = 64
"""So many moves are looked at in full."""


@dataclass(frozen=True, eq=False)
class Parabola:
    """`pull`: (chosen,) how the log-loss falls with each line's odds; `bend`: (chosen, chosen) how
    that changes, intercept and slope refitted; `slope`: odds of a point.
    """

    stand: Stand
    slope: float
    pull: Real
    bend: Real
    chance: Real
    level: Real
    met: Real

    def gains(self, points: Whole, cards: Whole) -> Real:
        """How much the summed log-loss falls with each of the cards of the same lines."""
        chosen = list(self.stand.chosen)
        odds = self.slope * (cards[:, chosen] - points[chosen])
        found: Real = along(odds, self.pull) - np.einsum("mi,ij,mj->m", odds, self.bend, odds) / 2
        return found

    def swaps(self, points: Whole, signs: Real) -> Real:
        """(chosen + 1, lines): how much it falls where a line takes the place of a chosen one, or
        joins them (the last). `signs`: (lines,) of points that a line may have; 0: any.
        """
        stand = self.stand
        rows = stand.rows
        assert isinstance(rows, Sample)
        pots = rows.pots
        chosen = list(stand.chosen)
        found = np.full((len(chosen) + 1, len(signs)), -np.inf)
        bend = self.chance * (1 - self.chance)
        base = np.array([np.ones(len(stand)), self.level])
        heavy = base * bend * (stand.yes + stand.no)
        inner = times(heavy, base.T)
        inner += np.diag(1e-9 * np.diag(inner) + 1e-12)
        crossed = np.linalg.solve(inner, times(heavy, self.met.T))
        gone = np.append(-self.slope * points[chosen], 0.0)
        own = np.append(gone[:-1] * self.pull - gone[:-1] ** 2 * np.diag(self.bend) / 2, 0.0)
        for pot, columns in enumerate(rows.columns):
            first = columns.first
            if not len(first):
                continue
            left = pots.percents[pot, stand.state] / 100
            shared = bend * left * np.vstack([left, base, self.met])
            yes = np.vstack([(1 - self.chance) * left, shared])
            no = np.vstack([-self.chance * left, shared])
            sums = rows.weighed(pot, yes[:, stand.pattern], no[:, stand.pattern])
            place = np.searchsorted(first, columns.lines)
            table = np.zeros((len(sums), len(first)))
            sums[1] *= 2 * columns.turns + 1
            np.add.at(table.T, place, sums.T)
            pull, itself, with_base, with_met = table[0], table[1], table[2:4], table[4:]
            rest = itself - (with_base * np.linalg.solve(inner, with_base)).sum(axis=0)
            good = rest > 1e-6 * np.maximum(itself, 1e-12)
            mixed = np.vstack([with_met - times(crossed.T, with_base), np.zeros(len(first))])
            left_over = pull - gone[:, None] * mixed
            gain = np.where(good, left_over**2 / np.where(good, rest, 1.0) / 2, -np.inf)
            gain[signs[first] * left_over < 0] = -np.inf
            found[:, first] = own[:, None] + gain
        return found


def parabola(stand: Stand, points: Whole, intercept: float, slope: float) -> Parabola:
    """At the fit of the card."""
    pots = stand.rows.pots
    chosen = list(stand.chosen)
    score = stand.parts(stand.sums(points[chosen])).sum(axis=0)
    weight = stand.yes + stand.no
    level = score - float(along(weight, score)) / float(weight.sum())
    level /= float(np.abs(level).max()) or 1.0
    _, chance = softplus_and_chance(intercept + slope * score)
    met = stand.met * (pots.percents[pots.of_line[chosen]][:, stand.state] / 100)
    pull = along(met, stand.yes - weight * chance)
    every = np.vstack([np.ones(len(stand)), level, met])
    bent = times(every * (weight * chance * (1 - chance)), every.T)
    inner = bent[:2, :2] + np.diag(1e-9 * np.diag(bent[:2, :2]) + 1e-12)
    bend = bent[2:, 2:] - bent[2:, :2] @ np.linalg.solve(inner, bent[:2, 2:])
    return Parabola(stand, slope, pull, bend, chance, level, met)
