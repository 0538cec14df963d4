"""The chance of each score, learnt on leads of known outcome, with intervals.

Two parameters (Platt) where leads are few; where there are enough a table that never falls: pool
adjacent violators (Ayer et al., Annals of Mathematical Statistics 26 (1955), 641-647) on the counts
of each score, thin ones drawn towards Platt's curve as if `PRIOR` more leads had them.

Where the newest leads convert otherwise than the older ones foretell, all chances are moved to them
by one number on log-odds. Order and points stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import NORMAL_95
from models.evaluation.rates import rate_interval
from models.leads.tally import Tally
from models.scoring.probability import WHOLE, ChanceStep, Probability
from models.tuning.chance import chance_of

MANY_LEADS, MANY_CONVERTED = 1_000, 200
"""From so many on a table is learnt; with fewer Platt's two parameters."""
PRIOR = 10.0
"""Leads' worth of Platt's curve that each score of a table begins with."""
FEWEST_LEADS = 25
"""Neighbouring scores of a table are taken together until they have so many leads."""
MOST_LEVELS = 1_000
"""A wide scale has so many steps at most."""

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
Whole = NDArray[np.int64]


class Method(StrEnum):
    """How the chances were learnt. Scripts read the values."""

    PLATT = "Platt"
    TABLE = "monotone table"


@dataclass(frozen=True)
class Moved:
    """The newest leads convert otherwise: how many were expected to and did, and by how much all
    log-odds were moved for it.
    """

    leads: int
    expected: float
    converted: int
    by: float


@dataclass(frozen=True, eq=False)
class ScoreChances:
    """From each of `starts` (levels,) on: the chance and its 95 % interval, 0 to 1."""

    starts: Whole
    chance: Floats
    low: Floats
    high: Floats
    method: Method
    tally: Tally
    moved: Moved | None = None

    def of(self, scores: NDArray[np.integer]) -> Floats:
        """The chance of each score."""
        place = np.searchsorted(self.starts, scores, side="right") - 1
        return np.asarray(self.chance[np.maximum(place, 0)])

    def kept(self, of: str) -> Probability:
        """As it is kept with a model; equal steps are one. `of`: the fingerprint of its scores."""
        chances, lows, highs = (
            np.rint(np.clip(values, 0, 1) * WHOLE).astype(np.int64).tolist()
            for values in (self.chance, self.low, self.high)
        )
        steps: list[ChanceStep] = []
        for start, chance, low, high in zip(
            self.starts.tolist(), chances, lows, highs, strict=True
        ):
            step = ChanceStep(start, chance, min(low, chance), max(high, chance))
            if not steps or (steps[-1].chance, steps[-1].low, steps[-1].high) != (
                step.chance,
                step.low,
                step.high,
            ):
                steps.append(step)
        return Probability(tuple(steps), self.tally.known, self.tally.converted, of)


def score_chances(
    scores: NDArray[np.integer],
    codes: Codes,
    newest: NDArray[np.bool_] | None = None,
    grid: int = 1,
) -> ScoreChances:
    """Learn from leads of code 0 or 1, one lead or more; `newest`: who of them is newest.

    `grid`: scores of a table within one multiple of it are one, where finer ones are noise.
    """
    if newest is None or newest.all() or not newest.any():
        return _learnt(scores, codes, grid)
    older = _learnt(scores[~newest], codes[~newest], grid)
    moved = moved_by(older.of(scores[newest]), codes[newest])
    return _learnt(scores, codes, grid) if moved is None else _moved(older, moved, scores, codes)


def moved_by(chances: Floats, codes: Codes) -> Moved | None:
    """By how much log-odds must move so that these leads convert as their chances say.

    None: they do so already, as far as chance leaves open (5 %).
    """
    won = int(np.count_nonzero(codes))
    expected = float(chances.sum())
    spread = float((chances * (1 - chances)).sum())
    if spread <= 0 or abs(won - expected) <= NORMAL_95 * sqrt(spread):
        return None
    odds, by = _odds(chances), 0.0
    aim = min(max(float(won), 0.5), len(codes) - 0.5)
    for _ in range(60):
        now = _chance(odds + by)
        step = (aim - float(now.sum())) / max(float((now * (1 - now)).sum()), 1e-9)
        by += float(np.clip(step, -2, 2))
        if abs(step) < 1e-10:
            break
    return Moved(len(codes), expected, won, by)


def _moved(
    older: ScoreChances, moved: Moved, scores: NDArray[np.integer], codes: Codes
) -> ScoreChances:
    """The same with all log-odds moved; that the move itself is uncertain widens the intervals."""
    odds = _odds(older.chance)
    middle = odds + moved.by
    rate = min(max(moved.converted, 0.5), moved.leads - 0.5) / moved.leads
    own = NORMAL_95**2 / max(moved.leads * rate * (1 - rate), 1e-9)
    low = middle - np.sqrt((odds - _odds(older.low)) ** 2 + own)
    high = middle + np.sqrt((_odds(older.high) - odds) ** 2 + own)
    return ScoreChances(
        older.starts,
        _chance(middle),
        _chance(low),
        _chance(high),
        older.method,
        _tally(codes),
        moved,
    )


