"""The part of a program that makes the columns which rules read out of a record."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.portable.columns import Column, OfAccount, OfCreation, OfField
from models.exchange.portable.program import Program
from models.exchange.records.saying import Saying
from models.exchange.records.tongue import Tongue, quoted
from models.leads.derived import Derived, place_of, reads
from models.leads.fields import Input, Kind, Recipe, Role

FIELDS, DERIVED, COLUMNS = "f", "d", "c"


def preparation(
    program: Program, inputs: Sequence[Input], derived: Sequence[Derived], saying: Saying
) -> list[str]:
    """Statements that fill the fields, the derived ones, and the columns, in this order."""
    t, recipe = saying.tongue, Recipe(tuple(inputs))
    names = [c.source.name for c in program.columns if isinstance(c.source, OfField)]
    made = _needed(names, derived)
    read = _read_fields(names, made, recipe, derived)
    lines = [
        f"{FIELDS}[{quoted(item.name)}] = {saying.field(item, 'lead')}{t.end}" for item in read
    ]
    for place in made:
        item = derived[place]

        def value(name: str, kind: Kind, place: int = place) -> str | None:
            return _value(name, kind, place, derived, recipe, t)

        said = saying.derived(item, value)
        lines.append(f"{DERIVED}[{quoted(item.name)}] = {said}{t.end}")
    for column in program.columns:
        said = _column(column, derived, recipe, saying)
        lines.append(f"{COLUMNS}.{column.name} = {said}{t.end}")
    return lines


def _needed(names: Sequence[str], derived: Sequence[Derived]) -> list[int]:
    """The places of the derived fields that are read, in their order."""
    found: set[int] = set()

    def trace(name: str, before: int) -> None:
        place = place_of(derived, name)
        if place is not None and place < before and place not in found:
            found.add(place)
            for read in reads(derived[place]):
                trace(read, place)

    for name in names:
        trace(name, len(derived))
    return sorted(found)


def _read_fields(
    names: Sequence[str], made: Sequence[int], recipe: Recipe, derived: Sequence[Derived]
) -> list[Input]:
    asked = [*names, *(read for place in made for read in reads(derived[place]))]
    found: dict[str, Input] = {}
    for name in asked:
        item = recipe.find(name)
        if place_of(derived, name) is None and item is not None:
            found.setdefault(item.name, item)
    return list(found.values())


def _value(
    name: str, kind: Kind, place: int, derived: Sequence[Derived], recipe: Recipe, t: Tongue
) -> str | None:
    """What a derived field reads; None: a field of another kind, which makes it blank."""
    other = place_of(derived, name)
    if other is not None:
        if other >= place:  # itself and later ones are blank
            return t.none
        return f"{DERIVED}[{quoted(derived[other].name)}]"
    item = recipe.find(name)
    if item is None:
        return t.none
    return f"{FIELDS}[{quoted(item.name)}]" if item.kind is kind else None


def _column(column: Column, derived: Sequence[Derived], recipe: Recipe, saying: Saying) -> str:
    t = saying.tongue
    match column.source:
        case OfField(name):
            place = place_of(derived, name)
            held = FIELDS if place is None else DERIVED
            return saying.by_key(f"{held}[{quoted(name)}]", column.holds)
        case OfCreation():
            item = recipe.with_role(Role.CREATED)
            if item is None or item.kind is not Kind.DATE:
                return t.none
            names = [quoted(n) for n in dict.fromkeys((item.name, *item.aliases))]
            return t.call("day", t.call("given", "lead", *names))
        case OfAccount():
            said = t.call("number", t.call("given", "lead", quoted("account_points")))
            return f"int({said} or 0)" if t.key == "python" else f"{said} ?? 0"
        case _:
            return saying.of_activities(column)
