"""A file read by a recipe that is there already: what matches, what is missing, what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.inference import infer
from models.leads.misfits import misfit_problems
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.recipe_comparison import kind_changes, renamed
from models.leads.recipe_difference import Renamed, kind_problem
from models.leads.repeats import repeated_ids
from models.leads.text import cleaned_key
from models.leads.wording import listed
from models.problems import Problem, Severity


def apply_recipe(
    table: RawTable, recipe: Recipe, zone: str = "UTC"
) -> tuple[Recipe, tuple[Problem, ...]]:
    """A project's recipe for its next table: the known inputs where their columns are.

    A missing input stays in the recipe (its field is blank for all leads) and another spelling
    becomes an alias. New columns get a guessed input without a role. Missing, new and misfits
    are told.
    """
    known = matched(table, recipe)
    guess = infer(table)[0] if len(known) < len(table.columns) else Recipe()
    inputs: list[Input] = []
    problems: list[Problem] = []
    for column in table.columns:
        item = known.get(column.name)
        if item is None:
            new = _guessed(guess, column)
            inputs.append(replace(new, role=Role.FIELD, converted=(), blank_is_no=False))
        else:
            item = _also_named(item, column.name)
            problems += _cells(column, item, zone)
            problems += repeated_ids(column) if item.role is Role.ID else ()
            inputs.append(item)
    used = {item.name for item in known.values()}
    missing = [item for item in recipe if item.name not in used]
    new_names = [column.name for column in table.columns if column.name not in known]
    new_columns = [column for column in table.columns if column.name not in known]
    names = renamed(missing, new_columns)
    return Recipe((*inputs, *missing)), (*_said(table, missing, new_names, names), *problems)


def merged(inputs: Iterable[Input], table: RawTable, guess: Recipe) -> Recipe:
    """A model's inputs for the columns that they name, the guess with its roles for the others.

    A role that an input has is taken from the guess of every other field. Inputs whose column
    is not there are left out; every column has exactly one input.
    """
    known = matched(table, inputs)
    roles = {item.role for item in known.values()} - {Role.IGNORED}
    found = []
    for column in table.columns:
        item = known.get(column.name)
        if item is None:
            item = _guessed(guess, column)
            item = replace(item, role=Role.FIELD) if item.role in roles else item
        found.append(item)
    return Recipe(tuple(found))


def matched(table: RawTable, inputs: Iterable[Input]) -> dict[str, Input]:
    """The input of each column that these inputs name, by the column's name.

    Names come before aliases, both compared by key; an input serves one column.
    """
    every = tuple(inputs)
    named = ((item, (item.name,)) for item in every)
    aliased = ((item, item.aliases) for item in every)
    known: dict[str, Input] = {}
    used: set[str] = set()
    for pairs in (named, aliased):
        wanted: dict[str, list[Input]] = {}
        for item, names in pairs:
            for name in names:
                wanted.setdefault(cleaned_key(name), []).append(item)
        for column in table.columns:
            free = [
                item for item in wanted.get(cleaned_key(column.name), ()) if item.name not in used
            ]
            if free and column.name not in known:
                known[column.name] = free[0]
                used.add(free[0].name)
    return known


def _guessed(guess: Recipe, column: RawColumn) -> Input:
    return guess.find(column.name) or Input(column.name)


def _also_named(item: Input, name: str) -> Input:
    if name in (item.name, *item.aliases):
        return item
    return replace(item, aliases=(*item.aliases, name))


def _cells(column: RawColumn, item: Input, zone: str) -> list[Problem]:
    """Cells that do not fit, and a field that proves to be written otherwise than last month."""
    if item.role is Role.IGNORED or item.kind is Kind.TEXT:
        return []
    _, misfits = prepare(column, item, zone)
    changes = kind_changes(column, item, zone, misfits)
    otherwise = [replace(kind_problem(change), count=0) for change in changes if change.how]
    return [*otherwise, *misfit_problems(item, misfits)]


def _said(
    table: RawTable, missing: list[Input], new: list[str], names: tuple[Renamed, ...]
) -> list[Problem]:
    problems = []
    if missing:
        many = len(missing) > 1
        problems.append(
            Problem(
                f"The file does not have the {'fields' if many else 'field'} "
                f"{listed(item.name for item in missing)}; "
                f"{'they are' if many else 'it is'} blank for all leads.",
                table.source,
                " ".join(
                    (
                        *(found.sentence() for found in names[:3]),
                        "If a field has a new name, add that name to its aliases.",
                    )
                ),
                len(missing),
                tuple(item.name for item in missing),
            )
        )
    if new:
        many = len(new) > 1
        problems.append(
            Problem(
                f"The {'fields' if many else 'field'} {listed(new)} "
                f"{'are' if many else 'is'} new; no rule reads {'them' if many else 'it'} yet.",
                table.source,
                count=len(new),
                examples=tuple(new),
                severity=Severity.NOTE,
            )
        )
    return problems
