"""A part of the leads in the same figures as all of them: what a chart draws over its bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import best_first, lift_of
from models.leads.table import UNKNOWN, Leads
from models.scoring.bands import reach_of_move
from models.scoring.counting import Outcomes
from models.scoring.cube import points_cube
from models.scoring.engine import Scored
from models.scoring.model import Band


def histogram_of(scored: Scored, leads: Leads, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Leads of a mask by score and outcome, as `Evaluation.histogram` has them for all leads.

    `which`: shape (leads,). The answer: shape (scores, 3), not converted, converted, not known.
    """
    return _counted(scored.levels, leads.outcome, which, _size(scored))


def known_of(
    scored: Scored, codes: NDArray[np.uint8], which: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Leads with a known outcome by score, of those of a mask; `codes`: what became of each.

    `codes`, `which`: shape (leads,). The answer: shape (scores, 3), the last column 0.
    """
    known = codes < UNKNOWN
    return _counted(scored.levels, codes, known if which is None else known & which, _size(scored))


SPANS = 100
"""Parts that the leads in their order are told in, at most."""


def along_best(
    histogram: NDArray[np.int64], part: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the leads of a part stand among all, best first; both histograms by score and outcome.

    Only leads with a known outcome. The first answer: ends of spans of the leads, 0..1 ascending,
    shape (spans + 1,), each some whole scores; the second: the share of each that is of the part.
    """
    leads, some = _best_of(histogram, part)
    if not leads[-1]:
        return np.zeros(1), np.zeros(0)
    ends = leads / leads[-1]
    kept = np.unique(np.floor(ends * SPANS), return_index=True)[1]
    kept = np.unique(np.append(kept, len(ends) - 1))
    return ends[kept], np.diff(some[kept]) / np.diff(leads[kept])


def best_of(histogram: NDArray[np.int64], part: NDArray[np.int64]) -> dict[float, float]:
    """How many leads of a part each best share of all holds, ties by expectation; as `lift_of`."""
    return {row.share: row.converted for row in lift_of(*_best_of(histogram, part))}


def _best_of(
    histogram: NDArray[np.int64], part: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Leads with a known outcome, and those of them that are of the part, summed best first."""
    every, some = histogram[:, :2].sum(axis=1), part[:, :2].sum(axis=1)
    return best_first(np.stack([every - some, some, np.zeros_like(some)], axis=1))


def _size(scored: Scored) -> int:
    scale = scored.model.scale
    return scale.most - scale.least + 1


def _counted(
    levels: NDArray[np.integer],
    outcome: NDArray[np.uint8],
    which: NDArray[np.bool_],
    size: int,
) -> NDArray[np.int64]:
    keys = levels[which].astype(np.int64) * 3 + outcome[which]
    return np.bincount(keys, minlength=3 * size).reshape(size, 3)


class PointsPart:
    """The part while the points of one rule are dragged, or of one of its entries."""

    def __init__(
        self,
        scored: Scored,
        leads: Leads,
        which: NDArray[np.bool_],
        rule_id: str,
        entry: int | None = None,
    ) -> None:
        rule = scored.model.rule(rule_id)
        if rule is None:
            raise ValueError(f"the model has no rule {rule_id}")
        # What the cube sums of each lead is 1 for those of the part: their number, exactly.
        worths = which.astype(np.float64)
        self._cube = points_cube(scored, rule, Outcomes.of(leads.outcome), None, entry, worths)

    def at(self, points: int) -> NDArray[np.int64]:
        """The part with the points at this number."""
        summed = self._cube.at(points).summed
        if summed is None:
            raise ValueError("the cube was built without the part")
        return np.rint(summed).astype(np.int64)


class BandsPart:
    """The part while thresholds are dragged: only an override moves a score with them."""

    def __init__(self, scored: Scored, leads: Leads, which: NDArray[np.bool_]) -> None:
        self._model = model = scored.model
        self._size = _size(scored)
        decided = scored.override
        free = which if decided is None else which & (decided < 0)
        self._free = _counted(scored.levels, leads.outcome, free, self._size)
        self._moved = [
            _counted(
                scored.totals.astype(np.int64) - model.scale.least,
                leads.outcome,
                which & (decided == place),
                self._size,
            )
            for place in range(len(model.overrides))
            if decided is not None
        ]

    def at(self, bands: tuple[Band, ...]) -> NDArray[np.int64]:
        """The part with these bands."""
        model = replace(self._model, bands=bands)
        found = self._free.copy()
        for moved, override in zip(self._moved, model.overrides, strict=False):
            limits = reach_of_move(model, override)
            levels = np.arange(self._size)
            if limits is not None:
                levels = np.clip(levels + model.scale.least, *limits) - model.scale.least
            np.add.at(found, levels, moved)
        return found
