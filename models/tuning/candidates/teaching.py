"""The leads that candidates are learnt from, and some of them for what is dear to look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import Known
from models.evaluation.profile.traits import Evidence
from models.evaluation.rates import chance_of_difference
from models.leads.tally import Tally

MOST_IN_SAMPLE = 30_000
_SEED = 20260101

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sample:
    """Some of the leads that teach: of the many, as many that converted as that did not where
    there are enough.

    `rows`: of all leads; `places`: among those that teach. `weights`: how many of those each of
    them stands for.
    """

    rows: Rows
    places: Rows
    converted: NDArray[np.bool_]
    weights: NDArray[np.float64]
    whole: bool

    def evidence(self, mask: NDArray[np.bool_]) -> Evidence:
        """Of the leads of the mask, shape (sample,); counts are those of the sample."""
        won = int(np.count_nonzero(self.converted & mask))
        leads, every = int(np.count_nonzero(mask)), int(np.count_nonzero(self.converted))
        return Evidence(
            Tally(leads, won, leads - won), Tally(len(self.rows), every, len(self.rows) - every)
        )


def sample_of(known: Known, most: int = MOST_IN_SAMPLE) -> Sample:
    """At most so many leads, the same ones for the same leads that teach."""
    if len(known.rows) <= most:
        places = np.arange(len(known.rows))
        return Sample(known.rows, places, known.converted, np.ones(len(places)), whole=True)
    sides = [np.flatnonzero(known.converted == won) for won in (False, True)]
    fewer = min(len(side) for side in sides)
    part = min(fewer, most // 2)
    sizes = [part if len(side) == fewer else most - part for side in sides]
    dice = np.random.default_rng(_SEED)
    chosen = [
        side[np.sort(dice.choice(len(side), size, replace=False))]
        for side, size in zip(sides, sizes, strict=True)
    ]
    weights = [
        np.full(size, len(side) / size) if size else np.zeros(0)
        for side, size in zip(sides, sizes, strict=True)
    ]
    places = np.concatenate(chosen)
    order = np.argsort(places)
    places = places[order]
    weight = np.concatenate(weights)[order]
    return Sample(known.rows[places], places, known.converted[places], weight, whole=False)


def chance_of(evidence: Evidence) -> float:
    """How likely rates so far apart from those of all other leads would be by chance."""
    having, every = evidence.having, evidence.all
    found = chance_of_difference(
        having.converted,
        having.known,
        every.converted - having.converted,
        every.known - having.known,
    )
    return 1.0 if found is None else found.p
