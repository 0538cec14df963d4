"""The drag cube: what every score becomes while one number of the model is dragged.

Built once when the drag begins. The leads that the number touches fall into few cells (points
inside and outside the group's clamp, occurrences, percent left, override, saved band, outcome),
so that a step costs the same at ten thousand leads and at a million. Whole numbers: every step is
exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.bands import reach_of_move
from models.scoring.counting import Counts, Outcomes, count
from models.scoring.engine import Scored
from models.scoring.fading import by_activity, percents_of
from models.scoring.model import MOST_POINTS, PerOccurrence, Points, Rule
from models.scoring.preimages import FAR, count_steps, less, through_clamp, through_share

MOST_CELLS = 1 << 22
"""Above this many possible cells the touched leads themselves are the cells."""

Whole = NDArray[Any]
"""Signed whole numbers: of the leads in 32 bits, of the cells in 64."""

_PIECE = 1 << 15
"""Leads whose ranges are found at a time, so that they stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Touched:
    """The leads whose score follows the number: its share is added to `inside`.

    The score is scale(fade(clamp(inside + share)) + outside), then the override's move. The share
    is the number, or floor((number x times + per / 2) / per): `times` occurrences (`per` 1), or
    the percents that are left of them (`per` 100). `percents`: what is left of the clamped points,
    None for all. `now`: the number as it was when the leads were scored. `others`: the least and
    the most that leads which are not touched have of what is clamped; None if there are none.
    """

    rows: NDArray[np.intp]
    inside: Whole
    outside: Whole
    least: int | None
    most: int | None
    now: int
    others: tuple[int, int] | None
    times: NDArray[Any] | None = None
    per: int = 1
    percents: NDArray[Any] | None = None


@dataclass(frozen=True, eq=False)
class Step:
    """All leads after a step, by level, saved band and outcome; shape (levels, saved bands, 3).

    `changed`: leads whose score is not the saved one; None without a saved version.
    `overridden`: leads whose score an override moved. `reach`: the least and the most that any
    lead has from what is clamped: the rule's group. `summed`: the worths of the leads by level and
    outcome, shape (levels, 3); None where the cube was built without.
    """

    counts: Counts
    changed: int | None
    overridden: int
    reach: tuple[int, int]
    summed: NDArray[np.float64] | None = None


