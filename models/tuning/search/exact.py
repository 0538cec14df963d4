"""Every (line, points) judged by any aim, from whole histograms: where no quick guess is known."""

from __future__ import annotations

import numpy as np

from models.tuning.aims import Aim
from models.tuning.search.goals import losses
from models.tuning.search.rows import Real
from models.tuning.search.stand import Whole
from models.tuning.search.summed import summed, totalled
from models.tuning.search.view import View

AT_ONCE = 1_000_000
"""Cells of histograms that are worked on together."""

FLAT = 200_000
"""Up to so many cells are counted in one go, more with one product for each number of points."""


def exact(seen: View, values: Whole, aim: Aim) -> Real:
    """(values, lines of the pot): the loss where the line gives so many points."""
    low, span = levels([seen], values)
    lines = len(seen.columns.first)
    scores = low + seen.stand.rows.pots.unit * np.arange(span, dtype=np.float64)
    at_once = max(1, AT_ONCE // (span * lines))
    found = []
    for start in range(0, len(values), at_once):
        some = values[start : start + at_once]
        yes, no = (
            _histograms(seen, some, weight, met, (low, span))
            for weight, met in ((seen.yes, seen.yes_met), (seen.no, seen.no_met))
        )
        found.append(losses(aim, yes, no, scores).reshape(len(some), lines))
    return np.concatenate(found)


def levels(views: list[View], values: Whole) -> tuple[int, int]:
    """The lowest score that any of these could give a lead, and how many levels there are."""
    low = high = None
    for seen in {id(seen): seen for seen in views}.values():
        most = int(seen.columns.turns.max()) + 1
        ends = np.array([0, int(values[0]) * most, int(values[-1]) * most])
        scores = seen.after(ends)
        low = int(scores.min()) if low is None else min(low, int(scores.min()))
        high = int(scores.max()) if high is None else max(high, int(scores.max()))
    assert low is not None
    assert high is not None
    unit = views[0].stand.rows.pots.unit
    return low, (high - low) // unit + 1


def _histograms(
    seen: View, values: Whole, weight: Real, met: Real, range_: tuple[int, int]
) -> Real:
    """(values times lines, levels)"""
    low, span = range_
    columns = seen.columns
    first = columns.first
    unit = seen.stand.rows.pots.unit
    now = (seen.score - low) // unit
    table = _placed((seen.after(values) - low) // unit, met[:, : len(first)], span)
    table += totalled(now, weight, span)[:, None] - summed(now, span, met[:, : len(first)])
    for turn in range(1, int(columns.turns.max()) + 1):
        inside = columns.turns == turn
        place = np.searchsorted(first, columns.lines[inside])
        for sign, times in ((1, turn + 1), (-1, turn)):
            at = (seen.after(values * times) - low) // unit
            table[:, :, place] += sign * _placed(at, met[:, inside], span)
    # What left a level leaves a last digit of it there.
    np.maximum(table, 0.0, out=table)
    return np.ascontiguousarray(table.transpose(0, 2, 1)).reshape(-1, span)


def _placed(levels: Whole, met: Real, span: int) -> Real:
    """(values, span, columns): the weight by level, (values, keys)."""
    count, columns = len(levels), met.shape[1]
    if count * met.size > FLAT:
        return np.array([summed(level, span, met) for level in levels])
    place = (levels + np.arange(count)[:, None] * span)[:, :, None] * columns + np.arange(columns)
    every = np.broadcast_to(met, (count, *met.shape))
    return totalled(place.ravel(), every.ravel(), count * span * columns).reshape(
        count, span, columns
    )
