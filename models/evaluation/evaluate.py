"""Evaluate: a model and leads to every figure that the pages show."""

from __future__ import annotations

from datetime import date

import numpy as np

from models.evaluation.effects import with_effects
from models.evaluation.evaluation import Evaluation, Movement, RuleFigures, Tally
from models.evaluation.metrics import (
    Histogram,
    bands_of,
    best_first,
    from_threshold,
    gains_of,
    lift_of,
    ranking,
    tally_of,
)
from models.evaluation.movement import movement_of
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.as_of import as_of_day
from models.scoring.counting import Outcomes, count
from models.scoring.decay import Fades
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks, asked
from models.scoring.model import Group, Rule, ScoringModel

MOST_LEVELS = 1 << 20
"""The widest scale whose histogram is counted."""


def evaluate(
    model: ScoringModel,
    leads: Leads,
    *,
    scored: Scored | None = None,
    saved: Scored | None = None,
    masks: Masks | None = None,
    as_of: date | None = None,
    effects: bool = False,
) -> Evaluation:
    """All figures of the model on the leads.

    `scored`: the leads scored by this model already; else they are scored now, as of `as_of` or
    the day by `as_of_day`. `saved`: the same leads scored by the saved version, for movement.
    `masks`: what is kept of these leads. `effects`: fill in each rule's `mql_added`, which costs
    some passes over the leads for each rule (see `with_effects`).
    """
    size = model.scale.most - model.scale.least + 1
    if size > MOST_LEVELS:
        raise LeadbenchError(
            f"The scale has {size:,} steps; at most {MOST_LEVELS:,} can be evaluated.",
            model.name,
            "Choose a narrower scale and smaller points.",
        )
    if scored is None:
        day = as_of_day(model, leads, date.today()) if as_of is None else as_of
        scored = score(model, leads, day, masks)
    outcomes = outcomes_of(scored.masks, leads)
    movement = None
    if saved is None:
        histogram = count(scored.levels, size, outcomes)[:, 0]
    else:
        counts = count(scored.levels, size, outcomes, saved.bands, len(saved.model.bands))
        histogram = counts.sum(axis=1)
        changed = int(np.count_nonzero(scored.scores != saved.scores))
        movement = movement_of(counts, model, saved.model, changed)
    evaluation = from_histogram(
        histogram,
        model,
        rules={rule.id: RuleFigures(hits_of(rule, scored, outcomes)) for rule in model.rules()},
        reaches=reaches_of(scored),
        movement=movement,
        overridden=_overridden(scored),
    )
    return with_effects(evaluation, scored) if effects else evaluation


def outcomes_of(masks: Masks, leads: Leads) -> Outcomes:
    """The outcomes of the leads, laid out once for counting."""
    return masks.kept(("outcomes",), lambda: Outcomes.of(leads.outcome))


def hits_of(rule: Rule, scored: Scored, outcomes: Outcomes) -> Tally:
    """The leads that the rule gives points to, or would, were it not muted."""
    masks, sight = scored.masks, scored.sight
    key = ("hits", rule.when, asked(rule.award), masks.seen_by(rule, sight))
    no, yes, unknown = masks.kept(key, lambda: outcomes.count(masks.hit(rule, sight)))
    return Tally(no + yes + unknown, yes, no)


def reaches_of(scored: Scored) -> dict[str, tuple[int, int]]:
    """The least and the most that any lead got from each group, by group id."""
    return {group.id: _reach_of(scored, group) for group in scored.model.groups}


def _reach_of(scored: Scored, group: Group) -> tuple[int, int]:
    if group.decay is not None and group.decay.way is Fades.BY_GROUP and len(scored):
        given = scored.given[group.id]
        return int(given.min()), int(given.max())
    low, high = scored.ends[group.id]
    return group.clamp(low), group.clamp(high)


def _overridden(scored: Scored) -> int:
    """Leads whose score an override moved."""
    if scored.override is None:
        return 0
    return int(np.count_nonzero(scored.scores != scored.totals))


def from_histogram(
    histogram: Histogram,
    model: ScoringModel,
    *,
    rules: dict[str, RuleFigures],
    reaches: dict[str, tuple[int, int]],
    movement: Movement | None,
    overridden: int,
) -> Evaluation:
    """The evaluation that follows from leads by score and outcome; shape (levels, 3)."""
    leads, converted = best_first(histogram)
    return Evaluation(
        histogram=histogram,
        least=model.scale.least,
        bands=bands_of(histogram, model),
        mql=from_threshold(histogram, model),
        all=tally_of(histogram.sum(axis=0)),
        auc=ranking(histogram),
        gains=gains_of(leads, converted),
        lift=lift_of(leads, converted),
        rules=rules,
        reaches=reaches,
        movement=movement,
        overridden=overridden,
    )
