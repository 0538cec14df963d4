"""Ways out of a card that no single move betters."""

from __future__ import annotations

import numpy as np

from models.tuning.search.laws import Laws
from models.tuning.search.rounding import settled
from models.tuning.search.stand import Whole

FACTORS = (0.5, 0.7, 0.85, 1.2, 1.4, 2.0)


def rescaled(points: Whole, laws: Laws) -> list[Whole]:
    """The card on other scales, where that is lawful."""
    found: dict[tuple[int, ...], Whole] = {}
    for card in settled(np.outer(FACTORS, points), laws):
        if (card != points).any():
            found.setdefault(tuple(card.tolist()), card)
    return list(found.values())


def dropped(points: Whole, laws: Laws, random: np.random.Generator) -> Whole | None:
    """The card without two or three of its lines; where few may change, with some put back to
    today's points. None: no such card was found lawful.
    """
    changed = laws.moves & (points != laws.now)
    if laws.most_changed is not None:
        target, lines = laws.now, np.flatnonzero(changed)
    else:
        target, lines = np.zeros_like(points), np.flatnonzero(laws.moves & (points != 0))
    if not len(lines):
        return None
    for _ in range(4):
        number = min(len(lines), int(random.integers(2, 4)))
        chosen = random.choice(lines, number, replace=False)
        card = points.copy()
        card[chosen] = target[chosen]
        if laws.lawful(card):
            return card
    return None


def thrown(number: int, laws: Laws, random: np.random.Generator) -> Whole | None:
    """So many lines, but any, with any points they may have; where few may change, so many are
    changed. None: no such card was found lawful.
    """
    base = np.where(laws.moves & (laws.most_changed is None), 0, laws.now)
    may = laws.may & laws.moves[:, None] & (laws.values != base[:, None])
    lines = np.flatnonzero(may.any(axis=1))
    must = ~(laws.may & (laws.values == base[:, None])).any(axis=1)
    for _ in range(8):
        order = random.permutation(lines)
        order = order[np.argsort(~must[order], kind="stable")]
        card = base.copy()
        for line in order[:number].tolist():
            card[line] = random.choice(laws.values[may[line]])
        if laws.lawful(card):
            return card
    return None
