"""What a monkey does to who is scored: duplicates, left-out leads, spellings, stages.

And what must hold whatever it did: the leads at hand, of which much is used again from edit to
edit, are those that the project says, read anew from its tables.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from models.leads.activities import match
from models.leads.columns import (
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.deal_join import join_deals
from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.stages import Stage, reached
from models.leads.table import Leads
from models.project.document import LeftOut, Merges, Project
from models.project.edits import (
    AnyEdit,
    ChangeInput,
    ChangeLeftOut,
    ChangeMerges,
    ChangeStages,
)
from models.project.population import population_of
from models.scoring.model import ScoringModel
from workbench.session import Session, today, zone_of


def population_edit(
    dice: random.Random, project: Project, model: ScoringModel, rows: int
) -> AnyEdit | None:
    """An edit of who is scored, or of what their cells mean."""
    return dice.choice((_merges, _merges, _left_out, _left_out, _spellings, _stages))(
        dice, project, model, rows
    )


def _merges(
    dice: random.Random, project: Project, _model: ScoringModel, rows: int
) -> AnyEdit | None:
    if project.source is None or dice.random() < 0.2:
        return ChangeMerges(None)
    places = dice.sample(range(rows), min(rows, dice.choice((4, 12, 60))))
    groups = tuple(tuple(places[at : at + 3]) for at in range(0, len(places) - 2, 3))
    if dice.random() < 0.15:  # of another table, or rows that it lacks: nothing is merged
        groups = (*groups, (0, rows + 5))
    rule = DuplicateRule(
        dice.choice(((Match.ID,), (Match.ID, Match.EMAIL), tuple(Match))),
        dice.choice(list(Keep)),
        dice.random() < 0.6,
        apart=dice.choice(((), ("0003",))),
    )
    return ChangeMerges(Merges(rule, project.source.table, groups))


def _left_out(
    dice: random.Random, project: Project, model: ScoringModel, _rows: int
) -> AnyEdit | None:
    kept = tuple(item for item in project.left_out if dice.random() < 0.5)
    conditions = [rule.when for rule in model.rules() if rule.when is not None]
    if conditions and len(kept) < 3:
        name = f"Left out {dice.randrange(5)}"
        taken = LeftOut(name, dice.choice(conditions), dice.random() < 0.3)
        kept = (*(item for item in kept if item.name != name), taken)
    return ChangeLeftOut(kept)


def _spellings(
    dice: random.Random, project: Project, _model: ScoringModel, _rows: int
) -> AnyEdit | None:
    item = dice.choice(list(project.recipe))
    words = ("Germany", "germany ", "DE", "yes", "no", "7", "1,5", "2026-01-01", "n/a", "", "a;b")
    pairs = tuple((dice.choice(words), dice.choice(words)) for _ in range(dice.randrange(4)))
    return ChangeInput(replace(item, spellings=pairs))


def _stages(
    dice: random.Random, project: Project, _model: ScoringModel, _rows: int
) -> AnyEdit | None:
    names = [item.name for item in project.recipe]
    made = tuple(
        Stage(f"Stage {place}", dice.choice((*names, "none")), dice.choice(((), ("yes",), ("7",))))
        for place in range(dice.randrange(3))
    )
    return ChangeStages(made)


def check_population(session: Session) -> None:
    """Who is scored is what the project says, whatever was used again."""
    project, leads, population = session.project, session.leads, session.population
    if project is None or leads is None or population is None or project.source is None:
        return
    raw = session.tables[project.source.table]
    fresh = Leads(raw, project.recipe, zone=zone_of(project))
    if session.activity_table is not None:
        recipe = project.activity_recipe
        found = match(session.activity_table, recipe, fresh, fresh.zone, today())
        fresh = fresh.with_activities(found)
    if session.deal_table is not None:
        fresh = fresh.with_deals(
            join_deals(session.deal_table, project.deal_recipe, fresh, fresh.zone)
        )
    fresh = fresh.with_accounts(leads.accounts)
    anew = population_of(project, fresh, today())
    assert np.array_equal(population.rows, anew.rows)
    assert population.left_out == anew.left_out
    assert (population.merged, population.out) == (anew.merged, anew.out)
    assert population.stale == anew.stale
    assert len(leads) == len(anew.leads) == len(population.rows)
    assert np.array_equal(leads.outcome, anew.leads.outcome)
    assert np.array_equal(leads.created, anew.leads.created)
    assert np.array_equal(leads.value, anew.leads.value, equal_nan=True)
    for item in project.recipe:
        assert _cells(leads, item.name) == _cells(anew.leads, item.name), item.name
    stages, again = reached(leads, project.stages), reached(anew.leads, project.stages)
    assert [stage.counts for stage in stages] == [stage.counts for stage in again]


def _cells(leads: Leads, name: str) -> object:
    """What a field says of every lead, however it is coded."""
    column = leads.column(name)
    match column:
        case TextColumn():
            values: list[object] = list(column.values)
            return [values[code] for code in column.codes.tolist()]
        case MultipleColumn():
            values = list(column.sets)
            return [values[code] for code in column.codes.tolist()]
        case NumberColumn() | YesNoColumn():
            return [repr(value) for value in column.values.tolist()]
        case DateColumn():
            return column.days.tolist()
    return None