def _learnt(scores: NDArray[np.integer], codes: Codes, grid: int) -> ScoreChances:
    tally = _tally(codes)
    if tally.known >= MANY_LEADS and min(tally.converted, tally.not_converted) >= MANY_CONVERTED:
        return _table(scores, codes, tally, grid)
    return _platt(scores, codes, tally)


def _platt(scores: NDArray[np.integer], codes: Codes, tally: Tally) -> ScoreChances:
    curve = chance_of(scores, codes)
    distinct, counts = np.unique(scores, return_counts=True)
    levels = _levels(int(distinct[0]), int(distinct[-1]))
    # A history in which more points mean fewer conversions has no table that never falls.
    slope = max(0.0, curve.slope)
    if slope != curve.slope:
        rate = (tally.converted + 1) / (tally.known + 2)
        start = float(np.log(rate / (1 - rate)))
    else:
        start = curve.start
    chance = _chance(np.asarray(start + slope * distinct, dtype=np.float64))
    weight = counts * chance * (1 - chance) + 1e-12
    centre = float((weight * distinct).sum() / weight.sum())
    apart = float((weight * (distinct - centre) ** 2).sum())
    odds = start + slope * levels.astype(np.float64)
    error: Floats = np.full(len(levels), 1 / float(weight.sum()))
    if apart > 1e-9 and slope > 0:
        error += (levels - centre) ** 2 / apart
    half = NORMAL_95 * np.sqrt(error)
    low, high = np.asarray(odds - half), np.asarray(odds + half)
    return ScoreChances(levels, _chance(odds), _chance(low), _chance(high), Method.PLATT, tally)


def _levels(low: int, high: int) -> Whole:
    """Scores at which a smooth curve is written down."""
    step = max(1, -(-(high - low + 1) // MOST_LEVELS))
    return np.arange(low, high + 1, step, dtype=np.int64)


def _table(scores: NDArray[np.integer], codes: Codes, tally: Tally, grid: int) -> ScoreChances:
    curve = _platt(scores, codes, tally)
    distinct, place = np.unique(scores // grid * grid, return_inverse=True)
    prior = curve.of(distinct + grid // 2)
    every = np.bincount(place, minlength=len(distinct)).astype(np.float64)
    won = np.bincount(place, codes, len(distinct))
    group = _grouped(every)
    distinct = distinct[np.flatnonzero(np.diff(group, prepend=-1))]
    # A group has the mean chance of its leads by Platt's curve, not that of its lowest score.
    prior = np.bincount(group, prior * every) / np.bincount(group, every)
    won = np.bincount(group, won)
    every = np.bincount(group, every).astype(np.float64)
    blocks = pooled(won + PRIOR * prior, every + PRIOR)
    starts, found = [], []
    ends = [*(at for at, _, _ in blocks[1:]), len(every)]
    for (at, hits, size), end in zip(blocks, ends, strict=True):
        # The prior draws the chance, but makes it no surer.
        leads = float(every[at:end].sum())
        rate = rate_interval(hits / size * leads, leads)
        assert rate is not None  # a block has leads
        starts.append(int(distinct[at]))
        found.append((rate.value, rate.low, rate.high))
    chance, low, high = np.array(found).T
    return ScoreChances(np.array(starts, dtype=np.int64), chance, low, high, Method.TABLE, tally)


def _grouped(every: Floats) -> NDArray[np.intp]:
    """The group of each score: neighbours together until they have `FEWEST_LEADS`."""
    most = max(FEWEST_LEADS, float(every.sum()) / MOST_LEVELS)
    found, group, held = [], 0, 0.0
    for leads in every.tolist():
        if held >= most:
            group, held = group + 1, 0.0
        found.append(group)
        held += leads
    if held < most and group:  # the highest scores, too few by themselves
        found = [min(at, group - 1) for at in found]
    return np.array(found, dtype=np.intp)


def pooled(won: Floats, every: Floats) -> list[tuple[int, float, float]]:
    """Neighbours joined until no rate is below the one before it: (first place, won, all)."""
    blocks: list[tuple[int, float, float]] = []
    for place, pair in enumerate(zip(won.tolist(), every.tolist(), strict=True)):
        at, (hits, size) = place, pair
        while blocks and blocks[-1][1] * size >= hits * blocks[-1][2]:
            at, before, leads = blocks.pop()
            hits, size = hits + before, size + leads
        blocks.append((at, hits, size))
    return blocks


def _tally(codes: Codes) -> Tally:
    won = int(np.count_nonzero(codes == 1))
    return Tally(len(codes), won, len(codes) - won)


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -35.0, 35.0))))


def _odds(chance: Floats) -> Floats:
    held = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held / (1 - held)))
