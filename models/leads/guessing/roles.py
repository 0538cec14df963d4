"""Which field is the id, the outcome, the e-mail and so on: guessed by header and content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.exports import Recognised, recognised
from models.leads.guessing.look import filled_and_distinct
from models.leads.guessing.numbers import NOUNS
from models.leads.guessing.outcomes import guess_outcome
from models.leads.guessing.role_names import AGAINST, NAMES, NOT_THE_LEADS
from models.leads.guessing.shapes import plain_name, words_of
from models.leads.raw import RawColumn, RawTable
from models.leads.repeats import repeated_ids
from models.leads.text import clean
from models.leads.wording import percent, quoted
from models.problems import Problem, Severity

ID_NAMES = NAMES[Role.ID]
NO_OUTCOME = "No field looks like the outcome."
MOSTLY = 0.9
"""Share of rows with an id of their own that makes a field called "Lead ID" the id anyway."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_SAMPLE = 2_000
"""Distinct cells of a field that are looked at for addresses."""
_KINDS: dict[Role, tuple[Kind, ...]] = {
    Role.CREATED: (Kind.DATE,),
    Role.OUTCOME_DATE: (Kind.DATE,),
    Role.REJECTION: (Kind.TEXT, Kind.MULTIPLE),
    Role.VALUE: (Kind.NUMBER,),
    Role.OWNER: (Kind.TEXT,),
    Role.SOURCE: (Kind.TEXT, Kind.MULTIPLE),
    Role.ACCOUNT: (Kind.TEXT,),
    Role.CONSENT: (Kind.YES_NO, Kind.TEXT),
}
"""Roles that go by the name, and the kinds that a field of such a name must have."""


@dataclass(frozen=True)
class Roles:
    """The recipe with roles, why each was given, and what to confirm."""

    recipe: Recipe
    why: dict[str, str]
    problems: tuple[Problem, ...]


def with_roles(table: RawTable, inputs: list[Input]) -> Roles:
    """Give the roles where header and cells agree; known exports by their own names first."""
    columns = {column.name: replace(column) for column in table.columns}
    export = recognised(item.name for item in inputs)
    chosen = {item.name: item for item in inputs}
    why: dict[str, str] = {}
    problems: list[Problem] = []
    found = _id(inputs, columns, table.rows, _names(export, Role.ID))
    if found is not None:
        name, why[name] = found
        chosen[name] = Input(name, role=Role.ID)
        problems += repeated_ids(columns[name])
    else:
        problems += _doubled(inputs, columns, table.rows)
    why |= _ignored(export, [item for item in inputs if item.name not in why])
    for name, reason in why.items():
        if reason.startswith(Role.IGNORED.value):
            chosen[name] = replace(chosen[name], role=Role.IGNORED)
    free = [item for item in inputs if item.name not in why]
    for role in (Role.CREATED, Role.OUTCOME_DATE):
        _by_name(role, export, free, columns, chosen, why)
    outcome = guess_outcome(
        [item for item in free if item.name not in why],
        columns,
        () if export is None else tuple(map(plain_name, export.export.called(Role.OUTCOME))),
        () if export is None else export.export.converted,
    )
    if outcome is not None:
        chosen[outcome.item.name] = outcome.item
        why[outcome.item.name] = outcome.why
        problems += outcome.problems
    else:
        problems.append(
            Problem(
                NO_OUTCOME,
                table.source,
                "To test a model on history, say which field tells whether a lead converted, or "
                "open the deals of these leads afterwards: they tell it too.",
                severity=Severity.NOTE,
            )
        )
    address = _email(free, columns, why, export)
    if address is not None:
        name, why[name] = address
        chosen[name] = replace(chosen[name], role=Role.EMAIL)
    for role in _KINDS:
        if role not in (Role.CREATED, Role.OUTCOME_DATE):
            _by_name(role, export, free, columns, chosen, why)
    return Roles(Recipe(tuple(chosen[item.name] for item in inputs)), why, tuple(problems))


