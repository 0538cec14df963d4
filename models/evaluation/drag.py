"""Drags: evaluations that follow a dragged number at the cost of a few thousand cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluate import (
    from_histogram,
    hits_of,
    outcomes_of,
    reaches_of,
)
from models.evaluation.evaluation import Evaluation, RuleFigures
from models.evaluation.movement import movement_of
from models.leads.table import Leads
from models.scoring.bands import reach_of_move
from models.scoring.counting import Counts, Outcomes, count
from models.scoring.cube import Cube, Step, base_cube, points_cube
from models.scoring.engine import Scored
from models.scoring.model import Band, Points, ScoringModel


class _Drag:
    """What all drags share: the figures that stay, and those that follow from a step."""

    def __init__(self, scored: Scored, leads: Leads, saved: Scored | None) -> None:
        self._model = scored.model
        self._saved = None if saved is None else saved.model
        self._outcomes = outcomes_of(scored.masks, leads)
        self._rules = {
            rule.id: RuleFigures(hits_of(rule, scored, self._outcomes))
            for rule in scored.model.rules()
        }
        self._reaches = reaches_of(scored)

    def _evaluation(
        self,
        model: ScoringModel,
        counts: Counts,
        changed: int | None,
        overridden: int,
        reaches: dict[str, tuple[int, int]],
    ) -> Evaluation:
        movement = None
        if self._saved is not None:
            movement = movement_of(counts, model, self._saved, changed or 0)
        return from_histogram(
            counts.sum(axis=1),
            model,
            rules=self._rules,
            reaches=reaches,
            movement=movement,
            overridden=overridden,
        )


class PointsDrag(_Drag):
    """The points of one rule are dragged, or of one of its entries by value or by range.

    `at` gives the same figures as `evaluate` would, and of the rules' effects that of the dragged
    rule (of plain points); the others are None.
    """

    def __init__(
        self,
        scored: Scored,
        leads: Leads,
        rule_id: str,
        saved: Scored | None = None,
        entry: int | None = None,
    ) -> None:
        super().__init__(scored, leads, saved)
        self.rule_id = rule_id
        self.entry = entry
        model = scored.model
        rule, group = model.rule(rule_id), model.group_of(rule_id)
        if rule is None or group is None:
            raise ValueError(f"the model has no rule {rule_id}")
        self._group = group.id
        self._cube: Cube = points_cube(scored, rule, self._outcomes, saved, entry)
        self._without: int | None = None
        if isinstance(rule.award, Points):
            self._without = self._reaching(self._cube.at(0))

    def __len__(self) -> int:
        """Cells that a step goes through."""
        return len(self._cube)

    def at(self, points: int) -> Evaluation:
        """The evaluation with the rule's (or the entry's) points at this number."""
        step = self._cube.at(points)
        reaches = {**self._reaches, self._group: step.reach}
        found = self._evaluation(self._model, step.counts, step.changed, step.overridden, reaches)
        if self._without is None:
            return found
        added = found.mql.leads - self._without
        own = replace(self._rules[self.rule_id], mql_added=added)
        return replace(found, rules={**self._rules, self.rule_id: own})

    def _reaching(self, step: Step) -> int:
        start = max(0, self._model.mql_threshold - self._model.scale.least)
        return int(step.counts[start:].sum())


class BaseDrag(_Drag):
    """The points that every lead starts with are dragged."""

    def __init__(self, scored: Scored, leads: Leads, saved: Scored | None = None) -> None:
        super().__init__(scored, leads, saved)
        self._cube = base_cube(scored, self._outcomes, saved)

    def at(self, base: int) -> Evaluation:
        """The evaluation with this base."""
        step = self._cube.at(base)
        model = replace(self._model, base=base)
        return self._evaluation(model, step.counts, step.changed, step.overridden, self._reaches)


class BandsDrag(_Drag):
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
