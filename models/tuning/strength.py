"""What the leads would give each line beside the others of a card, with how sure they are.

A logistic regression on the lines that give points, each as often as a lead is given them; the
points are its coefficients on the card's own scale. A weak normal prior (standard deviation 5 on
log-odds) keeps a line that parts a few leads without a fault from being worth endless points.
Limits and fading of groups are not counted: they are the person's, not the line's.

Intervals are Wald's, and where few of a line's leads have one of the outcomes those of the profile
likelihood: Wald's fail there (Hauck and Donner, JASA 72 (1977), 851-853).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval
from models.scoring.bits import unpacked
from models.tuning.chance import chance_of
from models.tuning.lines import Ground
from models.tuning.product import along, times

WIDE = 5.0
"""The standard deviation of the prior of each log-odds."""
FEW = 10
"""Leads of one outcome, of a line's own or of the others, with fewer of which Wald fails."""
_STEPS = 60
_ENOUGH = 1e-8
_ROUNDS = 25
_FURTHEST = 40.0
"""Log-odds beyond which nobody looks."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Patterns:
    """`design` (patterns, 1 + lines): which lines give how often; leads of each by outcome."""

    design: Floats
    won: Floats
    lost: Floats


def strengths(
    ground: Ground, places: Sequence[int], others: Sequence[int] = ()
) -> tuple[Interval, ...]:
    """The log-odds that each of the lines at these places adds beside the rest of them; then what
    each of the `others` would add beside all of these, if it alone came to them.
    """
    data = _patterns(ground, (*places, *others))
    own = list(range(1 + len(places)))
    beta, found = _beside(data, own, own[1:])
    for at in range(len(own), data.design.shape[1]):
        found += _beside(data, [*own, at], [len(own)], np.append(beta, 0.0))[1]
    return tuple(found)


def _beside(
    data: _Patterns, columns: list[int], wanted: list[int], start: Floats | None = None
) -> tuple[Floats, list[Interval]]:
    """The coefficients of these columns, and of the wanted ones of them their intervals."""
    data = _Patterns(data.design[:, columns], data.won, data.lost)
    beta, bend = _fitted(data, np.zeros(len(columns)) if start is None else start)
    errors = np.sqrt(np.diag(np.linalg.inv(bend)))
    found = []
    for at in wanted:
        value, half = float(beta[at]), NORMAL_95 * float(errors[at])
        low, high = value - half, value + half
        if _few(data, at):
            best = _support(data, beta)
            low = _end(data, beta, at, low - value, best)
            high = _end(data, beta, at, high - value, best)
        found.append(Interval(value, low, high))
    return beta, found


def slope_of(ground: Ground, points: Sequence[int]) -> float:
    """Log-odds that a point of the card is worth: one slope for the sum of all lines."""
    places = [place for place, given in enumerate(points) if given]
    data = _patterns(ground, places)
    sums = data.design[:, 1:].astype(np.int64) @ np.array([points[place] for place in places])
    scores = np.repeat(sums, 2)
    codes = np.tile(np.array([0, 1], dtype=np.uint8), len(sums))
    return chance_of(scores, codes, np.column_stack([data.lost, data.won]).ravel()).slope


def _few(data: _Patterns, at: int) -> bool:
    """Whether the line's leads, or the others, have few of one outcome."""
    hit = data.design[:, at] > 0
    cells = (part[side].sum() for part in (data.won, data.lost) for side in (hit, ~hit))
    return bool(min(cells) < FEW)


def _fitted(
    data: _Patterns, start: Floats, held: int | None = None
) -> tuple[Floats, NDArray[np.float64]]:
    """The coefficients, intercept first, by Newton; `held`: one of them that keeps its value."""
    beta = start.copy()
    every = data.won + data.lost
    prior = _prior(len(beta))
    if not beta.any():
        beta[0] = float(np.log((data.won.sum() + 0.5) / (data.lost.sum() + 0.5)))
    free = np.arange(len(beta)) != (-1 if held is None else held)
    bend = np.eye(len(beta))
    now = _support(data, beta)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(along(data.design, beta), -_FURTHEST, _FURTHEST)))
        steep = along(data.won - every * chance, data.design) - prior * beta
        weight = every * chance * (1 - chance)
        bend = times((data.design * weight[:, None]).T, data.design) + np.diag(prior)
        step = np.zeros(len(beta))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], steep[free])
        size = 1.0
        while (tried := _support(data, beta + size * step)) < now - 1e-9 and size > 1e-4:
            size /= 2
        beta, now = beta + size * step, tried
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return beta, bend


def _prior(size: int) -> Floats:
    prior = np.full(size, 1 / WIDE**2)
    prior[0] = 1e-9
    return prior


def _support(data: _Patterns, beta: Floats) -> float:
    """What speaks for these coefficients: the log-likelihood with the prior."""
    odds = along(data.design, beta)
    won, lost = np.logaddexp(0, -odds), np.logaddexp(0, odds)
    likely = -float(along(data.won, won) + along(data.lost, lost))
    return likely - float(_prior(len(beta)) @ (beta * beta)) / 2


def _end(data: _Patterns, beta: Floats, at: int, reach: float, best: float) -> float:
    """The end of the profile interval on the side of `reach`, by halving."""
    wanted = best - NORMAL_95**2 / 2
    start = beta.copy()

    def falls_short(by: float) -> bool:
        start[at] = beta[at] + by
        there, _ = _fitted(data, start, at)
        start[:] = there
        return _support(data, there) < wanted

    near, far = 0.0, float(np.clip(reach, -1.0, 1.0)) or 1.0
    while not falls_short(far) and abs(far) < _FURTHEST:
        near, far = far, 2 * far
    for _ in range(_ROUNDS):
        middle = (near + far) / 2
        if falls_short(middle):
            far = middle
        else:
            near = middle
        if abs(far - near) < 1e-3:
            break
    return float(beta[at]) + (near + far) / 2


def _patterns(ground: Ground, places: Sequence[int]) -> _Patterns:
    """Each combination of lines once, with its leads that converted or not."""
    rows = len(ground)
    columns = np.zeros((len(places), rows), dtype=np.uint16)
    for at, place in enumerate(places):
        for plane in ground.bits[place]:
            columns[at] += unpacked(plane, 0, rows)
    key = np.zeros(rows, dtype=np.int64)
    for column in columns:
        key = key * (int(column.max(initial=0)) + 1) + column
        if int(key.max(initial=0)) > 1 << 40:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    _, first, place_of = np.unique(key, return_index=True, return_inverse=True)
    worth = np.ones(rows) if ground.worth is None else ground.worth
    size = len(first)
    won = np.asarray(np.bincount(place_of, worth * ground.converted, size), dtype=np.float64)
    every = np.asarray(np.bincount(place_of, worth, size), dtype=np.float64)
    design = np.column_stack([np.ones(size), columns[:, first].T.astype(np.float64)])
    return _Patterns(design, won, every - won)
