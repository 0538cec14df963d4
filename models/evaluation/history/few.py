"""The AUC with few leads of either outcome, where the normal interval of DeLong is too short."""

from __future__ import annotations

from functools import cache
from math import erfc, sqrt

import numpy as np

from models.evaluation.metrics import NORMAL_95, Histogram, ranking
from models.evaluation.tallies import TOO_FEW, Interval

_HALVINGS = 60


def auc_of(histogram: Histogram) -> Interval | None:
    """The AUC as everywhere; with few leads of one outcome its interval is wider, never shorter.

    With more than `TOO_FEW` of either it is DeLong's. With fewer it reaches out to Newcombe's
    (Statistics in Medicine 25 (2006), 559-573, method 5), too: all values of the AUC from which
    the one that was found is no more than 1.96 of their own standard errors away, so that it has
    a length where the ranking is perfect. None with fewer than two leads of either outcome.
    """
    found = ranking(histogram)
    if found is None:
        return None
    no, yes = (int(number) for number in histogram[:, :2].sum(axis=0))
    if min(no, yes) > TOO_FEW:
        return found
    low = min(found.low, _furthest(found.value, 0.0, no, yes))
    return Interval(found.value, low, max(found.high, _furthest(found.value, 1.0, no, yes)))


def _furthest(value: float, end: float, no: int, yes: int) -> float:
    """The value of the AUC furthest from the one found, towards an end, that is not ruled out."""
    near, far = value, end
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if abs(value - middle) <= NORMAL_95 * sqrt(_spread(middle, no, yes)):
            near = middle
        else:
            far = middle
    return near


def _spread(auc: float, no: int, yes: int) -> float:
    """The variance of an AUC that is truly `auc` (Hanley and McNeil, as Newcombe evens it out)."""
    others = (no + yes) / 2 - 1
    more = (1 - auc) / (2 - auc) + auc / (1 + auc)
    return auc * (1 - auc) * (1 + others * more) / (no * yes)


def error_of(histogram: Histogram) -> tuple[float, float]:
    """The AUC and its standard error by DeLong; two or more leads of either outcome."""
    found = ranking(histogram)
    value = 0.5 if found is None else found.value
    no, yes = (int(number) for number in histogram[:, :2].sum(axis=0))
    return value, sqrt(_delong(histogram, value, no, yes))


def _delong(histogram: Histogram, auc: float, no: int, yes: int) -> float:
    lost, won = histogram[:, 0], histogram[:, 1]
    of_yes = (np.cumsum(lost) - lost / 2) / no - auc
    of_no = 1 - (np.cumsum(won) - won / 2) / yes - auc
    first = float(won @ (of_yes * of_yes)) / (yes - 1) / yes
    return first + float(lost @ (of_no * of_no)) / (no - 1) / no


@cache
def t_95(freedom: int) -> float:
    """The 97.5 % point of Student's t, for 1 or more degrees of freedom; free of scipy.

    Solved from the distribution in closed form (Abramowitz and Stegun, 26.7.3 and 26.7.4).
    """
    if freedom > 10_000:
        return NORMAL_95
    low, high = NORMAL_95, 13.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _within(middle, freedom) < 0.95:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_p(t: float, freedom: int) -> float:
    """How likely a t of so many degrees of freedom lies as far out, on either side; 0..1."""
    if freedom > 10_000:
        return erfc(abs(t) / sqrt(2))
    return min(1.0, max(0.0, 1 - _within(abs(t), freedom)))


def _within(t: float, freedom: int) -> float:
    """How likely a t of so many degrees of freedom lies within -t..t."""
    angle = np.arctan(t / sqrt(freedom))
    sine, cosine = float(np.sin(angle)), float(np.cos(angle))
    odd = freedom % 2 == 1
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(3 if odd else 2, freedom - 1, 2):
        term *= cosine * cosine * (step - 1) / step
        total += term
    return 2 / np.pi * (float(angle) + sine * total) if odd else sine * total
