"""The points of every lead of a ground, and the loss of a card on all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import unpacked
from models.tuning.aims import Aim
from models.tuning.lines import Ground, Pot
from models.tuning.search.goals import losses
from models.tuning.search.summed import totalled

Real = NDArray[np.float64]


def scores(ground: Ground, points: Sequence[int]) -> NDArray[np.int64]:
    """Points of each lead, before the ends of the scale and overrides; shape (leads,)."""
    rows = len(ground)
    found = np.full(rows, ground.base, dtype=np.int64)
    for pot in ground.pots:
        found += _part(pot, _sum(ground, pot, points), rows)
    return found


def _sum(ground: Ground, pot: Pot, points: Sequence[int]) -> NDArray[np.int32]:
    rows = len(ground)
    found = np.zeros(rows, dtype=np.int32)
    if pot.fixed is not None:
        found += pot.fixed
    for line, planes, value in zip(ground.lines, ground.bits, points, strict=True):
        if value and line.group == pot.id:
            for bits in planes:
                found += unpacked(bits, 0, rows) * np.int32(value)
    return found


def _part(pot: Pot, sums: NDArray[np.int32], rows: int) -> NDArray[np.int32]:
    if pot.least is not None:
        np.maximum(sums, pot.least, out=sums)
    if pot.most is not None:
        np.minimum(sums, pot.most, out=sums)
    if pot.percents is None:
        return sums
    return (sums * pot.percents.astype(np.int32) + 50) // 100


def loss_of(ground: Ground, points: Sequence[int], aim: Aim) -> float:
    """What the aim calls bad, on all leads."""
    weight = np.ones(len(ground)) if ground.worth is None else ground.worth
    yes = weight * ground.converted
    return weighed(scores(ground, points), yes, weight - yes, aim)


def weighed(points: NDArray[np.int64], yes: Real, no: Real, aim: Aim) -> float:
    """What the aim calls bad where leads speak for and against converting with such weights."""
    converted, others, levels = counted(points, yes, no)
    return float(losses(aim, converted[None], others[None], levels)[0])


def counted(points: NDArray[np.int64], yes: Real, no: Real) -> tuple[Real, Real, Real]:
    """The weight for and against at each score that some lead has, and the scores, ascending."""
    low = int(points.min())
    key = points - low
    span = int(points.max()) - low + 1
    converted, others = totalled(key, yes, span), totalled(key, no, span)
    held = np.flatnonzero((converted > 0) | (others > 0))
    return converted[held], others[held], (held + low).astype(np.float64)
