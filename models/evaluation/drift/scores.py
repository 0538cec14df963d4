"""Scores of older and newer leads: how they lie, who is handed to sales, how the bands convert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.bins import Bin, binned
from models.evaluation.drift.shift import Shift, shift_of
from models.evaluation.history.few import t_95
from models.evaluation.history.part import Part, part_of
from models.evaluation.history.periods import apart
from models.evaluation.metrics import by_band, tally_of
from models.evaluation.rates import chance_of_difference, difference_of_rates, rate_interval
from models.evaluation.tallies import Interval
from models.leads.columns import NumberColumn
from models.leads.tally import Tally
from models.scoring.bands import cuts
from models.scoring.model import ScoringModel

OLDER, NEWER = "older", "newer"

Levels = NDArray[np.integer]
Judged = tuple[Levels, NDArray[np.uint8]]


@dataclass(frozen=True)
class BandDrift:
    """A band. `old_leads`, `new_leads`: all that score in it; tallies count the known ones.

    `difference`: the newer rate less the older; `p` corrected. None: nobody to tell.
    """

    name: str
    mql: bool
    old_leads: int
    new_leads: int
    old: Tally
    new: Tally
    old_rate: Interval | None
    new_rate: Interval | None
    difference: Interval | None
    raw_p: float | None
    p: float | None = None


@dataclass(frozen=True, eq=False)
class ScoreDrift:
    """`old`, `new`: leads with a known outcome, their conversion, MQLs and ranking.

    `counts` (2, levels): leads of either side by level; `least`: the score of the first level.
    `bands_shift`, `scores_shift`: of leads by band, and by tenths of the older scores (`bins`).
    `mean`: the newer mean less the older, in points, with Welch's interval. `mql`: the newer share
    of MQLs less the older. `ranking`: the newer AUC less the older, two independent samples
    (DeLong). None: too few to say.
    """

    least: int
    threshold: int
    counts: NDArray[np.int64]
    old: Part
    new: Part
    bands: tuple[BandDrift, ...]
    bins: tuple[Bin, ...]
    bands_shift: Shift | None
    scores_shift: Shift | None
    means: tuple[float | None, float | None]
    mean: Interval | None
    mql_leads: tuple[int, int]
    mql: Interval | None
    mql_p: float | None
    ranking: Interval | None
    ranking_p: float | None
    shift_p: float | None = None
    """The p of `bands_shift`, corrected for all that asks for new points."""
    moved_p: float | None = None
    """The same p, corrected for all that changed."""

    @property
    def leads(self) -> tuple[int, int]:
        """Leads that are scored of either side."""
        old, new = self.counts.sum(axis=1).tolist()
        return int(old), int(new)


def score_drift(
    model: ScoringModel,
    old_levels: Levels,
    new_levels: Levels,
    old_judged: Judged,
    new_judged: Judged,
) -> ScoreDrift:
    """Both sides by their levels (score less the scale's least).

    `old_judged`, `new_judged`: levels and outcomes (2: unknown) of the leads whose conversion is
    compared, which may be others.
    """
    least = model.scale.least
    size = model.scale.most - least + 1
    old, new = (np.bincount(levels, minlength=size) for levels in (old_levels, new_levels))
    known = np.array(
        [
            np.bincount(levels.astype(np.int64) * 3 + codes, minlength=3 * size).reshape(size, 3)
            for levels, codes in (old_judged, new_judged)
        ]
    ) * np.array([1, 1, 0])
    threshold = max(0, cuts(model)[model.mql_band])
    every = len(old_levels), len(new_levels)
    above = int(old[threshold:].sum()), int(new[threshold:].sum())
    chance = chance_of_difference(above[1], every[1], above[0], every[0])
    between = apart(known)
    banded = [by_band(counts[:, np.newaxis], model)[:, 0] for counts in (old, new)]
    parts = _tenths(old_levels, new_levels, least)
    return ScoreDrift(
        least,
        threshold,
        np.array([old, new]),
        part_of(OLDER, known[0], threshold),
        part_of(NEWER, known[1], threshold),
        _bands(model, banded, [by_band(histogram, model) for histogram in known]),
        parts,
        shift_of(banded[0], banded[1]),
        shift_of(_counts(parts, 0), _counts(parts, 1)),
        (_mean(old, least), _mean(new, least)),
        _mean_difference(old, new),
        above,
        difference_of_rates(above[1], every[1], above[0], every[0]),
        None if chance is None else chance.p,
        None if between is None else between[0],
        None if between is None else between[1],
    )


def _tenths(old: NDArray[np.integer], new: NDArray[np.integer], least: int) -> tuple[Bin, ...]:
    """Leads by tenths of the older scores."""
    sides = [NumberColumn(levels.astype(np.float64) + least) for levels in (old, new)]
    rows = [np.arange(len(levels), dtype=np.intp) for levels in (old, new)]
    found = binned(sides[0], rows[0], sides[1], rows[1])
    return tuple(one for one in found.bins if not one.special)


def _counts(parts: tuple[Bin, ...], side: int) -> NDArray[np.int64]:
    return np.array([(one.old, one.new)[side] for one in parts], dtype=np.int64)


def _bands(
    model: ScoringModel, leads: list[NDArray[np.int64]], known: list[NDArray[np.int64]]
) -> tuple[BandDrift, ...]:
    """The bands, ascending, from leads by band, and by band and outcome, of either side."""
    found = []
    for at, band in enumerate(model.bands):
        one, other = (tally_of(counts[at]) for counts in known)
        cells = other.converted, other.known, one.converted, one.known
        chance = chance_of_difference(*cells)
        found.append(
            BandDrift(
                band.name,
                band.mql,
                int(leads[0][at]),
                int(leads[1][at]),
                one,
                other,
                rate_interval(one.converted, one.known),
                rate_interval(other.converted, other.known),
                difference_of_rates(*cells),
                None if chance is None else chance.p,
            )
        )
    return tuple(found)


def _mean(counts: NDArray[np.int64], least: int) -> float | None:
    number = int(counts.sum())
    return float(counts @ np.arange(len(counts))) / number + least if number else None


def _mean_difference(old: NDArray[np.int64], new: NDArray[np.int64]) -> Interval | None:
    """The newer mean less the older, with Welch's interval; None with fewer than two leads."""
    n, m = int(old.sum()), int(new.sum())
    if min(n, m) < 2:
        return None
    places = np.arange(len(old))
    means = [float(counts @ places) / number for counts, number in ((old, n), (new, m))]
    spreads = [
        float(counts @ (places - mean) ** 2) / (number - 1) / number
        for counts, number, mean in ((old, n, means[0]), (new, m, means[1]))
    ]
    value, whole = means[1] - means[0], sum(spreads)
    if whole == 0:
        return Interval(value, value, value)
    freedom = whole * whole / (spreads[0] ** 2 / (n - 1) + spreads[1] ** 2 / (m - 1))
    half = t_95(max(1, int(freedom))) * sqrt(whole)
    return Interval(value, value - half, value + half)


def with_p(
    drift: ScoreDrift,
    ranking_p: float | None,
    shift_p: float | None,
    moved_p: float | None,
    mql_p: float | None,
    band_p: tuple[float | None, ...],
) -> ScoreDrift:
    """The same with every p corrected for all that is looked at together."""
    bands = tuple(replace(band, p=p) for band, p in zip(drift.bands, band_p, strict=True))
    return replace(
        drift, bands=bands, ranking_p=ranking_p, shift_p=shift_p, moved_p=moved_p, mql_p=mql_p
    )
