"""The slow reference: points of leads and what an aim makes of them, as plainly as it can be said.

It shares no code with the search and counts no histograms; each lead is looked at by itself. The
search is held to it in the tests, and it to the engine, scipy and scikit-learn.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim, Goal
from models.tuning.lines import Ground

Real = NDArray[np.float64]
Whole = NDArray[np.int64]


def points_of(ground: Ground, points: Sequence[int]) -> Whole:
    """The points of each lead, with these for the lines; shape (leads,)."""
    total = np.full(len(ground), ground.base, dtype=np.int64)
    for pot in ground.pots:
        part = np.zeros(len(ground), dtype=np.int64)
        if pot.fixed is not None:
            part += pot.fixed
        for line, planes, given in zip(ground.lines, ground.bits, points, strict=True):
            if line.group == pot.id:
                for plane in planes:
                    part += int(given) * _leads(plane, len(ground))
        if pot.least is not None:
            part = np.maximum(part, pot.least)
        if pot.most is not None:
            part = np.minimum(part, pot.most)
        if pot.percents is not None:
            part = (part * pot.percents.astype(np.int64) + 50) // 100  # // rounds down
        total += part
    return total


def loss_of(ground: Ground, points: Sequence[int], aim: Aim) -> float:
    """What the aim calls bad of these points, as `Card.loss` says."""
    scores, converted, worth = points_of(ground, points), ground.converted, worth_of(ground)
    match aim.goal:
        case Goal.LOSS:
            return log_loss(scores, converted, worth)
        case Goal.AUC:
            return 1 - auc(scores, converted, worth)
        case Goal.CAPTURE:
            return 1 - captured(scores, converted, worth, aim.share)
        case Goal.VALUE:
            return -net_value(scores, converted, worth, aim)


def worth_of(ground: Ground) -> Real:
    """The weight of each lead."""
    return np.ones(len(ground)) if ground.worth is None else ground.worth


def log_loss(scores: Whole, converted: NDArray[np.uint8], worth: Real) -> float:
    """The mean log-loss of 1 / (1 + exp(-(intercept + slope x score))), both fitted.

    The slope is 0 or more: more points never mean less. Where scores part the outcomes wholly the
    best slope has no end, and the loss is as near to 0 as the solver goes.
    """
    from scipy.optimize import minimize  # lazy: nothing but a proof needs it

    spread = float(scores.std()) or 1.0
    level = (scores - scores.mean()) / spread
    sign = 1.0 - 2.0 * converted  # an outcome costs log(1 + exp(sign x odds))
    share = worth / worth.sum()

    def cost(found: Real) -> tuple[float, Real]:
        odds = sign * (found[0] + found[1] * level)
        pull = share * sign * _chance(odds)
        return float(share @ np.logaddexp(0, odds)), np.array([pull.sum(), pull @ level])

    rate = float(np.clip(share @ converted, 1e-12, 1 - 1e-12))
    start = np.array([np.log(rate / (1 - rate)), 0.0])
    found = minimize(
        cost,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None), (0.0, None)],
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000},
    )
    return float(found.fun)


def auc(scores: Whole, converted: NDArray[np.uint8], worth: Real) -> float:
    """The chance that a converted lead has more points than another one; ties count half."""
    yes, no = converted == 1, converted == 0
    won = lost = 0.0
    for score, weight in zip(scores[yes], worth[yes], strict=True):
        won += weight * float(worth[no] @ ((scores[no] < score) + 0.5 * (scores[no] == score)))
        lost += weight * float(worth[no].sum())
    return won / lost


def captured(scores: Whole, converted: NDArray[np.uint8], worth: Real, share: float) -> float:
    """The share of conversions among the top share of leads; leads of one score are taken alike."""
    left = share * float(worth.sum())
    caught = 0.0
    for score in sorted(set(scores.tolist()), reverse=True):
        here = scores == score
        taken = min(1.0, left / float(worth[here].sum()))
        caught += taken * float(worth[here] @ converted[here])
        left -= taken * float(worth[here].sum())
        if left <= 0:
            break
    return caught / float(worth @ converted)


def net_value(scores: Whole, converted: NDArray[np.uint8], worth: Real, aim: Aim) -> float:
    """Wins less costs for each lead, where all from the best score on are touched, or nobody."""
    values = [0.0]
    for score in set(scores.tolist()):
        touched = scores >= score
        values.append(
            float(worth[touched] @ (aim.win * converted[touched].astype(float) - aim.cost))
        )
    return max(values) / float(worth.sum())


def moved(ground: Ground, points: Sequence[int]) -> tuple[int, int, int]:
    """Today's MQLs, and how many leads these points take from them and add to them."""
    if ground.mql is None:
        return 0, 0, 0
    today = points_of(ground, ground.now) >= ground.mql
    then = points_of(ground, points) >= ground.mql
    return int(today.sum()), int((today & ~then).sum()), int((then & ~today).sum())


def _leads(plane: NDArray[np.uint8], leads: int) -> Whole:
    return np.unpackbits(plane, bitorder="little")[:leads].astype(np.int64)


def _chance(odds: Real) -> Real:
    found: Real = np.exp(-np.logaddexp(0, -odds))
    return found
