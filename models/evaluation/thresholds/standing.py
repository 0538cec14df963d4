"""Where each lead stands for the threshold of one band, whatever that threshold is.

An override moves the score onto a band (semantics 11), and with the band's threshold it moves
along. So a lead that an override lifts into the band or above it is handed over at any threshold,
one that is kept below never is, and every other lead is handed over where its points reach the
threshold: overrides that name other bands leave that as it is. Neighbouring thresholds are pushed
aside where they are in the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.bands import reach_of_move
from models.scoring.engine import Scored
from models.scoring.model import Band, Move, ScoringModel

MOST_THRESHOLDS = 1 << 12
"""On a wider scale thresholds are looked at in steps of several scores."""


@dataclass(frozen=True, eq=False)
class Standing:
    """`scores` (n,): the thresholds that are looked at, ascending. `places` (rows,): how many of
    them each lead reaches, less one. `always`, `never`: leads that overrides hand over or keep
    back at any threshold, and the names of these overrides.
    """

    band: int
    scores: NDArray[np.int64]
    places: NDArray[np.intp]
    always: int = 0
    never: int = 0
    by: tuple[str, ...] = ()


def settable(model: ScoringModel, band: int) -> tuple[int, int]:
    """The least and the most that the threshold of a band can be, if the others make room."""
    above = len(model.bands) - 1 - band
    return model.scale.least + band, model.scale.most - above


def with_threshold(model: ScoringModel, band: int, threshold: int) -> tuple[Band, ...]:
    """The bands with this threshold; neighbours move no further than they must."""
    low, high = settable(model, band)
    bands = list(model.bands)
    bands[band] = replace(bands[band], threshold=max(low, min(high, threshold)))
    for place in range(band + 1, len(bands)):
        least = bands[place - 1].threshold + 1
        bands[place] = replace(bands[place], threshold=max(bands[place].threshold, least))
    for place in range(band - 1, 0, -1):
        most = bands[place + 1].threshold - 1
        bands[place] = replace(bands[place], threshold=min(bands[place].threshold, most))
    return tuple(bands)


def standing_of(scored: Scored, band: int) -> Standing:
    """Where scored leads stand for the threshold of a band, by its position; not the first."""
    model = scored.model
    low, high = settable(model, band)
    span = high - low + 1
    scores = np.arange(low, high + 1, dtype=np.int64)
    if span > MOST_THRESHOLDS:
        steps = np.linspace(low, high, MOST_THRESHOLDS).astype(np.int64)
        own = [item.threshold for item in model.bands[1:] if low <= item.threshold <= high]
        scores = np.unique(np.concatenate((steps, np.array(own, dtype=np.int64))))
    # One place below all thresholds, for the leads that reach none.
    places = _places(scored.totals, scores)
    always = never = 0
    names: list[str] = []
    for position, override in enumerate(model.overrides):
        if scored.override is None or reach_of_move(model, override) is None:
            continue
        target = next(i for i, item in enumerate(model.bands) if item.name == override.band)
        lifts = override.move is not Move.AT_MOST and target >= band
        keeps = override.move is not Move.AT_LEAST and target < band
        if not lifts and not keeps:
            continue
        rows = scored.override == position
        number = int(np.count_nonzero(rows))
        places[rows] = len(scores) - 1 if lifts else -1
        always, never = always + number * lifts, never + number * keeps
        if number:
            names.append(override.name)
    return Standing(band, scores, places, always, never, tuple(names))


def _places(totals: NDArray[Any], scores: NDArray[np.int64]) -> NDArray[np.intp]:
    """The position of the highest threshold that each total reaches, -1 none."""
    if len(scores) and int(scores[-1]) - int(scores[0]) + 1 == len(scores):
        low = int(scores[0])
        return np.clip(totals.astype(np.intp) - low, -1, len(scores) - 1)
    return np.searchsorted(scores, totals, side="right").astype(np.intp) - 1
