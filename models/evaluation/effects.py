"""What each rule adds to the leads that reach sales: MQL now minus MQL with the rule muted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import Evaluation
from models.scoring.bands import reach_of_move
from models.scoring.engine import Scored, score


def rule_effects(scored: Scored) -> dict[str, int]:
    """Leads at or above the MQL threshold because of each rule, less those below because of it.

    By rule id; a muted rule has 0. Costs a few passes over the leads for each rule.
    """
    model = scored.model
    if scored.accounts is not None:
        return _by_scoring(scored)
    effects: dict[str, int] = {}
    for group in model.groups:
        given = scored.given[group.id]
        needed = _needed(scored, given)
        now = int(np.count_nonzero(given >= needed))
        for rule in group.rules:
            if rule.muted:
                effects[rule.id] = 0
                continue
            # A group may fade by the activities of its rules, and this one then has none.
            fewer = replace(group, rules=tuple(other for other in group.rules if other is not rule))
            without = scored.given_of(fewer, scored.sums[group.id] - scored.contribution(rule))
            effects[rule.id] = now - int(np.count_nonzero(without >= needed))
    return effects


def _by_scoring(scored: Scored) -> dict[str, int]:
    """Where accounts raise scores: a rule moves leads that it does not hit, so all are scored."""
    model, effects = scored.model, {}
    now = int(np.count_nonzero(scored.scores >= model.mql_threshold))
    for rule in model.rules():
        effects[rule.id] = 0
        if not rule.muted:
            muted = model.with_rule(replace(rule, muted=True))
            other = score(muted, scored.masks.leads, scored.as_of, scored.masks)
            effects[rule.id] = now - int(np.count_nonzero(other.scores >= model.mql_threshold))
    return effects


def with_effects(evaluation: Evaluation, scored: Scored) -> Evaluation:
    """The evaluation of `scored` with every rule's effect filled in."""
    effects = rule_effects(scored)
    rules = {
        rule_id: replace(figures, mql_added=effects[rule_id])
        for rule_id, figures in evaluation.rules.items()
    }
    return replace(evaluation, rules=rules)


def _needed(scored: Scored, given: NDArray[Any]) -> NDArray[np.int64] | NDArray[np.int32]:
    """What each lead needs of the group to reach sales, the rest of its points given."""
    model = scored.model
    threshold, scale = model.mql_threshold, model.scale
    always, never = np.iinfo(np.int32).min, np.iinfo(np.int32).max
    needed = given.astype(np.int32)
    needed -= scored.points
    needed += threshold
    if not scale.least < threshold <= scale.most:
        needed[:] = always if threshold <= scale.least else never
    for position, override in enumerate(model.overrides):
        limits = reach_of_move(model, override)
        if limits is None or scored.override is None:
            continue
        decided = scored.override == position
        if limits[1] < threshold:
            needed[decided] = never
        elif limits[0] >= threshold:
            needed[decided] = always
    return needed
