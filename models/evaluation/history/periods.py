"""Older and newer leads: whether the model, as it is, does as well on both, and over time.

The model is fixed, so nothing is learnt here from the older part: both are tests, and what they
show is whether the figures hold as time goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import erfc, exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import decimal, interval, percent
from models.evaluation.guard.cohorts import day_of
from models.evaluation.history.few import error_of
from models.evaluation.history.in_time import Order, in_time
from models.evaluation.history.part import Part, histograms_of, part_of
from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import FEWEST, Interval
from models.leads.wording import count_of, day_words
from models.scoring.answers import day_number

BLOCKS = 6
EXPECTED = 5
"""So many of each outcome must be expected in each part of the leads for Pearson's test to hold."""
LEVEL = 0.05
DRIFT = 0.001
"""How unlikely by chance the rates of successive parts of the file must be to call it drift."""


@dataclass(frozen=True)
class Periods:
    """`older`, `newer`: the leads before the split and from it on. `blocks`: successive parts of
    about equally many leads, the oldest first, each tested on by itself (a rolling origin).

    `difference`: the AUC of the newer less that of the older, with `p`; None: not enough data.
    `steady`: how likely so uneven AUCs of the blocks would be if they were all the same; None where
    fewer than two can say. `drift`: likewise of their conversion. `undated`: leads without a day.
    """

    order: Order
    split: date | None
    older: Part
    newer: Part
    blocks: tuple[Part, ...]
    difference: Interval | None
    p: float | None
    steady: float | None
    drift: float | None
    undated: int = 0

    @property
    def drifting(self) -> bool:
        """Whether conversion changes over time, so that a random split flatters a model."""
        return self.drift is not None and self.drift < DRIFT


def periods_of(
    created: NDArray[np.int32],
    levels: NDArray[np.integer],
    codes: NDArray[np.uint8],
    size: int,
    threshold: int,
    split: date | None = None,
) -> Periods | None:
    """The parts of the leads whose `codes` are 0 or 1; arrays of shape (rows,).

    By the day of creation where enough leads have one, else by the order of the rows. `split`: the
    first day of the newer part; without it half of the leads are older. None without two leads.
    """
    found = in_time(created, codes < 2, by_day=split is not None)
    if found is None:
        return None
    codes, levels = codes[found.rows], levels[found.rows]
    cut = day_number(split) if split is not None else found.middle
    first = cut if found.order is Order.DAYS else None
    block, names = found.blocks(BLOCKS)
    both = histograms_of(
        2 * block + (found.place >= cut), 2 * len(names), levels, codes, size
    ).reshape(len(names), 2, size, 3)
    halves, counts = both.sum(axis=0), both.sum(axis=1)
    older, newer = (
        part_of(name, histogram, threshold)
        for name, histogram in zip(("older", "newer"), halves, strict=True)
    )
    between = apart(halves)
    blocks = tuple(
        part_of(name, histogram, threshold) for name, histogram in zip(names, counts, strict=True)
    )
    return Periods(
        found.order,
        None if first is None else day_of(first),
        older,
        newer,
        blocks,
        None if between is None else between[0],
        None if between is None else between[1],
        _steady(counts),
        _drift(blocks),
        found.undated,
    )


def rows_of_part(
    created: NDArray[np.int32], codes: NDArray[np.uint8], place: int, split: date | None = None
) -> NDArray[np.intp]:
    """The leads that a part counts: 0 the older, 1 the newer, then the blocks in their order."""
    found = in_time(created, codes < 2, by_day=split is not None)
    if found is None:
        return np.empty(0, dtype=np.intp)
    if place < 2:
        cut = day_number(split) if split is not None else found.middle
        mine = (found.place >= cut) == bool(place)
    else:
        mine = found.blocks(BLOCKS)[0] == place - 2
    rows: NDArray[np.intp] = found.rows[mine]
    return rows


def _enough(histogram: NDArray[np.int64]) -> bool:
    return int(histogram[:, :2].sum(axis=0).min()) >= FEWEST


def apart(halves: NDArray[np.int64]) -> tuple[Interval, float] | None:
    """The AUC of the second less that of the first, and its p: two independent samples (DeLong).

    Counts by level and outcome; shape (2, levels, 3). None: either has too few of one outcome.
    """
    if not all(_enough(half) for half in halves):
        return None
    (one, first), (other, second) = (error_of(half) for half in halves)
    value, error = other - one, sqrt(first * first + second * second)
    half = NORMAL_95 * error
    p = 1.0 if value == 0 else 0.0 if error == 0 else erfc(abs(value) / error / sqrt(2))
    return Interval(value, max(-1.0, value - half), min(1.0, value + half)), p


def _steady(counts: NDArray[np.int64]) -> float | None:
    """Cochran's Q of the AUCs of the blocks that are large enough."""
    told = [error_of(block) for block in counts if _enough(block)]
    told = [(value, error) for value, error in told if error > 0]
    if len(told) < 2:
        return None
    weights = np.array([1 / (error * error) for _, error in told])
    values = np.array([value for value, _ in told])
    middle = float(weights @ values) / float(weights.sum())
    return chi_squared(float(weights @ (values - middle) ** 2), len(told) - 1)