def _names(export: Recognised | None, role: Role) -> tuple[str, ...]:
    """The names of a role's fields by their words: those of the recognised export first."""
    own = () if export is None else tuple(map(plain_name, export.export.called(role)))
    return tuple(dict.fromkeys((*own, *NAMES.get(role, ()))))


def _by_name(
    role: Role,
    export: Recognised | None,
    free: list[Input],
    columns: Mapping[str, RawColumn],
    chosen: dict[str, Input],
    why: dict[str, str],
) -> None:
    """Give a role to the field of the best name whose kind fits."""
    fitting = {
        plain_name(item.name): item
        for item in reversed(free)
        if item.kind in _KINDS[role]
        and item.name not in why
        and filled_and_distinct(columns[item.name])[0]
    }
    item = next((fitting[name] for name in _names(export, role) if name in fitting), None)
    if item is not None:
        chosen[item.name] = replace(item, role=role)
        why[item.name] = _reason(role, item, export)


def _reason(role: Role, item: Input, export: Recognised | None) -> str:
    noun = "a date called" if item.kind is Kind.DATE else "called"
    reason = f"{role.value}: {noun} {quoted(item.name)}"
    known = () if export is None else map(plain_name, export.export.called(role))
    if export is not None and plain_name(item.name) in known:
        reason += f", as {export.export.system} does"
    if role is Role.CONSENT and AGAINST.intersection(words_of(item.name)):
        reason += "; its yes means that the lead does not want mail"
    return reason


def _ignored(export: Recognised | None, inputs: list[Input]) -> dict[str, str]:
    """Fields of a known export that say nothing of a lead, or only once it has converted."""
    if export is None:
        return {}
    system = export.export.system
    reasons = {
        **dict.fromkeys(
            map(plain_name, export.export.technical),
            f"{Role.IGNORED.value}: {system} keeps its own books in it",
        ),
        **dict.fromkeys(
            map(plain_name, export.export.after),
            f"{Role.IGNORED.value}: {system} fills it when a lead converts",
        ),
    }
    return {
        item.name: reasons[name] for item in inputs if (name := plain_name(item.name)) in reasons
    }


def _email(
    free: list[Input],
    columns: Mapping[str, RawColumn],
    why: Mapping[str, str],
    export: Recognised | None,
) -> tuple[str, str] | None:
    """The field of the leads' addresses: called so, or made of different addresses."""
    texts = {
        plain_name(item.name): item.name
        for item in reversed(free)
        if item.kind in (Kind.TEXT, Kind.MULTIPLE) and item.name not in why
    }
    for name in _names(export, Role.EMAIL):
        if name in texts and (share := _addresses(columns[texts[name]])) >= 0.5:
            field = texts[name]
            return field, (
                f"{Role.EMAIL.value}: called {quoted(field)}, {percent(share)} are addresses"
            )
    for field in (texts[name] for name in reversed(texts)):
        if NOT_THE_LEADS.intersection(words_of(field)):
            continue
        filled, distinct = filled_and_distinct(columns[field])
        share = _addresses(columns[field])
        if share >= MOSTLY and distinct >= filled / 2:
            return field, (
                f"{Role.EMAIL.value}: {percent(share)} are addresses, {distinct:,} different ones"
            )
    return None


def _addresses(column: RawColumn) -> float:
    """The share of the filled rows that hold an address, from a sample of the distinct cells."""
    step = max(1, len(column.texts) // _SAMPLE)
    filled = hits = 0
    for index in range(1, len(column.texts), step):
        rows = int(column.counts[index])
        if rows and (text := clean(column.texts[index])):
            filled += rows
            hits += rows if _ADDRESS.fullmatch(text) else 0
    return hits / filled if filled else 0.0


def _id(
    inputs: list[Input], columns: Mapping[str, RawColumn], rows: int, names: tuple[str, ...]
) -> tuple[str, str] | None:
    """Name of the id and the reason: distinct, or called so and almost distinct."""
    by_name = {plain_name(item.name): item.name for item in reversed(inputs)}
    called_so = [by_name[name] for name in names if name in by_name]
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
