"""All cards that differ from one in one line, or have one line in another's place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim, Goal
from models.tuning.search.exact import exact, levels
from models.tuning.search.goals import losses
from models.tuning.search.guess import guessed
from models.tuning.search.judge import fit_of
from models.tuning.search.laws import Laws, Mask
from models.tuning.search.screen import PROMISING, Parabola, parabola
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.view import View, views

Real = NDArray[np.float64]

AT_ONCE = 50_000
"""Patterns, or choices of a line and its points, that are worked on together."""


@dataclass(frozen=True, eq=False)
class Found:
    """Cards beside one, (cards, lines), and their loss, the best guesses first."""

    cards: Whole
    losses: Real


@dataclass(frozen=True, eq=False)
class _Base:
    """The card with a chosen line, by its place, put back to other points; what may be done."""

    place: int | None
    points: Whole
    mask: Mask


def swept(
    stand: Stand, points: Whole, laws: Laws, aim: Aim, short: int, *, lean: bool = False
) -> Found:
    """`points`: (lines,) a lawful card; its lines with points are those of the stand. `short`: so
    many of the best guesses are fitted in full. `lean`: only what promises most is guessed at.
    """
    values = laws.values
    intercept, slope = fit_of(stand, points[list(stand.chosen)])
    bases = _bases(stand, points, laws)
    if lean:
        bases = _promising(bases, parabola(stand, points, intercept, slope), points, laws)
    looked: list[tuple[_Base, View]] = []
    guesses: list[tuple[Real, NDArray[np.intp]]] = []
    # What is looked at of all rows, or at few lines of each card, is not the same for all cards.
    cells = max(len(stand), values.size * len(points))
    together = 1 if lean or stand.wide else max(1, AT_ONCE // cells)
    for start in range(0, len(bases), together):
        found = _seen(stand, points, bases[start : start + together])
        if not found:
            continue
        if aim.goal is Goal.LOSS:
            worth = guessed([seen for _, seen in found], values, intercept, slope)
        else:
            # Dear for each line: those to which nothing may be done are left out.
            found = [(base, seen.of(_lines(base))) for base, seen in found]
            found = [(base, seen) for base, seen in found if len(seen.columns.lines)]
            worth = [exact(seen, values, aim) for _, seen in found]
        for (base, seen), loss in zip(found, worth, strict=True):
            allowed = np.flatnonzero(base.mask[seen.columns.first].T)
            guesses.append((loss.ravel()[allowed], allowed))
        looked += found
    return _best(looked, guesses, values, aim, short)


def _seen(stand: Stand, points: Whole, bases: list[_Base]) -> list[tuple[_Base, View]]:
    """The pots of each of these cards in which something may be done."""
    whole = stand.sums(points[list(stand.chosen)])
    parts = stand.parts(whole)
    both = [
        (whole, parts)
        if base.place is None
        else stand.without(base.place, base.points, points, whole, parts)
        for base in bases
    ]
    sums, parts = (np.array(side) for side in zip(*both, strict=True))
    lines = np.any([_lines(base) for base in bases], axis=0)
    of_pots = [
        views(stand, pot, lines, sums, parts)
        for pot, columns in enumerate(stand.rows.columns)
        if lines[columns.lines].any()
    ]
    return [(base, pot[place]) for place, base in enumerate(bases) for pot in of_pots]


def _promising(bases: list[_Base], at: Parabola, points: Whole, laws: Laws) -> list[_Base]:
    """The same bases with the moves that promise most, and the other points of their own line."""
    zero = int(np.searchsorted(laws.values, 0))
    up, down = laws.may[:, zero + 1 :].any(axis=1), laws.may[:, :zero].any(axis=1)
    gains = at.swaps(points, np.subtract(up, down, dtype=np.float64))
    rows = np.full((len(bases), len(points)), -np.inf)
    for row, base in zip(rows, bases, strict=True):
        lines = _lines(base)
        row[lines] = gains[-1 if base.place is None else base.place, lines]
    best = np.sort(rows, axis=None)[-PROMISING:][0]
    found = []
    for base, row in zip(bases, rows, strict=True):
        lines = (row >= best) & (row > -np.inf)
        if base.place is not None:
            lines[at.stand.chosen[base.place]] = True
        found.append(_Base(base.place, base.points, base.mask & lines[:, None]))
    return found


def _lines(base: _Base) -> Mask:
    """The lines that something may be done to."""
    return np.asarray(base.mask.any(axis=1), dtype=np.bool_)


def _bases(stand: Stand, points: Whole, laws: Laws) -> list[_Base]:
    beside = laws.beside(points)
    used = points != 0
    zero = int(np.searchsorted(laws.values, 0))
    free = beside.copy()
    free[used] = False
    free[:, zero] = False
    found = [_Base(None, points, free)]
    for place, line in enumerate(stand.chosen):
        if not laws.moves[line]:
            continue
        own = beside[line]
        without = points.copy()
        without[line] = 0
        mask = np.zeros_like(beside)
        if own[zero]:
            mask = laws.beside(without)
            mask[used] = False
            mask[:, zero] = False
        mask[line] = own & (laws.values != points[line])
        found.append(_Base(place, without, mask))
        back = int(laws.now[line])
        if laws.most_changed is not None and back not in (0, points[line]):
            there = np.flatnonzero(laws.values == back)
            if len(there) and own[there[0]]:
                without = points.copy()
                without[line] = back
                mask = laws.beside(without)
                mask[used] = False
                mask[:, zero] = False
                found.append(_Base(place, without, mask))
    return found


def _least(amounts: Real, most: int) -> NDArray[np.intp]:
    """Where the least are, at most so many, ascending; of equal ones the first."""
    if most < len(amounts):
        there = np.flatnonzero(amounts <= np.partition(amounts, most - 1)[most - 1])
    else:
        there = np.arange(len(amounts))
    return there[np.argsort(amounts[there], kind="stable")][:most]


def _best(
    looked: list[tuple[_Base, View]],
    guesses: list[tuple[Real, NDArray[np.intp]]],
    values: Whole,
    aim: Aim,
    short: int,
) -> Found:
    if not looked:
        return Found(np.empty((0, 0), dtype=np.int64), np.empty(0))
    every = np.concatenate([loss for loss, _ in guesses])
    order = _least(every, short)
    starts = np.cumsum([0] + [len(loss) for loss, _ in guesses])
    cards, picks = [], []
    for number in order.tolist():
        at = int(np.searchsorted(starts, number, side="right")) - 1
        base, seen = looked[at]
        place = int(guesses[at][1][number - starts[at]])
        value, column = divmod(place, len(seen.columns.first))
        card = base.points.copy()
        card[seen.columns.first[column]] = values[value]
        cards.append(card)
        picks.append((seen, column, int(values[value])))
    if aim.goal is not Goal.LOSS:
        return Found(np.array(cards), every[order])
    low, span = levels([seen for seen, _, _ in picks], values)
    pairs = [seen.histogram(column, value, low, span) for seen, column, value in picks]
    yes, no = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    unit = picks[0][0].stand.rows.pots.unit
    found = losses(aim, yes, no, low + unit * np.arange(span, dtype=np.float64))
    return Found(np.array(cards), found)