def _drift(blocks: tuple[Part, ...]) -> float | None:
    """Pearson's chi-squared of the conversion of the blocks."""
    won = np.array([block.tally.converted for block in blocks], dtype=np.float64)
    leads = np.array([block.tally.known for block in blocks], dtype=np.float64)
    rate = won.sum() / leads.sum()
    if len(blocks) < 2 or min(rate, 1 - rate) * leads.min() < EXPECTED:
        return None
    apart = (won - leads * rate) ** 2 / (leads * rate * (1 - rate))
    return chi_squared(float(apart.sum()), len(blocks) - 1)


def chi_squared(value: float, freedom: int) -> float:
    """How likely a chi-squared of so many degrees of freedom is at least `value`; in closed form.

    Abramowitz and Stegun, 26.4.4 and 26.4.5.
    """
    if value <= 0:
        return 1.0
    half = min(value / 2, 700.0)
    if freedom % 2:
        total, term, start = erfc(sqrt(half)), 2 * sqrt(half / pi), 3
    else:
        total, term, start = 0.0, 1.0, 2
    for step in range(start, freedom + 1, 2):
        total += exp(-half) * term
        term *= 2 * half / step
    return min(1.0, total)


TRAINED_ON = (
    "No window is trained on, as the points are as you set them; points that were set while "
    "looking at these leads do better here than on the leads to come."
)


def sentences(periods: Periods) -> tuple[str, ...]:
    """Whether older and newer leads agree, and what the order of the leads does to a test."""
    said = [_agreement(periods), _origin(periods), TRAINED_ON, *_undated(periods)]
    if periods.steady is not None and periods.steady < LEVEL:
        able = [block for block in periods.blocks if block.auc is not None and not block.small]
        worst = min(able, key=lambda block: block.auc.value if block.auc else 1.0)
        said.append(
            f"Over time the ranking is uneven, more than by chance: worst in {worst.name} "
            f"(AUC {decimal(worst.auc.value if worst.auc else 0.0)})."
        )
    if periods.drifting:
        rates = [block.tally.rate or 0.0 for block in periods.blocks]
        where = "over time" if periods.order is Order.DAYS else "down the file"
        random = (
            "a random split mixes old and new leads and flatters a model; only a split by date "
            "tells how it does on the leads to come."
        )
        if periods.order is Order.ROWS:
            random = (
                "the rows seem to be in the order of time, and a random split, which mixes old and "
                "new leads, would flatter a model."
            )
        said.append(
            f"Conversion changes {where}, between {percent(min(rates))} and "
            f"{percent(max(rates))}: {random}"
        )
    return tuple(said)


def in_short(periods: Periods) -> str:
    """That a random split flatters, where it does, for those who look at other figures."""
    rates = [block.tally.rate or 0.0 for block in periods.blocks]
    where = "over time" if periods.order is Order.DAYS else "down the file"
    return (
        f"Conversion changes {where}, from {percent(min(rates))} to {percent(max(rates))}: "
        "a random split would flatter a model."
    )


def _origin(periods: Periods) -> str:
    """Which windows are tested, and that none is trained on."""
    order = "in the order of creation" if periods.order is Order.DAYS else "down the file"
    first, last = periods.blocks[0].name, periods.blocks[-1].name
    number = len(periods.blocks)
    windows = f"{count_of(number, 'window')} of about equally many leads {order}"
    if number > 1:
        return f"{windows} (the first {first}, the last {last}) are each tested by itself."
    return f"{windows} is tested by itself."


def _undated(periods: Periods) -> tuple[str, ...]:
    """What becomes of leads without a day, where others have one."""
    here = periods.older.tally.known + periods.newer.tally.known
    if not periods.undated:
        return ()
    lack = "has" if periods.undated == 1 else "have"
    many = f"{count_of(periods.undated, 'lead')} {lack} no day of creation"
    if periods.order is Order.DAYS:
        return (f"{many} and {'is' if periods.undated == 1 else 'are'} in no window.",)
    if periods.undated >= here:  # no lead has a day: the windows are named by rows
        return ()
    return (
        f"{many}, too many to go by days: the order of the rows in the file is looked at instead. "
        "Say the first day of the newer leads, and those with a day are parted there.",
    )


def _agreement(periods: Periods) -> str:
    older, newer, between = periods.older, periods.newer, periods.difference
    if between is None or older.auc is None or newer.auc is None or periods.p is None:
        return "Not enough data to say whether older and newer leads agree."
    was, now = decimal(older.auc.value), decimal(newer.auc.value)
    if periods.split is not None:
        told = f"AUC {was} before {day_words(periods.split)}, {now} from that day on"
    else:
        told = f"AUC {was} in the first half of the rows, {now} in the second"
    apart = f"difference {decimal(between.value)}, 95\u202f% {interval(between)}"
    if periods.p >= LEVEL:
        return f"Older and newer leads agree: {told} ({apart})."
    worse = "worse" if between.value < 0 else "better"
    return f"On newer leads the score ranks {worse}: {told} ({apart})."
