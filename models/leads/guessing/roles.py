"""Which field is the lead's id, the outcome, the creation: guessed by header and content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.look import filled_and_distinct
from models.leads.guessing.numbers import NOUNS
from models.leads.guessing.outcomes import guess_outcome
from models.leads.guessing.shapes import words_of
from models.leads.raw import RawColumn, RawTable
from models.leads.repeats import repeated_ids
from models.leads.wording import quoted
from models.problems import Problem, Severity

ID_NAMES = tuple(
    "lead id, leadid, record id, recordid, lead number, lead no, record number, prospect id, "
    "mql id, id, contact id, contactid, customer id, customerid".split(", ")
)
CREATED_NAMES = tuple(
    "created, created date, create date, createdate, createddate, created at, created on, "
    "created time, creation date, date created, lead created, lead created date, "
    "first contact date, date added, added on, entry date, sign up date, signup date".split(", ")
)
OUTCOME_DATE_NAMES = tuple(
    "outcome date, close date, closed date, closing date, converted date, conversion date, "
    "date converted, converted at, converted on, won date, date won, won at, date closed, "
    "closed at, closedate".split(", ")
)
NO_OUTCOME = "No field looks like the outcome."
MOSTLY = 0.9
"""Share of rows with an id of their own that makes a field called "Lead ID" the id anyway."""


@dataclass(frozen=True)
class Roles:
    """The recipe with roles, why each was given, and what to confirm."""

    recipe: Recipe
    why: dict[str, str]
    problems: tuple[Problem, ...]


def with_roles(table: RawTable, inputs: list[Input]) -> Roles:
    """Give the id, outcome and date roles where header and cells agree."""
    columns = {column.name: replace(column) for column in table.columns}
    chosen = {item.name: item for item in inputs}
    why: dict[str, str] = {}
    problems: list[Problem] = []
    found = _id(inputs, columns, table.rows)
    if found is not None:
        name, why[name] = found
        chosen[name] = Input(name, role=Role.ID)
        problems += repeated_ids(columns[name])
    else:
        problems += _doubled(inputs, columns, table.rows)
    for role, names in ((Role.CREATED, CREATED_NAMES), (Role.OUTCOME_DATE, OUTCOME_DATE_NAMES)):
        dated = _date_called(inputs, names)
        if dated is not None:
            chosen[dated.name] = replace(dated, role=role)
            why[dated.name] = f"{role.value}: a date called {quoted(dated.name)}"
    outcome = guess_outcome([item for item in inputs if item.name not in why], columns)
    if outcome is not None:
        chosen[outcome.item.name] = outcome.item
        why[outcome.item.name] = outcome.why
        problems += outcome.problems
    else:
        problems.append(
            Problem(
                NO_OUTCOME,
                table.source,
                "To test a model on history, say which field tells whether a lead converted.",
                severity=Severity.NOTE,
            )
        )
    return Roles(Recipe(tuple(chosen[item.name] for item in inputs)), why, tuple(problems))


def plain_name(name: str) -> str:
    """The words of a header in small letters: "Lead_ID" is "lead id"."""
    return " ".join(words_of(name))


def _date_called(inputs: list[Input], names: tuple[str, ...]) -> Input | None:
    dates = {plain_name(item.name): item for item in reversed(inputs) if item.kind is Kind.DATE}
    return next((dates[name] for name in names if name in dates), None)


def _id(inputs: list[Input], columns: Mapping[str, RawColumn], rows: int) -> tuple[str, str] | None:
    """Name of the id and the reason: distinct, or called so and almost distinct."""
    by_name = {plain_name(item.name): item.name for item in reversed(inputs)}
    called_so = [by_name[name] for name in ID_NAMES if name in by_name]
    others = [item.name for item in inputs if _ends_in_id(item.name)]
    for name in (*called_so, *others):
        if _distinct(columns[name]) == rows:
            return name, f"lead id: called {quoted(name)}, filled and different in every row"
    for name in called_so[:1]:
        if _distinct(columns[name]) >= MOSTLY * rows:
            return name, f"lead id: called {quoted(name)}"
    return None


def _doubled(
    inputs: list[Input], columns: Mapping[str, RawColumn], rows: int
) -> tuple[Problem, ...]:
    """A field called the lead's id and filled everywhere that is none: an export pasted twice."""
    for item in inputs:
        if plain_name(item.name) in ID_NAMES[:6] and int(columns[item.name].counts[0]) == 0 < rows:
            return repeated_ids(columns[item.name])
    return ()


def _distinct(column: RawColumn) -> int:
    return filled_and_distinct(column)[1]


def _ends_in_id(header: str) -> bool:
    last = (words_of(header) or [""])[-1]
    return last in ("id", "guid", "uuid") or (last.endswith("id") and last[:-2] in NOUNS)
