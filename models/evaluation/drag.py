"""Drags: evaluations that follow a dragged number at the cost of a few thousand cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.evaluation.comparison.pinned import Pinned, Ranking, ranking_against
from models.evaluation.evaluate import from_histogram, hits_of, outcomes_of, reaches_of
from models.evaluation.evaluation import Evaluation, RuleFigures, Tally
from models.evaluation.movement import movement_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest
from models.scoring.counting import Counts
from models.scoring.cube import Cube, Step, base_cube, points_cube
from models.scoring.engine import Scored, score
from models.scoring.model import Points, ScoringModel
from models.scoring.threshold_index import ThresholdIndex


class Drag:
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


class PointsDrag(Drag):
    """The points of one rule are dragged, or of one of its entries by value or by range.

    `at` gives the same figures as `evaluate` would, and of the rules' effects that of the dragged
    rule (of plain points); the others are None. `pinned`: the version that `ranking` is held
    against, while a step costs no more without one.
    """

    def __init__(
        self,
        scored: Scored,
        leads: Leads,
        rule_id: str,
        saved: Scored | None = None,
        entry: int | None = None,
        pinned: Pinned | None = None,
    ) -> None:
        super().__init__(scored, leads, saved)
        self._pinned = pinned
        self._last: Step | None = None
        self.rule_id = rule_id
        self.entry = entry
        model = scored.model
        rule, group = model.rule(rule_id), model.group_of(rule_id)
        if rule is None or group is None:
            raise ValueError(f"the model has no rule {rule_id}")
        self._group = group.id
        worths = None if pinned is None else pinned.placed
        self._cube: Cube = points_cube(scored, rule, self._outcomes, saved, entry, worths)
        self._without: int | None = None
        if isinstance(rule.award, Points):
            self._without = self._reaching(self._cube.at(0))

    def __len__(self) -> int:
        """Cells that a step goes through."""
        return len(self._cube)

    def at(self, points: int) -> Evaluation:
        """The evaluation with the rule's (or the entry's) points at this number."""
        step = self._last = self._cube.at(points)
        reaches = {**self._reaches, self._group: step.reach}
        found = self._evaluation(self._model, step.counts, step.changed, step.overridden, reaches)
        if self._without is None:
            return found
        added = found.mql.leads - self._without
        own = replace(self._rules[self.rule_id], mql_added=added)
        return replace(found, rules={**self._rules, self.rule_id: own})

    @property
    def ranking(self) -> Ranking | None:
        """The ranking at the last `at`, held against the pinned version; None without one."""
        step, pinned = self._last, self._pinned
        if step is None or step.summed is None or pinned is None:
            return None
        return ranking_against(pinned, step.counts.sum(axis=1), step.summed)

    def _reaching(self, step: Step) -> int:
        start = max(0, self._model.mql_threshold - self._model.scale.least)
        return int(step.counts[start:].sum())


class BaseDrag(Drag):
    """The points that every lead starts with are dragged."""

    def __init__(self, scored: Scored, leads: Leads, saved: Scored | None = None) -> None:
        super().__init__(scored, leads, saved)
        self._cube = base_cube(scored, self._outcomes, saved)

    def at(self, base: int) -> Evaluation:
        """The evaluation with this base."""
        step = self._cube.at(base)
        model = replace(self._model, base=base)
        return self._evaluation(model, step.counts, step.changed, step.overridden, self._reaches)


class ThresholdDrag(Drag):
    """The number in a condition is dragged: *less than*, *at most*, *at least*, *more than*.

    `at` gives the same figures as `evaluate` would, and of the rules' effects that of the rule.
    `can_index` tells whether a test can be dragged so.
    """

    def __init__(
        self,
        scored: Scored,
        leads: Leads,
        rule_id: str,
        test: FieldTest,
        saved: Scored | None = None,
    ) -> None:
        super().__init__(scored, leads, saved)
        self.rule_id, self.test = rule_id, test
        rule, group = self._model.rule(rule_id), self._model.group_of(rule_id)
        if rule is None or group is None:
            raise ValueError(f"the model has no rule {rule_id}")
        self._group = group.id
        self._index = ThresholdIndex(scored, rule, test, self._outcomes, saved)
        muted = self._model.with_rule(replace(rule, muted=True))
        without = score(muted, leads, scored.as_of, scored.masks)
        threshold = self._model.mql_threshold
        self._without = int(np.count_nonzero(without.scores >= threshold))

    def at(self, number: float) -> Evaluation:
        """The evaluation with this number in the test."""
        step = self._index.at(number)
        reaches = {**self._reaches, self._group: step.reach}
        found = self._evaluation(self._model, step.counts, step.changed, step.overridden, reaches)
        no, yes, unknown = step.hits
        own = RuleFigures(Tally(no + yes + unknown, yes, no), found.mql.leads - self._without)
        return replace(found, rules={**self._rules, self.rule_id: own})
