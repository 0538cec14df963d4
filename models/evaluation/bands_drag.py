"""A drag of the bands' thresholds, at the cost of the scale's levels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drag import Drag
from models.evaluation.evaluation import Evaluation
from models.leads.table import Leads
from models.scoring.bands import reach_of_move
from models.scoring.counting import Counts, Outcomes, count
from models.scoring.engine import Scored
from models.scoring.model import Band


class BandsDrag(Drag):
    """Thresholds of bands are dragged: only leads that an override moves change their score."""

    def __init__(self, scored: Scored, leads: Leads, saved: Scored | None = None) -> None:
        super().__init__(scored, leads, saved)
        model = scored.model
        self._size = model.scale.most - model.scale.least + 1
        self._moves = [
            _Moved(scored, position, self._size, self._outcomes, saved)
            for position in range(len(model.overrides))
        ]
        bands = 1 if saved is None else len(saved.model.bands)
        saved_bands = None if saved is None else saved.bands
        free = np.ones(len(scored), dtype=np.bool_)
        if scored.override is not None:
            free = scored.override < 0
        self._free = _count(scored.levels, free, self._size, self._outcomes, saved_bands, bands)
        self._free_changed = 0
        if saved is not None:
            self._free_changed = int(np.count_nonzero((scored.scores != saved.scores) & free))

    def at(self, bands: tuple[Band, ...]) -> Evaluation:
        """The evaluation with these bands: the names as they were, the thresholds at will."""
        model = replace(self._model, bands=bands)
        counts = self._free.copy()
        changed, overridden = self._free_changed, 0
        for moved, override in zip(self._moves, model.overrides, strict=True):
            limits = reach_of_move(model, override)
            levels = np.arange(self._size)
            if limits is not None:
                levels = np.clip(levels + model.scale.least, *limits) - model.scale.least
            np.add.at(counts, levels, moved.counts)
            overridden += int(moved.counts[levels != np.arange(self._size)].sum())
            changed += moved.changed(levels)
        return self._evaluation(model, counts, changed, overridden, self._reaches)


class _Moved:
    """The leads that one override decides, by their level before its move."""

    def __init__(
        self,
        scored: Scored,
        position: int,
        size: int,
        outcomes: Outcomes,
        saved: Scored | None,
    ) -> None:
        scale = scored.model.scale
        decided = np.zeros(len(scored), dtype=np.bool_)
        if scored.override is not None:
            decided = scored.override == position
        levels = scored.totals.astype(np.int64) - scale.least
        bands = 1 if saved is None else len(saved.model.bands)
        saved_bands = None if saved is None else saved.bands
        self.counts = _count(levels, decided, size, outcomes, saved_bands, bands)
        self._before = self._saved = self._leads = np.zeros(0, dtype=np.int64)
        if saved is not None:
            wanted = saved.scores[decided].astype(np.int64) - scale.least
            pairs = np.stack([levels[decided], wanted], axis=1)
            unique, self._leads = np.unique(pairs, axis=0, return_counts=True)
            self._before, self._saved = unique[:, 0], unique[:, 1]

    def changed(self, levels: NDArray[Any]) -> int:
        """How many of them have not the saved score if each level moves to `levels`."""
        return int(self._leads[levels[self._before] != self._saved].sum())


def _count(
    levels: NDArray[Any],
    mask: NDArray[np.bool_],
    size: int,
    outcomes: Outcomes,
    saved_bands: NDArray[np.uint8] | None,
    bands: int,
) -> Counts:
    rows = np.flatnonzero(mask)
    some = Outcomes.of(outcomes.codes[rows])
    saved = None if saved_bands is None else saved_bands[rows]
    return count(levels[rows], size, some, saved, bands)
