"""Which field of an activity table is the lead's id, the type and the time: by name and content."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import TextColumn
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.look import filled_and_distinct
from models.leads.guessing.roles import ID_NAMES
from models.leads.guessing.shapes import plain_name
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.table import Leads
from models.leads.text import clean

OWNER_NAMES = tuple(
    "lead id, leadid, record id, recordid, lead number, lead, prospect id, person id, who id, "
    "contact id, contactid, customer id, customerid, user id, contact, prospect, person, email, "
    "e mail, email address, e mail address, contact email, lead email".split(", ")
)
TYPE_NAMES = tuple(
    "activity type, type, event type, event, activity, action, event name, activity name, "
    "interaction type, interaction, engagement type, touchpoint, kind, what".split(", ")
)
TIME_NAMES = tuple(
    "time, timestamp, activity time, activity date, activity date time, event time, event date, "
    "occurred at, occurred, date time, datetime, date, day, when, created at, created date, "
    "created".split(", ")
)
MOST_TYPES = 200
"""Distinct values up to which a text may be the type of activities."""
_TYPE_WORDS = frozenset({"type", "kind", "typ", "art", "action"})
_WHOSE = frozenset({"owner", "assignee", "assigned", "by", "agent", "rep", "id", "guid", "uuid"})
"""Words of fields that tell who of sales did it, or name it: never what was done."""
_SAMPLE = 2_000
"""Distinct cells of a column that are looked up among the ids of leads."""


def guess_activity_recipe(
    raw: RawTable, guessed: Recipe, leads: Leads | None = None
) -> ActivityRecipe:
    """The recipe of activities from what the import guessed of the fields' kinds.

    The id is the field whose values are ids of leads most often; where nothing is known of leads
    it is found by its name.
    """
    inputs = {
        item.name: Input(item.name) if item.role is Role.ID else _plain(item) for item in guessed
    }
    columns = {item.name: raw.find((item.name, *item.aliases)) for item in guessed}
    owner = _owner(inputs, columns, leads)
    if owner:
        inputs[owner] = Input(owner, role=Role.ID)
    time = _called(inputs, TIME_NAMES, (Kind.DATE,), (owner,)) or next(
        (name for name, item in inputs.items() if item.kind is Kind.DATE), ""
    )
    if not time:  # called so, but too few of its cells are dates: those that are none are counted
        time = _called(inputs, TIME_NAMES, (Kind.TEXT,), (owner,))
    if time:
        inputs[time] = replace(inputs[time], kind=Kind.DATE, role=Role.ACTIVITY_TIME)
    kind = _type(inputs, columns, (owner, time))
    if kind:
        inputs[kind] = replace(Input(kind), role=Role.ACTIVITY_TYPE)
    for name, item in inputs.items():
        if item.role is Role.FIELD and _own_id(name, columns[name], raw.rows):
            inputs[name] = replace(item, role=Role.IGNORED)
    return ActivityRecipe(tuple(inputs.values()))


def lead_id_share(column: RawColumn | None, leads: Leads) -> float:
    """The share of a column's filled rows whose value is the id of a lead, from a sample."""
    return _share(column, _ids_of(leads))


def _plain(item: Input) -> Input:
    return replace(item, role=Role.FIELD, converted=(), blank_is_no=False, event=False)


def _ids_of(leads: Leads) -> frozenset[str]:
    item = leads.recipe.with_role(Role.ID)
    column = None if item is None else leads.raw_column(item)
    if item is None or column is None:
        return frozenset()
    prepared = prepare(column, replace(item, kind=Kind.TEXT))[0]
    assert isinstance(prepared, TextColumn)
    return frozenset(prepared.values) - {""}


def _share(column: RawColumn | None, ids: frozenset[str]) -> float:
    if column is None or len(column.texts) < 2:
        return 0.0
    chosen = np.unique(np.linspace(1, len(column.texts) - 1, _SAMPLE).astype(np.int64))
    hits = filled = 0
    for index in chosen.tolist():
        rows = int(column.counts[index])
        if rows and (text := clean(column.texts[index])):
            filled += rows
            hits += rows if text in ids else 0
    return hits / filled if filled else 0.0


def _owner(
    inputs: dict[str, Input], columns: dict[str, RawColumn | None], leads: Leads | None
) -> str:
    ids = frozenset() if leads is None else _ids_of(leads)
    if ids:
        shares = {
            name: _share(columns[name], ids)
            for name, item in inputs.items()
            if item.kind is not Kind.DATE
        }
        best = max(shares, key=lambda name: (shares[name], -_rank(name, OWNER_NAMES)), default="")
        if best and shares[best] > 0:
            return best
    return _called(inputs, OWNER_NAMES, (Kind.TEXT, Kind.NUMBER), ()) or _called(
        inputs, ID_NAMES, (Kind.TEXT, Kind.NUMBER), ()
    )


def _type(
    inputs: dict[str, Input], columns: dict[str, RawColumn | None], taken: tuple[str, ...]
) -> str:
    called = _called(inputs, TYPE_NAMES, (Kind.TEXT, Kind.MULTIPLE, Kind.YES_NO), taken)
    if called:
        return called
    fitting = [
        name
        for name, item in inputs.items()
        if item.kind is Kind.TEXT
        and name not in taken
        and not _WHOSE.intersection(plain_name(name).split())
        and (column := columns[name]) is not None
        and 1 < filled_and_distinct(column)[1] <= MOST_TYPES
    ]
    # "Call Type" before "Call Result"; else the first: exports name the type before its details.
    fitting.sort(key=lambda name: not _TYPE_WORDS.intersection(plain_name(name).split()))
    return fitting[0] if fitting else ""


def _rank(name: str, names: tuple[str, ...]) -> int:
    plain = plain_name(name)
    return names.index(plain) if plain in names else len(names)


def _called(
    inputs: dict[str, Input],
    names: tuple[str, ...],
    kinds: tuple[Kind, ...],
    taken: tuple[str, ...],
) -> str:
    fitting = [
        name
        for name, item in inputs.items()
        if item.kind in kinds and name not in taken and _rank(name, names) < len(names)
    ]
    return min(fitting, key=lambda name: _rank(name, names), default="")


def _own_id(name: str, column: RawColumn | None, rows: int) -> bool:
    """An id of the activity itself says nothing of the lead."""
    words = plain_name(name).split()
    return (
        column is not None
        and bool(words)
        and words[-1] in ("id", "guid", "uuid", "key")
        and filled_and_distinct(column)[1] == rows > 1
    )
