"""The same question to the engine and to the reference: what does this model give these leads?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Recipe, Role, unique_names
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads
from models.scoring.engine import Scored, score, scored_accounts
from models.scoring.grades import graded
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.reasons import reasons_for
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.score import ReferenceScore, reference_score
from models.scoring.sight import scored_by

Row = Mapping[str, str]
Kinds = Mapping[str, Cell]
ID, LEAD = "Id", "Lead"
"""The fields by which activities find their leads, where the leads have no id of their own."""


@dataclass(frozen=True)
class Done:
    """What leads have done: the rows of each, in the order of the file, read by `inputs`."""

    inputs: tuple[Input, ...]
    rows: Sequence[Sequence[Row]]
    cells: Sequence[Sequence[Kinds]] = ()

    def of(self, lead: int) -> ActivityRows:
        return ActivityRows(self.rows[lead], self.inputs, self.cells[lead] if self.cells else ())


@dataclass(frozen=True)
class Given:
    """What a model gives one lead; rules and groups by id, the override by name."""

    score: int
    band: str
    total: int
    groups: dict[str, int]
    rules: dict[str, int]
    override: str | None
    reasons: tuple[str, ...]
    grade: str | None = None


@dataclass(frozen=True)
class Asked:
    """The leads that are asked about."""

    rows: Sequence[Row]
    inputs: Sequence[Input]
    as_of: date
    kinds: Sequence[Kinds] = ()
    done: Done | None = None
    ids: Sequence[str] = field(default=())

    def leads(self, zone: str) -> Leads:
        """Them as the engine has them, with their activities."""
        inputs, rows = tuple(self.inputs), self.rows
        if self.done is not None:
            ids = self.ids or [f"L{number}" for number in range(len(rows))]
            inputs = (*inputs, Input(ID, role=Role.ID))
            rows = [{**row, ID: name} for row, name in zip(rows, ids, strict=True)]
        leads = Leads(table(rows, self.kinds), Recipe(inputs), zone=zone)
        if self.done is None:
            return leads
        raw, recipe = happened(self.done, [row[ID] for row in rows])
        return leads.with_activities(match(raw, recipe, leads, zone))


def happened(done: Done, ids: Sequence[str]) -> tuple[RawTable, ActivityRecipe]:
    """The table of all activities: the leads' rows mixed, those of each in their order."""
    listed = [
        (place, number, row)
        for number, found in enumerate(done.rows)
        for place, row in enumerate(found)
    ]
    listed.sort(key=lambda item: (item[0], -item[1]))
    headers = tuple(dict.fromkeys(name for _, _, row in listed for name in row))
    headers = headers or tuple(item.name for item in done.inputs)
    rows = [
        {LEAD: ids[number], **{name: row.get(name, "") for name in headers}}
        for _, number, row in listed
    ]
    kinds = [done.cells[number][place] if done.cells else {} for place, number, _ in listed]
    inputs = (Input(LEAD, role=Role.ID), *done.inputs)
    return table(rows, kinds, (LEAD, *headers)), ActivityRecipe(inputs)


def by_reference(
    model: ScoringModel,
    rows: Sequence[Row],
    inputs: Sequence[Input],
    as_of: date,
    kinds: Sequence[Kinds] = (),
    done: Done | None = None,
) -> list[Given | None]:
    given = []
    for position, row in enumerate(rows):
        activities = ActivityRows() if done is None else done.of(position)
        told = kinds[position] if kinds else None
        found = reference_score(model, row, inputs, as_of, told, activities)
        given.append(None if found is None else from_reference(model, found))
    return given


def from_reference(model: ScoringModel, found: ReferenceScore) -> Given:
    names = {item.id: item.name for item in model.overrides}
    return Given(
        found.score,
        found.band,
        found.total,
        found.groups,
        found.rules,
        names.get(found.override or ""),
        found.reasons,
        None if found.grade is None else found.grade[2],
    )


def table(
    rows: Sequence[Row], kinds: Sequence[Kinds] = (), headers: Sequence[str] = ()
) -> RawTable:
    """The rows, which have the same headers, as an imported table."""
    headers = headers or list(rows[0])
    return RawTable(
        tuple(
            column_of(
                name,
                [row[header] for row in rows],
                [kinds[i].get(header, Cell.TEXT) for i in range(len(rows))] if kinds else None,
                header,
            )
            for name, header in zip(unique_names(headers), headers, strict=True)
        ),
        len(rows),
    )


def by_engine(
    model: ScoringModel,
    rows: Sequence[Row],
    inputs: Sequence[Input],
    as_of: date,
    kinds: Sequence[Kinds] = (),
    done: Done | None = None,
) -> list[Given | None]:
    return from_engine(model, Asked(rows, inputs, as_of, kinds, done).leads(model.zone), as_of)


def from_engine(
    model: ScoringModel, leads: Leads, as_of: date, masks: Masks | None = None
) -> list[Given | None]:
    """`masks`: of these leads, where the model scores all of them."""
    some = scored_by(model, leads, as_of)
    places = np.arange(len(leads)) if some.rows is None else some.rows
    given: list[Given | None] = [None] * len(leads)
    if not len(places):
        return given
    scored = score(model, some.leads, as_of, masks if some.leads is leads else None)
    for place, found in zip(places.tolist(), given_by(model, scored), strict=True):
        given[place] = found
    return given


def given_by(model: ScoringModel, scored: Scored) -> list[Given]:
    points = {rule.id: scored.contribution(rule).tolist() for rule in model.rules()}
    decided = [-1] * len(scored) if scored.override is None else scored.override.tolist()
    rule_names = {rule.name for rule in model.rules()}
    reasons = reasons_for(scored, range(len(scored)))
    scores, totals = scored.scores.tolist(), scored.totals.tolist()
    groups = {name: found.tolist() for name, found in scored.given.items()}
    grades = graded(scored)
    return [
        Given(
            scores[row],
            model.bands[int(scored.bands[row])].name,
            totals[row],
            {name: found[row] for name, found in groups.items()},
            {rule: found[row] for rule, found in points.items()},
            model.overrides[decided[row]].name if decided[row] >= 0 else None,
            tuple(item.text() for item in reasons[row] if item.name in rule_names),
            None if grades is None else grades.labels[int(grades.cells[row])],
        )
        for row in range(len(scored))
    ]


def accounts_by_engine(model: ScoringModel, leads: Leads, as_of: date) -> Any:
    """The account of each lead, None for none; what each account has; each lead with its raise."""
    some = scored_by(model, leads, as_of)
    places = np.arange(len(leads)) if some.rows is None else some.rows
    scored = score(model, some.leads, as_of)
    found = scored_accounts(scored)
    assert found is not None
    names = list(found.keys.keys)
    keys: list[str | None] = [None] * len(leads)
    given: list[tuple[int, int, str] | None] = [None] * len(leads)
    for at, place in enumerate(places.tolist()):
        code = int(found.keys.codes[at])
        keys[place] = None if code < 0 else names[code]
        band = model.bands[int(scored.bands[at])].name
        given[place] = int(scored.scores[at]), int(scored.totals[at]), band
    accounts = {
        name: (
            int(found.scores[at]),
            tuple(int(part[at]) for part in found.parts),
            {rule: int(points[at]) for rule, points in found.rules.items()},
        )
        for at, name in enumerate(names)
    }
    return keys, accounts, given
