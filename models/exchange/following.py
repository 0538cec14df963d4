"""A table read as a model's recipe says, never by a new guess; what does not fit is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.leads.text import clean, key
from models.problems import Problem, Severity
from models.scoring.model import ScoringModel

MANY_MISFITS = 0.01
"""More than this share of a field's filled cells is a warning, less is a note."""

_KIND_WORDS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "numbers",
    Kind.YES_NO: "yes or no",
    Kind.DATE: "dates",
    Kind.MULTIPLE: "lists of values",
}


@dataclass(frozen=True, eq=False)
class Followed:
    """Leads that a model can score, and what the model's recipe did not find in them.

    `missing`: fields that rules or overrides read and the table lacks; they are blank for all.
    """

    leads: Leads
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()


def follow(model: ScoringModel, table: RawTable, guess: Recipe) -> Followed:
    """The leads of a table by the model's inputs; `guess` serves only what they do not name.

    A model without inputs (written by hand) is read by the guess, and a note says so.
    """
    leads = Leads(table, merged(model.inputs, table, guess), zone=model.zone)
    missing = tuple(name for name in model.fields() if leads.column(name) is None)
    problems = [_missing(model, name, table) for name in missing]
    if not model.inputs:
        problems.insert(0, _guessed(model))
    else:
        problems += _by_guess(model, leads, missing)
    problems += misfits(leads, model.fields())
    return Followed(leads, tuple(problems), missing)


def merged(inputs: Iterable[Input], table: RawTable, guess: Recipe) -> Recipe:
    """The model's inputs for the columns they name, the guess for the others.

    A role that an input has is taken from the guess of every other field. Inputs whose column
    is not there are left out.
    """
    wanted = {_key(name): item for item in inputs for name in reversed((item.name, *item.aliases))}
    exact = {_key(item.name): item for item in inputs}
    chosen: dict[str, Input] = {}
    taken: set[str] = set()
    for names in (exact, wanted):
        for column in table.columns:
            item = names.get(_key(column.name))
            if item is not None and item.name not in taken and column.name not in chosen:
                chosen[column.name] = item
                taken.add(item.name)
    roles = {item.role for item in chosen.values()}
    found: list[Input] = []
    for column in table.columns:
        item = chosen.get(column.name)
        if item is None:
            item = guess.find(column.name) or Input(column.name)
            if item.role in roles and item.role is not Role.IGNORED:
                item = replace(item, role=Role.FIELD)
            if _key(item.name) in {_key(name) for name in taken}:
                continue  # the alias of one column is the name of another
        found.append(item)
    return Recipe(tuple(found))


def with_inputs(model: ScoringModel, recipe: Recipe) -> ScoringModel:
    """The model with the recipe of what it needs: fields that it reads, and those with a role."""
    used = {_key(name) for name in model.fields()}
    plain = (Role.FIELD, Role.IGNORED)
    kept = [
        item
        for item in recipe
        if item.role not in plain
        or used.intersection(_key(name) for name in (item.name, *item.aliases))
    ]
    return replace(model, inputs=tuple(kept))


def misfits(leads: Leads, fields: Iterable[str]) -> list[Problem]:
    """The cells of these fields that are not of their kind and so read as blank."""
    problems = []
    for name in fields:
        item, bad = leads.input(name), leads.misfits(name)
        raw = None if item is None else leads.raw_column(item)
        if item is None or raw is None:
            continue
        filled = leads.raw.rows - int(raw.counts[0])
        if bad.count:
            shown = ", ".join(f"\u201c{text}\u201d" for text in bad.examples[:3])
            cells = "1 cell is" if bad.count == 1 else f"{bad.count:,} cells are"
            problems.append(
                Problem(
                    f"{cells} not {_KIND_WORDS[item.kind]}, such as {shown}, and read as blank.",
                    f"Field {item.name}",
                    "Correct them in the file, or change how the field is read.",
                    bad.count,
                    bad.examples,
                    Severity.WARNING if bad.count > MANY_MISFITS * filled else Severity.NOTE,
                )
            )
        if bad.rounded:
            problems.append(
                Problem(
                    "Numbers with more than 15 digits were rounded.",
                    f"Field {item.name}",
                    "Read the field as text if it holds ids.",
                    bad.rounded,
                )
            )
    return problems


def _key(name: str) -> str:
    return key(clean(name))


def _missing(model: ScoringModel, name: str, table: RawTable) -> Problem:
    readers = [f"\u201c{rule.name}\u201d" for rule in model.rules() if name in rule.fields()]
    overrides = len(readers) == 0
    what = "an override" if overrides else "the rule" if len(readers) == 1 else "the rules"
    listed = "" if overrides else " " + ", ".join(readers[:3])
    more = f" and {len(readers) - 3:,} more" if len(readers) > 3 else ""
    verb = "reads" if overrides or len(readers) == 1 else "read"
    return Problem(
        f"The leads have no such field, which {what}{listed}{more} {verb}: "
        "it counts as blank for all of them.",
        f"Field {name}",
        f"Rename the column in {table.source or 'the file'}, or name it as an alias in the model.",
        table.rows,
    )


def _guessed(model: ScoringModel) -> Problem:
    return Problem(
        "The model does not say how its fields are read, so kinds were guessed from the file.",
        f"Model {model.name}",
        "Save the model once from a project: its recipe is then written with it.",
        severity=Severity.NOTE,
    )


def _by_guess(model: ScoringModel, leads: Leads, missing: Iterable[str]) -> list[Problem]:
    """Fields that rules read but the model's inputs do not name."""
    named = {_key(name) for item in model.inputs for name in (item.name, *item.aliases)}
    unnamed = [
        name for name in model.fields() if _key(name) not in named and name not in set(missing)
    ]
    problems = []
    for name in unnamed:
        item = leads.input(name)
        kind = item.kind.value if item is not None else Kind.TEXT.value
        problems.append(
            Problem(
                f"The model does not say how it is read; it was guessed to be {kind}.",
                f"Field {name}",
                "Save the model once from a project: its recipe is then written with it.",
            )
        )
    return problems
