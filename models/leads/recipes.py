"""Next month's file read by this month's recipe: what matches, what is missing, what is new."""

from __future__ import annotations

from dataclasses import replace

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.inference import infer, misfit_problems
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.text import clean, key
from models.leads.wording import listed
from models.problems import Problem, Severity


def apply_recipe(
    table: RawTable, recipe: Recipe, zone: str = "UTC"
) -> tuple[Recipe, tuple[Problem, ...]]:
    """The recipe for a table: the known inputs where their columns are, then what is missing.

    Columns are matched by key with names, then with aliases. A missing input stays in the recipe
    (its field is blank for all leads). New columns get a guessed input and are named.
    """
    known = _matched(table, recipe)
    guessed, _, _ = infer(table) if len(known) < len(table.columns) else (Recipe(), {}, ())
    inputs: list[Input] = []
    problems: list[Problem] = []
    for column in table.columns:
        item = known.get(column.name)
        if item is None:
            new = guessed.find(column.name) or Input(column.name)
            item = replace(new, role=Role.FIELD, converted=(), blank_is_no=False)
        else:
            problems += _misfits(column, item, zone)
        inputs.append(item)
    used = {item.name for item in known.values()}
    missing = [item for item in recipe if item.name not in used]
    new_names = [column.name for column in table.columns if column.name not in known]
    return Recipe((*inputs, *missing)), (*_said(table, missing, new_names), *problems)


def _matched(table: RawTable, recipe: Recipe) -> dict[str, Input]:
    """The input of each column that the recipe knows; another spelling becomes an alias."""
    known: dict[str, Input] = {}
    free = list(recipe)
    for names in (lambda item: (item.name,), lambda item: item.aliases):
        for column in table.columns:
            if column.name in known:
                continue
            wanted = key(clean(column.name))
            item = next(
                (one for one in free if wanted in {key(clean(name)) for name in names(one)}), None
            )
            if item is not None:
                free.remove(item)
                if column.name not in (item.name, *item.aliases):
                    item = replace(item, aliases=(*item.aliases, column.name))
                known[column.name] = item
    return known


def _misfits(column: RawColumn, item: Input, zone: str) -> list[Problem]:
    if item.role is Role.IGNORED or item.kind is Kind.TEXT:
        return []
    _, misfits = prepare(column, item, zone)
    return misfit_problems(item, misfits)


def _said(table: RawTable, missing: list[Input], new: list[str]) -> list[Problem]:
    problems = []
    if missing:
        many = len(missing) > 1
        problems.append(
            Problem(
                f"The file does not have the {'fields' if many else 'field'} "
                f"{listed(item.name for item in missing)}; "
                f"{'they are' if many else 'it is'} blank for all leads.",
                table.source,
                "If a field has a new name, add that name to its aliases.",
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
