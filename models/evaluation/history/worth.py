"""Conversions by what they were worth: the value that the MQLs, and the best shares, hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.few import t_95
from models.evaluation.tallies import FEWEST, Interval


@dataclass(frozen=True)
class Worth:
    """`total`: the value of all conversions that have one, `priced` of them; `mql`: the value of
    those at or above the MQL threshold, `share` of the total with its interval (None: too few).
    `without`: conversions without a value; `negative`: with one below zero; neither is counted.
    """

    total: float
    mql: float
    priced: int
    share: Interval | None
    without: int
    negative: int


def worth_of(
    value: NDArray[np.float64], converted: NDArray[np.bool_], above: NDArray[np.bool_]
) -> Worth | None:
    """The worth of conversions; None where no conversion has a value. Arrays of shape (rows,).

    The interval of the share is that of a ratio of two sums over the conversions (Cochran,
    Sampling Techniques (1977), 6.4), so that few large deals make it wide.
    """
    worth, over = value[converted], above[converted]
    known = ~np.isnan(worth)
    negative = int(np.count_nonzero(worth[known] < 0))
    without = int(np.count_nonzero(~known))
    keep = known & (np.nan_to_num(worth) >= 0)
    worth, over = worth[keep], over[keep]
    if not known.any():
        return None
    total, mql = float(worth.sum()), float(worth[over].sum())
    return Worth(total, mql, len(worth), _share(worth, over, total, mql), without, negative)


def _share(
    worth: NDArray[np.float64], over: NDArray[np.bool_], total: float, mql: float
) -> Interval | None:
    if len(worth) < FEWEST or total <= 0:
        return None
    share = mql / total
    # As of so many equal deals as these are worth, the share drawn towards a half by four of them.
    deals = total * total / float(worth @ worth)
    drawn = (share * deals + 2) / (deals + 4)
    apart = worth * (over - share)
    error = max(sqrt(float(apart @ apart)) / total, sqrt(drawn * (1 - drawn) / (deals + 4)))
    half = t_95(max(1, round(deals) - 1)) * error
    middle = drawn if deals < 100 else share
    return Interval(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))
