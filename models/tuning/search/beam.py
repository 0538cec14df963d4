"""Which lines together: real-valued points grown line by line, the best few kept at each size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from models.tuning.product import along, times
from models.tuning.search.fit import softplus_and_chance
from models.tuning.search.laws import Laws, Mask
from models.tuning.search.rows import Real
from models.tuning.search.sample import Sample
from models.tuning.search.stand import Stand, Whole

WIDTH, CHILDREN = 10, 10
NARROW = 5, 6
"""The same where it is to be quick."""
RIDGE = 1e-6
"""Holds coefficients where the outcomes are parted without it."""


@dataclass(frozen=True, eq=False)
class Support:
    """Chosen lines with real weights, (lines,). `fixed`: the weight of one point of what is not
    chosen by the beam: untuned rules and locked lines; 0 where all leads have the same of it.
    """

    stand: Stand
    weights: Real
    fixed: float
    loss: float
    coefficients: Real


def grown(
    rows: Sample, laws: Laws, sizes: int, look: Callable[[], None], *, quick: bool = False
) -> Iterator[list[Support]]:
    """The best supports, of one line more each time, until no more lines fit in."""
    width, children_of = NARROW if quick else (WIDTH, CHILDREN)
    must = laws.moves & ~laws.may[:, np.searchsorted(laws.values, 0)]
    locked = np.where(laws.moves, 0, laws.now)
    chosen = tuple(np.flatnonzero(must | (locked != 0)).tolist())
    stand = Stand(rows, chosen)
    beam = [_fitted(stand, laws, locked, None)]
    yield beam
    while len(beam[0].stand.chosen) < sizes:
        look()
        children: dict[frozenset[int], tuple[float, Support, int]] = {}
        for support in beam:
            for line, gain in _gains(rows, support, laws, locked, children_of):
                lines = frozenset((*support.stand.chosen, line))
                hoped = support.loss - gain
                if lines not in children or hoped < children[lines][0]:
                    children[lines] = (hoped, support, line)
            support.stand.forget()
        best = sorted(
            children.values(),
            key=lambda child: (round(child[0], 9), child[1].stand.chosen, child[2]),
        )
        if not best:
            return
        beam = []
        for _, support, line in best[: 2 * width]:
            look()
            stand = Stand(rows, (*support.stand.chosen, line), support.stand)
            beam.append(_fitted(stand, laws, locked, support))
        beam.sort(key=lambda support: (round(support.loss, 9), support.stand.chosen))
        del beam[width:]
        yield beam


def curvature(support: Support, laws: Laws) -> tuple[Real, list[int]]:
    """(lines, lines): how the loss bends along the weights of the chosen free lines, where the
    intercept and the weight of what is fixed follow; those lines.
    """
    stand = support.stand
    design, _, free = _design(stand, laws, np.where(laws.moves, 0, laws.now))
    weight = stand.yes + stand.no
    _, chance = softplus_and_chance(along(support.coefficients, design))
    bent = times(design * (weight * chance * (1 - chance)), design.T)
    bent += np.diag(1e-9 * float(weight.sum()) * np.ones(len(design)))
    inner, mixed = bent[:2, :2], bent[2:, :2]
    found: Real = bent[2:, 2:] - mixed @ np.linalg.solve(inner, mixed.T)
    return found, free


def _design(stand: Stand, laws: Laws, locked: Whole) -> tuple[Real, Real, list[int]]:
    """(columns, patterns): ones, what is fixed, and each chosen free line; the sign that each
    column's coefficient must have, 0: any; the free lines."""
    pots = stand.rows.pots
    kept = locked[list(stand.chosen)]
    fixed = stand.parts(stand.sums(kept)).sum(axis=0).astype(np.float64)
    free = [line for line in stand.chosen if laws.moves[line]]
    columns = [np.ones(len(stand)), fixed]
    signs = [0.0, 1.0]
    for place, line in enumerate(stand.chosen):
        if laws.moves[line]:
            left = pots.percents[pots.of_line[line], stand.state] / 100
            columns.append(stand.met[place] * left)
            signs.append(laws.signs[line])
    return np.array(columns), np.array(signs), free


