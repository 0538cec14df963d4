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
from models.tuning.search.view import View, view

Real = NDArray[np.float64]


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
    chosen = list(stand.chosen)
    fit = fit_of(stand, points[chosen])[0]
    intercept, slope = float(fit.intercept[0]), float(fit.slope[0])
    bases = _bases(stand, points, laws)
    if lean:
        bases = _promising(bases, parabola(stand, points, intercept, slope), points, laws)
    views: list[tuple[_Base, View]] = []
    guesses: list[tuple[Real, NDArray[np.intp]]] = []
    whole = stand.sums(points[chosen])
    whole_parts = stand.parts(whole)
    for base in bases:
        sums, parts = whole, whole_parts
        if base.place is not None:
            sums, parts = stand.without(base.place, base.points, points, whole, whole_parts)
        lines = _lines(base)
        for pot, columns in enumerate(stand.rows.columns):
            if not lines[columns.lines].any():
                continue
            seen = view(stand, pot, lines, sums, parts)
            if aim.goal is Goal.LOSS:
                loss = guessed(seen, values, intercept, slope)
            else:
                loss = exact(seen, values, aim)
            allowed = np.flatnonzero(base.mask[seen.columns.first].T)
            guesses.append((loss.ravel()[allowed], allowed))
            views.append((base, seen))
    return _best(views, guesses, values, aim, short)


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
