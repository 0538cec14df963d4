"""A part of the leads at every threshold: what the charts draw over the bars of all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.thresholds.curve import Counts, Figures, curve_of
from models.evaluation.thresholds.ground import Ground
from models.evaluation.thresholds.lab import Lab
from models.evaluation.thresholds.weeks import Loads, loads_of


@dataclass(frozen=True, eq=False)
class GroundPart:
    """`rows`: the leads of the part; `cells`: of each, the thresholds that it reaches and its
    outcome. `counts` (n, 3): those of them at or above each threshold, by outcome. `loads`: by
    week at any threshold; None where no day of creation is known."""

    rows: NDArray[np.intp]
    cells: NDArray[np.intp]
    counts: NDArray[np.int64]
    loads: Loads | None


def part_of(ground: Ground, which: NDArray[np.bool_]) -> GroundPart:
    """The leads of a mask, shape (rows,), as the ground counts all."""
    rows = np.flatnonzero(which)
    cells = (ground.standing.places[rows] + 1) * 3 + ground.codes[rows]
    reached = np.cumsum(_counted(ground, cells)[::-1], axis=0)[::-1][1:].astype(np.int64)
    if ground.weeks is None:
        return GroundPart(rows, cells, reached, None)
    only = np.where(which, ground.standing.places, -1)
    loads = loads_of(ground.weeks, only, ground.codes, ground.size)
    return GroundPart(rows, cells, reached, loads)


def value_of(part: GroundPart, lab: Lab) -> Figures | None:
    """What the part brings of the net value of each threshold, (n,); None where there is none.

    A part and the rest of the leads bring together what all do: of leads of one score and week
    of which only some can be worked, each is worked with the same chance.
    """
    money, ground = lab.money, lab.ground
    if money is None or lab.net is None:
        return None
    chances = None if lab.chances is None else lab.chances[part.rows]
    counts = _counted(ground, part.cells, chances)
    return ground.factor * curve_of(counts, ground.standing.scores).value(money)


def _counted(ground: Ground, cells: NDArray[np.intp], weights: Figures | None = None) -> Counts:
    """Leads by the thresholds that they reach (first row: none) and outcome; (n + 1, 3)."""
    found: Counts = np.bincount(cells, weights, minlength=3 * (ground.size + 1))
    return found.reshape(-1, 3)
