"""What a histogram of the score is worth to each aim; the less the better."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.tuning.aims import Aim, Goal
from models.tuning.search.fit import fitted

Real = NDArray[np.float64]


def losses(aim: Aim, yes: Real, no: Real, scores: Real) -> Real:
    """`yes`, `no`: (histograms, levels) conversions and others at `scores`, ascending."""
    if aim.goal is Goal.LOSS:
        mean: Real = fitted(yes, no, scores).loss / (yes + no).sum(axis=1)
        return mean
    if aim.goal is Goal.AUC:
        return 1.0 - _auc(yes, no)
    if aim.goal is Goal.CAPTURE:
        return 1.0 - _captured(yes, no, aim.share)
    return -_value(yes, no, aim.win, aim.cost)


def _auc(yes: Real, no: Real) -> Real:
    """The chance that a conversion has more points than another lead; ties count half."""
    below = np.cumsum(no, axis=1) - no / 2
    found: Real = (yes * below).sum(axis=1) / (yes.sum(axis=1) * no.sum(axis=1))
    return found


def _captured(yes: Real, no: Real, share: float) -> Real:
    """The share of conversions among the top share of leads; ties are taken in proportion."""
    level = (yes + no)[:, ::-1]
    wanted = share * level.sum(axis=1, keepdims=True)
    before = np.cumsum(level, axis=1) - level
    taken = np.clip((wanted - before) / np.where(level > 0, level, 1.0), 0.0, 1.0)
    found: Real = (yes[:, ::-1] * taken).sum(axis=1) / yes.sum(axis=1)
    return found


def _value(yes: Real, no: Real, win: float, cost: float) -> Real:
    """Net value a lead where all from the best threshold up are touched, or nobody."""
    net = np.cumsum((win * yes - cost * (yes + no))[:, ::-1], axis=1)
    best: Real = np.maximum(net.max(axis=1), 0.0) / (yes + no).sum(axis=1)
    return best
