"""Whether score and conversion go together: the correlation by points and by ranks."""

from __future__ import annotations

from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.few import t_95
from models.evaluation.metrics import Histogram
from models.evaluation.tallies import Interval


def point_biserial(histogram: Histogram) -> Interval | None:
    """Pearson's correlation of the score and converted or not, -1..1.

    None where all known leads have one score or one outcome, or are fewer than four.
    """
    held = np.flatnonzero(histogram[:, :2].any(axis=1))
    return _correlation(held.astype(np.float64), histogram[held, :2])


def rank_biserial(histogram: Histogram) -> Interval | None:
    """Spearman's correlation of the score and converted or not: by ranks, ties averaged."""
    held = np.flatnonzero(histogram[:, :2].any(axis=1))
    counts = histogram[held, :2]
    leads = counts.sum(axis=1)
    return _correlation(np.cumsum(leads) - (leads - 1) / 2, counts)


def _correlation(values: NDArray[np.float64], counts: NDArray[np.int64]) -> Interval | None:
    """The correlation of a value of each score with the outcome, and its interval.

    The interval is laid on Fisher's z; its variance is not that of two normal variables but the
    one that these leads show (the delta method on their moments, as for any distribution).
    """
    leads = counts.sum(axis=1).astype(np.float64)
    total, won = float(leads.sum()), float(counts[:, 1].sum())
    if total < 4 or not 0 < won < total:
        return None
    x = values - float(leads @ values) / total
    spread = float(leads @ (x * x)) / total
    rate = won / total
    if spread <= 0:
        return None
    x = x / sqrt(spread)
    y_no, y_yes = -sqrt(rate / (1 - rate)), sqrt((1 - rate) / rate)
    value = max(-1.0, min(1.0, float(counts[:, 1] @ x * y_yes + counts[:, 0] @ x * y_no) / total))
    if abs(value) >= 1 - 1e-12:
        return Interval(value, value, value)
    # What each lead does to the correlation, by score and outcome.
    no = x * y_no - value * (x * x + y_no * y_no) / 2
    yes = x * y_yes - value * (x * x + y_yes * y_yes) / 2
    variance = float(counts[:, 0] @ (no * no) + counts[:, 1] @ (yes * yes)) / total / total
    few = t_95(max(1, int(min(won, total - won)) - 1))
    half = few * sqrt(variance) / (1 - value * value)
    middle = atanh(value)
    return Interval(value, min(value, tanh(middle - half)), max(value, tanh(middle + half)))
