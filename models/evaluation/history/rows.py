"""Conversion by band and by score, each row with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.evaluation.metrics import Histogram, by_band, tally_of
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.scoring.model import ScoringModel

WIDTHS = (1, 2, 5)
"""First digits of how many scores a row holds."""
MOST_ROWS = 20


@dataclass(frozen=True)
class Row:
    """Leads with a score of `low` to `high`, and how they convert; None: no outcome is known."""

    name: str
    low: int
    high: int
    tally: Tally
    rate: Interval | None
    mql: bool = False


def bands_of(histogram: Histogram, model: ScoringModel) -> tuple[Row, ...]:
    """A row for each band, ascending."""
    tops = [*(band.threshold - 1 for band in model.bands[1:]), model.scale.most]
    return tuple(
        _row(band.name, band.threshold, top, tally_of(counts), band.mql)
        for band, top, counts in zip(model.bands, tops, by_band(histogram, model), strict=True)
    )


def scores_of(histogram: Histogram, least: int) -> tuple[Row, ...]:
    """Rows of equally many scores at round figures, at most `MOST_ROWS` of them, ascending.

    From the lowest score that a lead has to the highest; rows between may hold no lead.
    """
    return scores_beside((histogram,), least)[0]


def scores_beside(histograms: Sequence[Histogram], least: int) -> tuple[tuple[Row, ...], ...]:
    """The same of several histograms of one scale, in the same rows, so that any lead has one."""
    held = np.flatnonzero(sum(one.any(axis=1) for one in histograms))
    if not len(held):
        return tuple(() for _ in histograms)
    low, high = least + int(held[0]), least + int(held[-1])
    width = width_of(high - low + 1)
    starts = range(low // width * width, high + 1, width)
    return tuple(
        tuple(
            _row(
                str(start) if width == 1 else f"{start} to {start + width - 1}",
                start,
                start + width - 1,
                tally_of(one[max(0, start - least) : max(0, start + width - least)].sum(axis=0)),
            )
            for start in starts
        )
        for one in histograms
    )


def width_of(scores: int) -> int:
    """How many scores a row holds: 1, 2, 5, 10, 20 ... so that there are not too many rows."""
    size = 1
    while True:
        for digit in WIDTHS:
            # One row more, as the first one may begin below the lowest score.
            if scores <= digit * size * (MOST_ROWS - 1):
                return digit * size
        size *= 10


def _row(name: str, low: int, high: int, tally: Tally, mql: bool = False) -> Row:
    return Row(name, low, high, tally, rate_interval(tally.converted, tally.known), mql)
