"""A part of the leads (a segment, a half, a period) and how the model did on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.few import auc_of
from models.evaluation.metrics import tally_of
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally


@dataclass(frozen=True)
class Part:
    """`tally`: its leads with a known outcome; `mql` those at or above the MQL threshold.

    `rate`, `mql_rate`: their conversion; `auc`: the ranking within the part. None: not enough data
    to say. `small`: too few leads of one outcome for anything but a first look.
    """

    name: str
    tally: Tally
    rate: Interval | None
    mql: Tally
    mql_rate: Interval | None
    auc: Interval | None

    @property
    def small(self) -> bool:
        """Whether fewer than `FEWEST` converted or did not."""
        return min(self.tally.converted, self.tally.not_converted) < FEWEST


def part_of(name: str, histogram: NDArray[np.int64], threshold: int) -> Part:
    """From counts by level and outcome; `threshold` the level of the MQL threshold."""
    tally, mql = tally_of(histogram.sum(axis=0)), tally_of(histogram[threshold:].sum(axis=0))
    return Part(
        name,
        tally,
        rate_interval(tally.converted, tally.known),
        mql,
        rate_interval(mql.converted, mql.known),
        auc_of(histogram),
    )


def histograms_of(
    groups: NDArray[np.integer],
    size: int,
    levels: NDArray[np.integer],
    codes: NDArray[np.uint8],
    most: int,
) -> NDArray[np.int64]:
    """Counts by group, level and outcome; shape (size, most, 3). Rows of code 2 are not counted.

    Arrays of shape (rows,); a group of -1 is left out.
    """
    # One pass over all rows: what is not counted falls into cells that are thrown away.
    keys = groups.astype(np.intp)
    keys += 1
    for factor, more in ((most, levels), (3, codes)):
        keys *= factor
        keys += more
    counts = np.bincount(keys, minlength=(size + 1) * most * 3)
    counts = counts.reshape(size + 1, most, 3)[1:]
    counts[:, :, 2] = 0
    return counts
