"""Numbers that stand far out, and numbers that nothing of that name can have."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST_NUMBERS = 30
"""Filled leads from which on a number can stand out."""
FAR = 8.0
"""Robust standard deviations (median, and 1.4826 times the median distance from it)."""
RARE = 0.01
"""If more than this share stands out, that is how the field is."""
SKEWED = 4.0
"""The 99th percentile so many times the median: distances are taken on the scale of logarithms."""

Flags = NDArray[np.bool_]

_AGE = re.compile(r"(^|[\s_.-])(age|alter|edad|\u00e2ge)($|[\s_.-])", re.IGNORECASE)
_SPAN = re.compile(r"day|week|month|hour|tage|wochen|monat|jours|mois|account|lead", re.IGNORECASE)
"""An age of something else than a person."""
_COUNTED = re.compile(
    r"employee|headcount|staff|mitarbeiter|besch\u00e4ftigte|effectif|seats|visits|views|clicks|opens"
    r"|downloads|sessions|quantity|menge|anzahl|duration|minutes|seconds|number of|no\. of"
    r"|(^|[\s_])(size|count|num|users)($|[\s_])",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(r"employee|headcount|staff|mitarbeiter|besch\u00e4ftigte", re.IGNORECASE)
_PERCENT = re.compile(r"percent|prozent|\bpct\b|%", re.IGNORECASE)
OLDEST, LARGEST = 110, 3_000_000
"""Years that a person can have, and employees that a company can."""
MOST = 0.2
"""If more than this share is impossible, the name means something else."""


@dataclass(frozen=True, eq=False)
class Outliers:
    """Numbers outside of `low` to `high`; `rows` (rows,) which leads have them."""

    low: float
    high: float
    rows: Flags
    by_log: bool


def outliers_in(values: NDArray[np.float64]) -> Outliers | None:
    """Numbers that are far from the median of a field; None where there are none, or too many."""
    filled = ~np.isnan(values)
    numbers = values[filled]
    if len(numbers) < FEWEST_NUMBERS:
        return None
    median = float(np.median(numbers))
    by_log = float(numbers.min()) >= 0 and float(np.percentile(numbers, 99)) > SKEWED * median > 0
    scaled = np.log1p(numbers) if by_log else numbers
    middle = float(np.median(scaled))
    spread = 1.4826 * float(np.median(np.abs(scaled - middle)))
    if spread <= 0:
        return None
    low, high = middle - FAR * spread, middle + FAR * spread
    if by_log:
        low, high = float(np.expm1(low)), float(np.expm1(high))
    with np.errstate(invalid="ignore"):
        far = filled & ((values < low) | (values > high))
    number = int(np.count_nonzero(far))
    return Outliers(low, high, far, by_log) if 0 < number <= RARE * len(numbers) else None


def impossible_in(name: str, values: NDArray[np.float64]) -> tuple[Flags, str]:
    """Leads whose number nothing of that name can have, and why not; by the field's name."""
    odd, why = _by_name(name, values)
    few = np.count_nonzero(odd) <= MOST * np.count_nonzero(~np.isnan(values))
    return (odd, why) if few else (np.zeros(len(values), dtype=bool), "")


def _by_name(name: str, values: NDArray[np.float64]) -> tuple[Flags, str]:
    with np.errstate(invalid="ignore"):
        if _AGE.search(name) and not _SPAN.search(name):
            return (values < 0) | (values > OLDEST), f"no age is below 0 or above {OLDEST}"
        if _EMPLOYED.search(name):
            return (
                (values < 0) | (values > LARGEST),
                f"no company has fewer than 0 or more than {LARGEST:,} employees",
            )
        if _COUNTED.search(name):
            return values < 0, "what is counted is not negative"
        if _PERCENT.search(name):
            return values > 100, "a share is not above 100 percent"
    return np.zeros(len(values), dtype=bool), ""
