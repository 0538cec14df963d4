"""The best card of a small ground by looking at every lawful one: the proof of the search.

Each card's leads are counted by score, and the loss of all cards worked out side by side; the tests
hold these losses to the slow reference. Nothing here is of the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim, Goal
from models.tuning.allowed import Cap, allowed_of
from models.tuning.lines import Ground
from models.tuning.programme import Budget, Demand, Held, Rise
from models.tuning.reference import worth_of
from models.tuning.reins import Reins
from tests.models.tuning.grounds import keeps

Real = NDArray[np.float64]
Whole = NDArray[np.int64]

TOGETHER = 2_000
"""Cards looked at side by side."""


@dataclass(frozen=True)
class Certified:
    """The least loss of lawful cards of at most a size, and the cards that have it."""

    loss: float
    cards: tuple[tuple[int, ...], ...]
    tried: int


def certified(ground: Ground, reins: Reins, aim: Aim, size: int) -> Certified | None:
    """The best of all lawful cards of at most `size` lines; None where none is lawful."""
    cards = lawful_cards(ground, reins, size)
    if not cards:
        return None
    losses = losses_of(ground, cards, aim)
    best = float(losses.min())
    held = tuple(cards[i] for i in np.flatnonzero(losses <= best + 1e-9).tolist())
    return Certified(best, held, len(cards))


def lawful_cards(ground: Ground, reins: Reins, size: int) -> list[tuple[int, ...]]:
    """All lawful cards of at most so many lines."""
    return list(each_lawful(ground, reins, size))


def any_lawful(ground: Ground, reins: Reins, size: int) -> bool:
    """Whether any card of at most so many lines is lawful."""
    return next(each_lawful(ground, reins, size), None) is not None


def each_lawful(ground: Ground, reins: Reins, size: int) -> Iterator[tuple[int, ...]]:
    """Lawful cards of at most so many lines, those of fewest lines first."""
    lines = ground.lines
    allowed = allowed_of(ground, reins)
    may = [[value for value in one.values if value] for one in allowed]
    must = [place for place, one in enumerate(allowed) if not one.none]
    others = [place for place, one in enumerate(allowed) if one.none]
    for count in range(size + 1 - len(must)):
        for chosen in combinations(others, count):
            places = (*must, *chosen)
            for values in product(*(may[place] for place in places)):
                card = [0] * len(lines)
                for place, value in zip(places, values, strict=True):
                    card[place] = value
                if keeps(lines, reins, tuple(card)) and few_move(ground, reins, card):
                    yield tuple(card)


def any_keeping(now: Sequence[int], demands: Sequence[Demand]) -> bool:
    """Whether any points keep the demands: all are tried that differ by what demands ask. `now`:
    of one line or more.
    """
    held = {demand.place: demand.may.values for demand in demands if isinstance(demand, Held)}
    ends = [abs(value) for value in (*now, *(value for may in held.values() for value in may))]
    far = max(ends, default=0) + 1
    choices = [held.get(place, range(-far, far + 1)) for place in range(len(now))]
    cards = np.stack(np.meshgrid(*choices), axis=-1).reshape(-1, len(now))
    for demand in demands:
        match demand:
            case Cap(_, members, most):
                cards = cards[(cards[:, list(members)] != 0).sum(axis=1) <= most]
            case Rise(low, high):
                cards = cards[cards[:, low] <= cards[:, high]]
            case Budget(most):
                cards = cards[(cards != now).sum(axis=1) <= most]
    return len(cards) > 0


def few_move(ground: Ground, reins: Reins, card: Sequence[int]) -> bool:
    """Whether no more MQLs move than may."""
    if reins.most_moved is None or ground.mql is None:
        return True
    today, then = (
        points >= ground.mql for points in points_of_many(ground, np.array([ground.now, card]))
    )
    most = reins.most_moved * int(today.sum()) + 1e-9
    return int((today & ~then).sum()) <= most and int((then & ~today).sum()) <= most


def points_of_many(ground: Ground, cards: Whole) -> Whole:
    """The points of each lead by each card; shape (cards, leads)."""
    leads = len(ground)
    times = np.array(
        [
            sum(
                np.unpackbits(plane, bitorder="little")[:leads].astype(np.int64) for plane in planes
            )
            for planes in ground.bits
        ]
    )
    total = np.full((len(cards), leads), ground.base, dtype=np.int64)
    for pot in ground.pots:
        inside = [place for place, line in enumerate(ground.lines) if line.group == pot.id]
        part = cards[:, inside] @ times[inside] if inside else np.zeros_like(total)
        part = part + (0 if pot.fixed is None else pot.fixed.astype(np.int64))
        if pot.least is not None:
            part = part.clip(min=pot.least)
        if pot.most is not None:
            part = part.clip(max=pot.most)
        if pot.percents is not None:
            part = np.floor((part * pot.percents.astype(np.int64) + 50) / 100).astype(np.int64)
        total += part
    return total


def losses_of(ground: Ground, cards: Sequence[Sequence[int]], aim: Aim) -> Real:
    """The loss of each card."""
    every = np.array(cards, dtype=np.int64).reshape(len(cards), len(ground.lines))
    pieces = [every[start : start + TOGETHER] for start in range(0, len(every), TOGETHER)]
    return np.concatenate([_losses(ground, piece, aim) for piece in pieces])


def _losses(ground: Ground, cards: Whole, aim: Aim) -> Real:
    scores = points_of_many(ground, cards)
    low = int(scores.min())
    levels = int(scores.max()) - low + 1
    key = (scores - low) + levels * np.arange(len(cards))[:, None]
    worth = np.broadcast_to(worth_of(ground), scores.shape)
    converted = worth * ground.converted
    size = len(cards) * levels
    yes = np.bincount(key.ravel(), converted.ravel(), size).reshape(-1, levels)
    both = np.bincount(key.ravel(), worth.ravel(), size).reshape(-1, levels)
    match aim.goal:
        case Goal.LOSS:
            return _log_losses(yes, both, np.arange(levels))
        case Goal.AUC:
            return 1 - _aucs(yes, both - yes)
        case Goal.CAPTURE:
            return 1 - _captures(yes, both, aim.share)
        case Goal.VALUE:
            net = np.cumsum((aim.win * yes - aim.cost * both)[:, ::-1], axis=1).max(axis=1)
            return -np.maximum(net, 0) / both.sum(axis=1)


def _log_losses(yes: Real, both: Real, scores: Whole) -> Real:
    """Newton's method on intercept and slope, each step halved until the loss falls."""
    weight = both.sum(axis=1, keepdims=True)
    yes, both = yes / weight, both / weight
    middle = (both * scores).sum(axis=1, keepdims=True)
    level = scores - middle
    width = np.sqrt((both * level**2).sum(axis=1, keepdims=True))
    level = level / np.where(width > 0, width, 1)

    def loss(a: Real, b: Real) -> Real:
        odds = a[:, None] + b[:, None] * level
        cost: Real = (both * np.logaddexp(0, odds) - yes * odds).sum(axis=1)
        return cost

    rate = yes.sum(axis=1)
    a, b = np.log(rate / (1 - rate)), np.zeros(len(rate))
    best = even = loss(a, b)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(a[:, None] + b[:, None] * level)))
        bend = both * chance * (1 - chance)
        pull = both * chance - yes
        g, h = pull.sum(axis=1), (pull * level).sum(axis=1)
        p, q, r = bend.sum(axis=1), (bend * level).sum(axis=1), (bend * level**2).sum(axis=1)
        p, r = p + 1e-12, r + 1e-12
        det = p * r - q * q
        step_a, step_b = -(r * g - q * h) / det, -(p * h - q * g) / det
        size = np.ones(len(a))
        for _ in range(30):
            found = loss(a + size * step_a, b + size * step_b)
            worse = ~(found <= best)
            if not worse.any():
                break
            size[worse] /= 2
        keep = found < best
        a, b = np.where(keep, a + size * step_a, a), np.where(keep, b + size * step_b, b)
        fell = np.where(keep, best - found, 0).max()
        best = np.where(keep, found, best)
        if fell < 1e-14:
            break
    return np.where(b > 0, best, even)


def _aucs(yes: Real, no: Real) -> Real:
    below = np.cumsum(no, axis=1) - no / 2
    found: Real = (yes * below).sum(axis=1) / (yes.sum(axis=1) * no.sum(axis=1))
    return found


def _captures(yes: Real, both: Real, share: float) -> Real:
    left = share * both.sum(axis=1)
    caught = np.zeros(len(yes))
    for level in range(yes.shape[1] - 1, -1, -1):
        here = both[:, level]
        part = np.clip(left / np.where(here > 0, here, 1), 0, 1)
        caught += part * yes[:, level]
        left = np.maximum(0, left - part * here)
    found: Real = caught / yes.sum(axis=1)
    return found
