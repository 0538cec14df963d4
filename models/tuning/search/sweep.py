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
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.view import View, view

Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Found:
    """Cards beside one, (cards, lines), and their loss, the best guesses first."""

    cards: Whole
    losses: Real


@dataclass(frozen=True, eq=False)
class _Base:
    """The card with one line put back to other points, and what may then be done."""

    points: Whole
    mask: Mask


def swept(stand: Stand, points: Whole, laws: Laws, aim: Aim, short: int) -> Found:
    """`points`: (lines,) a lawful card; its lines with points are those of the stand. `short`: so
    many of the best guesses are fitted in full.
    """
    values = laws.values
    fit = fit_of(stand, points[list(stand.chosen)])[0]
    intercept, slope = float(fit.intercept[0]), float(fit.slope[0])
    views: list[tuple[_Base, View]] = []
    guesses: list[tuple[Real, NDArray[np.intp]]] = []
    for base in _bases(stand, points, laws):
        sums = stand.sums(base.points[list(stand.chosen)])
        parts = stand.parts(sums)
        for pot, columns in enumerate(stand.rows.columns):
            mask = base.mask[columns.first].T
            if not mask.any():
                continue
            seen = view(stand, pot, sums, parts)
            if aim.goal is Goal.LOSS:
                loss = guessed(seen, values, intercept, slope)
            else:
                loss = exact(seen, values, aim)
            allowed = np.flatnonzero(mask)
            guesses.append((loss.ravel()[allowed], allowed))
            views.append((base, seen))
    return _best(views, guesses, values, aim, short)


def _bases(stand: Stand, points: Whole, laws: Laws) -> list[_Base]:
    beside = laws.beside(points)
    used = points != 0
    zero = int(np.searchsorted(laws.values, 0))
    free = beside.copy()
    free[used] = False
    free[:, zero] = False
    found = [_Base(points, free)]
    for line in stand.chosen:
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
        found.append(_Base(without, mask))
        back = int(laws.now[line])
        if laws.most_changed is not None and back not in (0, points[line]):
            there = np.flatnonzero(laws.values == back)
            if len(there) and own[there[0]]:
                without = points.copy()
                without[line] = back
                mask = laws.beside(without)
                mask[used] = False
                mask[:, zero] = False
                found.append(_Base(without, mask))
    return found


def _best(
    views: list[tuple[_Base, View]],
    guesses: list[tuple[Real, NDArray[np.intp]]],
    values: Whole,
    aim: Aim,
    short: int,
) -> Found:
    if not views:
        return Found(np.empty((0, 0), dtype=np.int64), np.empty(0))
    every = np.concatenate([loss for loss, _ in guesses])
    order = np.argsort(every, kind="stable")[:short]
    starts = np.cumsum([0] + [len(loss) for loss, _ in guesses])
    cards, picks = [], []
    for number in order.tolist():
        at = int(np.searchsorted(starts, number, side="right")) - 1
        base, seen = views[at]
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