class Cube:
    """Every score as a function of one number.

    `worths`: a number of each lead, shape (rows,), whose sums are told by level; None: of none.
    """

    def __init__(
        self,
        scored: Scored,
        touched: Touched,
        outcomes: Outcomes,
        saved: Scored | None = None,
        worths: NDArray[np.float64] | None = None,
    ) -> None:
        model = scored.model
        self._scale = model.scale
        self._clamp = touched.least, touched.most
        self._moves = [reach_of_move(model, item) for item in model.overrides]
        bands = 1 if saved is None else len(saved.model.bands)
        saved_bands = None if saved is None else saved.bands
        override = np.zeros(len(touched.rows), dtype=np.int32)
        if scored.override is not None:
            np.add(scored.override.take(touched.rows), 1, out=override)
        columns = outcomes.codes.take(touched.rows).astype(np.int32)
        if saved_bands is not None:
            columns += np.multiply(saved_bands.take(touched.rows), 3, dtype=np.int32)
        own = None if worths is None else worths.take(touched.rows)
        self._cells(touched, override, columns, own)
        self._per, self._others = touched.per, touched.others
        self._same = None if saved is None else _keep_score(scored, saved, touched, override)

        size = model.scale.most - model.scale.least + 1
        self._rest: Counts = np.zeros((size, bands, 3), dtype=np.int64)
        self._rest_changed = self._rest_overridden = 0
        self._rest_summed: NDArray[np.float64] = np.zeros((size, 3))
        now = self.at(touched.now)
        self._rest = count(scored.levels, size, outcomes, saved_bands, bands) - now.counts
        if worths is not None:
            keys = scored.levels.astype(np.int32)
            keys *= 3
            keys += outcomes.codes
            summed = np.bincount(keys, worths, 3 * size).astype(np.float64).reshape(size, 3)
            self._rest_summed = summed if now.summed is None else summed - now.summed
        if saved is not None:
            changed = int(np.count_nonzero(scored.scores != saved.scores))
            self._rest_changed = changed - (now.changed or 0)
        if scored.override is not None:
            moved = int(np.count_nonzero(scored.scores != scored.totals))
            self._rest_overridden = moved - now.overridden

    def __len__(self) -> int:
        """The number of cells that hold leads: what a step costs."""
        return len(self._inside)

    def at(self, number: int) -> Step:
        """All leads if the dragged number were this; exact."""
        if abs(number) > MOST_POINTS:
            raise ValueError(f"points go up to {MOST_POINTS}, not {number}")
        scores = self._inside + self._share(number)
        _clamp(scores, *self._clamp)
        if self._percents is not None:
            scores = (scores * self._percents + 50) // 100
        reach = self._reach(scores)
        scores += self._outside
        _clamp(scores, self._scale.least, self._scale.most)
        overridden = self._rest_overridden + self._move(scores)
        scores -= self._scale.least
        scores *= self._rest.shape[1] * 3
        scores += self._columns
        found = np.bincount(scores, self._weights, self._rest.size)
        counts = found.astype(np.int64).reshape(self._rest.shape)
        counts += self._rest
        changed = None
        if self._same is not None:
            same = int(self._same[number + MOST_POINTS])
            changed = self._rest_changed + self._leads - same
        summed = None
        if self._worths is not None:
            told = np.bincount(scores, self._worths, self._rest.size).reshape(self._rest.shape)
            summed = told.sum(axis=1) + self._rest_summed
        return Step(counts, changed, overridden, reach, summed)

    def _share(self, number: int) -> Any:
        if self._times is None:
            return number
        return (self._times * number + self._per // 2) // self._per

    def _cells(
        self,
        touched: Touched,
        override: Whole,
        columns: Whole,
        worths: NDArray[np.float64] | None,
    ) -> None:
        """Gather equal leads into cells, ordered by override."""
        self._worths = worths
        parts = [override, touched.inside, touched.outside, columns]
        parts += [part for part in (touched.times, touched.percents) if part is not None]
        self._weights: NDArray[np.float64] | None = None
        self._leads = len(override)
        lows = [int(part.min()) if self._leads else 0 for part in parts]
        sizes = [int(np.ptp(part)) + 1 if self._leads else 1 for part in parts]
        if prod(sizes) <= MOST_CELLS:
            keys = np.zeros(self._leads, dtype=np.int32)
            for part, low, size in zip(parts, lows, sizes, strict=True):
                if size > 1:
                    keys *= size
                    keys += part
                    keys -= low
            counts = np.bincount(keys)
            held = np.flatnonzero(counts)
            self._weights = counts[held].astype(np.float64)
            if worths is not None:
                self._worths = np.bincount(keys, worths)[held].astype(np.float64)
            for position in range(len(parts) - 1, -1, -1):
                held, digit = np.divmod(held, sizes[position])
                parts[position] = digit + lows[position]
        else:
            order = np.argsort(override, kind="stable")
            parts = [part[order].astype(np.int64) for part in parts]
            self._worths = None if worths is None else worths[order]
        override, self._inside, self._outside, self._columns = parts[:4]
        rest = iter(parts[4:])
        self._times = None if touched.times is None else next(rest)
        self._percents = None if touched.percents is None else next(rest)
        ends = np.searchsorted(override, np.arange(1, len(self._moves) + 2)).tolist()
        self._slices = [slice(*ends[i : i + 2]) for i in range(len(self._moves))]

    def _move(self, scores: Whole) -> int:
        """Let overrides move the scores in place; how many leads they moved."""
        moved = 0
        for limits, part in zip(self._moves, self._slices, strict=True):
            if limits is None or part.start == part.stop:
                continue
            before = scores[part].copy()
            _clamp(scores[part], *limits)
            differs = before != scores[part]
            weights = self._weights
            moved += int(differs.sum() if weights is None else weights[part][differs].sum())
        return moved

    def _reach(self, given: Whole) -> tuple[int, int]:
        """The least and the most of what is clamped, of the touched leads and of the others."""
        ends = [] if self._others is None else [*self._others]
        if len(given):
            ends += int(given.min()), int(given.max())
        return min(ends, default=0), max(ends, default=0)


def points_cube(
    scored: Scored,
    rule: Rule,
    outcomes: Outcomes,
    saved: Scored | None = None,
    entry: int | None = None,
    worths: NDArray[np.float64] | None = None,
) -> Cube:
    """The cube for the points of a rule, or of one of its entries by value or by range."""
    group = scored.model.group_of(rule.id)
    if group is None:
        raise ValueError(f"the model has no rule {rule.id}")
    masks, sight, award = scored.masks, scored.sight, rule.award
    mask = masks.of(rule.when, sight)
    times, per = None, 1
    if isinstance(award, Points):
        now = award.points
    elif isinstance(award, PerOccurrence):
        now = award.points
        decay = by_activity(group)
        times = masks.reached(award, sight) if decay is None else masks.left(award, decay, sight)
        per = 1 if decay is None else 100
        mask = mask & (times > 0)
    elif entry is None:
        raise ValueError("one entry is dragged, not all")
    else:
        now = award.entries[entry].points
        mask = mask & (masks.reached(award, sight) == entry + 1)
    if rule.muted:
        mask = np.zeros_like(mask)
    rows = np.flatnonzero(mask)
    sums, given = scored.sums[group.id], scored.given[group.id]
    percents = percents_of(group, masks, sight)
    outside = scored.points.take(rows).astype(np.int32)
    outside -= given.take(rows)
    least, most = group.least, group.most
    if least is not None and most is not None and least <= most:
        # Beyond this the score is at an end of the scale whatever the group gives.
        ends = (least, most) if percents is None else (min(least, 0), max(most, 0))
        _clamp(outside, scored.model.scale.least - ends[1], scored.model.scale.most - ends[0])
    others = None
    if len(rows) < len(scored):
        filler = given[int(np.argmin(mask))]
        rest = np.where(mask, filler, given)  # far faster than choosing rows
        others = int(rest.min()), int(rest.max())
    inside = sums.take(rows).astype(np.int32)
    inside -= now if times is None else scored.contribution(rule, rows)
    touched = Touched(
        rows,
        inside,
        outside,
        least,
        most,
        now,
        others,
        None if times is None else times.take(rows).astype(np.int32),
        per,
        None if percents is None else percents.take(rows).astype(np.int32),
    )
    return Cube(scored, touched, outcomes, saved, worths)


def base_cube(scored: Scored, outcomes: Outcomes, saved: Scored | None = None) -> Cube:
    """The cube for the points that every lead starts with."""
    base = scored.model.base
    inside = scored.points.astype(np.int32) - np.int32(base)
    outside = np.zeros_like(inside)
    rows = np.arange(len(scored))
    return Cube(scored, Touched(rows, inside, outside, None, None, base, None), outcomes, saved)


def _clamp(numbers: Whole, least: int | None, most: int | None) -> None:
    """Clamp in place; where least > most the most wins, as in a group."""
    if least is not None:
        np.maximum(numbers, least, out=numbers)
    if most is not None:
        np.minimum(numbers, most, out=numbers)


def _keep_score(
    scored: Scored, saved: Scored, touched: Touched, override: Whole
) -> NDArray[np.int64]:
    """How many touched leads have their saved score, for each number the drag can reach."""
    model = scored.model
    moves = [reach_of_move(model, item) for item in model.overrides]
    least = -FAR if touched.least is None else touched.least
    most = FAR if touched.most is None else touched.most
    steps = np.zeros(2 * MOST_POINTS + 2, dtype=np.int64)
    for start in range(0, len(touched.rows), _PIECE):
        piece = slice(start, start + _PIECE)
        wanted = saved.scores.take(touched.rows[piece]).astype(np.int32)
        found = wanted, wanted
        for position, limits in enumerate(moves):
            if limits is not None:
                found = through_clamp(found, *limits, where=override[piece] == position + 1)
        found = through_clamp(found, model.scale.least, model.scale.most)
        found = less(found, touched.outside[piece])
        if touched.percents is not None:
            found = through_share(found, touched.percents[piece], 100)
        found = less(through_clamp(found, least, most), touched.inside[piece])
        if touched.times is not None:
            found = through_share(found, touched.times[piece], touched.per)
        steps += count_steps(found)
    return np.cumsum(steps)[:-1]