def _fitted(stand: Stand, laws: Laws, locked: Whole, above: Support | None) -> Support:
    """Newton's method; a coefficient that would have the wrong sign is 0."""
    design, signs, free = _design(stand, laws, locked)
    weight = stand.yes + stand.no
    total = float(weight.sum())
    converted = float(stand.yes.sum())
    coefficients = np.zeros(len(design))
    coefficients[0] = np.log(converted / (total - converted))
    if above is not None:
        coefficients[: len(above.coefficients)] = above.coefficients
    ridge = RIDGE * total * np.ones(len(design))
    ridge[:2] = 0.0
    varied = np.ptp(design, axis=1) > 0
    varied[0] = True
    loss = np.inf
    best = coefficients
    for _ in range(12):
        odds = along(coefficients, design)
        soft, chance = softplus_and_chance(odds)
        found = float(along(weight, soft) - along(stand.yes, odds))
        found += float(ridge @ coefficients**2) / 2
        if not found < loss - 1e-7 * total:
            if found > loss:
                coefficients = (coefficients + best) / 2
                if np.abs(coefficients - best).max() < 1e-4:
                    break
                continue
            loss, best = min(loss, found), coefficients
            break
        loss, best = found, coefficients
        slope = along(design, weight * chance - stand.yes) + ridge * coefficients
        held = ~varied | ((signs * coefficients <= 0) & (signs * slope > 0) & (signs != 0))
        open_ = np.flatnonzero(~held)
        bent = design[open_] * (weight * chance * (1 - chance))
        matrix = times(bent, design[open_].T) + np.diag(ridge[open_] + 1e-9 * total)
        step = np.linalg.solve(matrix, slope[open_])
        coefficients = coefficients.copy()
        coefficients[open_] -= np.clip(step, -5, 5)
        wrong = (signs != 0) & (signs * coefficients < 0)
        coefficients[wrong] = 0.0
    weights = np.zeros(len(laws.now))
    weights[free] = best[2:]
    return Support(stand, weights, float(best[1]) if varied[1] else 0.0, loss, best)


def _gains(
    rows: Sample, support: Support, laws: Laws, locked: Whole, most: int
) -> Iterator[tuple[int, float]]:
    """So many lines that promise most beside a support, by the score test."""
    stand = support.stand
    pots = rows.pots
    design, _, _ = _design(stand, laws, locked)
    weight = stand.yes + stand.no
    _, chance = softplus_and_chance(along(support.coefficients, design))
    bend = chance * (1 - chance)
    inner = times(design * (weight * bend), design.T)
    inner += np.diag(1e-9 * np.trace(inner) * np.ones(len(inner)) + 1e-12)
    used = np.zeros(len(laws.now), dtype=np.int64)
    used[list(stand.chosen)] = 1
    may = _may_join(laws, used)
    gain = np.full(len(laws.now), -np.inf)
    for pot, columns in enumerate(rows.columns):
        if not len(columns.lines):
            continue
        left = pots.percents[pot, stand.state] / 100
        yes = np.vstack([(1 - chance) * left, bend * left * left, bend * left * design])
        no = np.vstack([-chance * left, bend * left * left, bend * left * design])
        tables = stand.table(pot)
        if tables is None:
            sums = rows.weighed(pot, yes[:, stand.pattern], no[:, stand.pattern])
        else:
            sums = times(yes, tables[0]) + times(no, tables[1])
        first = columns.first
        place = np.searchsorted(first, columns.lines)
        pull, own = np.zeros((2, len(first)))
        mixed = np.zeros((len(design), len(first)))
        np.add.at(pull, place, sums[0])
        np.add.at(own, place, sums[1] * (2 * columns.turns + 1))
        np.add.at(mixed.T, place, sums[2:].T)
        rest = own - (mixed * np.linalg.solve(inner, mixed)).sum(axis=0)
        good = rest > 1e-6 * np.maximum(own, 1e-12)
        gain[first] = np.where(good, pull * pull / np.where(good, rest, 1.0) / 2, -np.inf)
        sign = laws.signs[first]
        gain[first[(sign != 0) & (sign * pull <= 0)]] = -np.inf
    gain[~may] = -np.inf
    for line in np.argsort(-gain, kind="stable")[:most].tolist():
        if gain[line] > 0:
            yield line, float(gain[line])


def _may_join(laws: Laws, used: Whole) -> Mask:
    """Lines that may have points beside these; budgets of change are minded later."""
    full = laws.sets @ used >= laws.limits
    shut = laws.sets[full].any(axis=0) | (used != 0)
    may: Mask = laws.moves & ~shut & (laws.may & (laws.values != 0)).any(axis=1)
    return may
