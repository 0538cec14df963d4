"""Why each lead has its score, in one line, for all leads of a list at once (semantics 18)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.words import signed

MOST_RULES = 5
"""Rules that are named; what limits and overrides did follows them, however many."""


def reasons(scored: Scored) -> Callable[[NDArray[np.intp]], list[str]]:
    """A function that gives the reasons of the leads in these rows, as text.

    Leads that got the same points from the same rules share one text, made once.
    """
    model = scored.model
    names: list[str] = []
    parts: list[NDArray[np.integer]] = []
    for rule in model.rules():
        low, high = rule.reach()
        if low or high:
            names.append(rule.name)
            parts.append(scored.contribution(rule))
    rules = len(names)
    for group in model.groups:
        if group.least is not None or group.most is not None:
            names.append(f"limit of {group.name}")
            parts.append(_less(scored.given[group.id], scored.sums[group.id]))
    names.append("limit of the score")
    parts.append(_less(scored.totals, scored.points))
    if scored.override is not None:
        moved = _less(scored.scores, scored.totals)
        for position, override in enumerate(model.overrides):
            names.append(override.name)
            parts.append(np.where(scored.override == position, moved, 0).astype(moved.dtype))
    known: dict[bytes, str] = {}

    def texts(rows: NDArray[np.intp]) -> list[str]:
        table = np.empty((len(rows), len(parts)), dtype=np.int32)
        for column, part in enumerate(parts):
            table[:, column] = part[rows]
        block, width = table.tobytes(), table.itemsize * len(parts)
        found = []
        for row in range(len(rows)):
            key = block[row * width : (row + 1) * width]
            text = known.get(key)
            if text is None:
                text = known[key] = _text(names, rules, table[row].tolist())
            found.append(text)
        return found

    return texts


def _less(after: NDArray[np.integer], before: NDArray[np.integer]) -> NDArray[np.int32]:
    return after.astype(np.int32) - before.astype(np.int32)


def _text(names: list[str], rules: int, points: list[int]) -> str:
    given = [position for position in range(rules) if points[position]]
    given.sort(key=lambda position: -abs(points[position]))
    later = [position for position in range(rules, len(names)) if points[position]]
    return "; ".join(f"{names[i]} ({signed(points[i])})" for i in [*given[:MOST_RULES], *later])
