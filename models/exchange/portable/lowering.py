"""Putting a model into its portable form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.exchange.portable.awards import portable_rule
from models.exchange.portable.program import (
    Fading,
    Line,
    PortableGroup,
    PortableOverride,
    Program,
)
from models.exchange.portable.questions import asked, days_within
from models.exchange.portable.reading import Reading
from models.exchange.portable.vocabulary import ALWAYS, Blank, Day
from models.leads.fields import Input, Kind, Recipe
from models.scoring.accounts import raises_scores
from models.scoring.answers import day_number
from models.scoring.bands import reach_of_move
from models.scoring.decay import Decay, Fades
from models.scoring.fading import by_activity, fading_types
from models.scoring.file.model_json import content_hash
from models.scoring.file.scores_hash import chances_of
from models.scoring.model import SEMANTICS, Group, ScoringModel
from models.scoring.probability import Probability


def portable(model: ScoringModel, as_of: date, inputs: Sequence[Input] = ()) -> Program:
    """The portable form of a model, for that day.

    `inputs`: how the leads are read; without any, as the model itself says. Muted rules are left
    out. Decays, windows and ages count from the as-of day, so that another day needs nothing but
    another `as_of`.
    """
    recipe = Recipe(tuple(inputs or model.inputs))
    reading = Reading(recipe, model.derived, day_number(as_of))
    groups = tuple(_group(group, reading) for group in model.groups)
    overrides = []
    for item in model.overrides:
        reach = reach_of_move(model, item)
        if reach is not None:
            when = asked(item.when, reading)
            overrides.append(PortableOverride(item.id, item.name, when, *reach))
    chances = chances_of(model)  # those by the rules are worked out in Leadbench alone
    raised = reading.account_points() if raises_scores(model) else None
    return Program(
        name=model.name,
        hash=content_hash(model),
        semantics=SEMANTICS,
        as_of=as_of,
        own_day=model.own_day is not None,
        columns=reading.columns,
        groups=groups,
        base=model.base,
        raised=raised,
        scale=model.scale,
        overrides=tuple(overrides),
        bands=model.bands,
        grade=model.grade,
        output=model.output,
        probability=chances if isinstance(chances, Probability) else None,
        muted=tuple(rule.name for rule in model.rules() if rule.muted),
    )


def _group(group: Group, reading: Reading) -> PortableGroup:
    fades = by_activity(group)
    rules = (portable_rule(rule, reading, fades) for rule in group.rules if not rule.muted)
    return PortableGroup(
        group.id,
        group.name,
        group.axis,
        tuple(rules),
        group.least,
        group.most,
        None if group.decay is None else _fading(group, group.decay, reading),
    )


def _fading(group: Group, decay: Decay, reading: Reading) -> Fading | None:
    if decay.way is not Fades.BY_GROUP:
        return None
    if decay.field:
        column = reading.field(decay.field) if reading.kind_of(decay.field) is Kind.DATE else None
        if column is None:
            return Fading((Line(ALWAYS, decay.undated),), decay.undated)
    else:
        column = reading.last_activity(fading_types(group, decay))
    # A day in the future has age 0, which the first step holds.
    steps = (
        Line(days_within(reading, column, Day(-step.to, True), None), step.percent)
        for step in decay.steps
    )
    return Fading((Line(Blank(column), decay.undated), *steps), decay.after)


def without_rules(program: Program, ids: Sequence[str]) -> Program:
    """The portable form without these rules and overrides, and without what only they read."""
    left = set(ids)
    groups = tuple(
        replace(group, rules=tuple(rule for rule in group.rules if rule.id not in left))
        for group in program.groups
    )
    overrides = tuple(item for item in program.overrides if item.id not in left)
    bare = replace(program, groups=groups, overrides=overrides)
    read = set(bare.reads())
    return replace(bare, columns=tuple(c for c in program.columns if c in read))
