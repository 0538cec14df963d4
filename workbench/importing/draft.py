"""The draft of an import: what a person has said so far of a file, and what was read of it.

A frozen value and pure functions. What is said of fields is kept apart from what was guessed, so
that it stays when the file is read anew, and the order in which it was said makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

from models.leads.deals import DealRecipe
from models.leads.evidence import Evidence
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.roles import NO_OUTCOME
from models.leads.readers.contract import Imported, ReadOptions
from models.leads.recipe_difference import RecipeDifference
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.text import key
from models.problems import Problem

PREVIEW = 200
"""Rows that are shown while the whole is being read."""


NEEDS = {
    Role.CREATED: Kind.DATE,
    Role.OUTCOME_DATE: Kind.DATE,
    Role.ACTIVITY_TIME: Kind.DATE,
    Role.VALUE: Kind.NUMBER,
}
"""Of which kind a field must be to say this: who says the one means the other."""


class Purpose(StrEnum):
    """What the rows of the file are to become."""

    NEW = "leads of a new project"
    NEXT = "leads of this project"
    ACTIVITIES = "activities"
    ACCOUNTS = "accounts"
    DEALS = "deals"

    @property
    def of_leads(self) -> bool:
        """Whether its rows are leads."""
        return self in (Purpose.NEW, Purpose.NEXT)


class Step(IntEnum):
    """The steps of the page, in the order in which they are listed; any may be looked at first."""

    FILE = 0
    FIELDS = 1
    MEANING = 2
    CHECK = 3


@dataclass(frozen=True)
class Said:
    """What a person said of one field: an attribute of its input."""

    field: str
    what: str
    value: Any


@dataclass(frozen=True, eq=False)
class Found:
    """What one reading gave: the table, the recipe it would be read by, and why.

    `recipe` is the guess, or that of the project where it knows the fields; `difference` is then
    what is other in the file than it expects.
    `stages` are the guess, `system` says which program's export it looks like ("" none).
    `table`: the rows read by that recipe, prepared out of the way of the window.
    """

    imported: Imported
    recipe: Recipe
    table: Leads
    problems: tuple[Problem, ...] = ()
    evidence: dict[str, Evidence] | None = None
    difference: RecipeDifference = field(default_factory=RecipeDifference)
    stages: tuple[Stage, ...] = ()
    system: str = ""
    deal: DealRecipe | None = None

    @property
    def whole(self) -> bool:
        """Whether all rows were read."""
        return self.imported.complete


@dataclass(frozen=True, eq=False)
class Draft:
    """One file on its way in. `reading` numbers what is read; answers of earlier ones are stale.

    `found` may be of an earlier reading until the first rows of this one are there: then `fresh`
    is False. `renamed` pairs a field of the project with the column that holds it now. `stages`
    are the earlier outcomes as they were said; None where nothing was said of them. `deal` is
    what was said of deals beside their fields, by its key.
    """

    path: Path
    purpose: Purpose
    options: ReadOptions = field(default_factory=ReadOptions)
    said: tuple[Said, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    stages: tuple[Stage, ...] | None = None
    deal: tuple[tuple[str, Any], ...] = ()
    reading: int = 0
    found: Found | None = None
    fresh: bool = False
    error: Problem | None = None

    @property
    def whole(self) -> bool:
        """Whether the table is there with all its rows."""
        return self.fresh and self.found is not None and self.found.whole


def read_otherwise(draft: Draft, **options: object) -> Draft:
    """The file is to be read with these options; what was said of fields stays."""
    changed = replace(draft.options, **options)  # type: ignore[arg-type]
    if changed == draft.options and draft.error is None:
        return draft
    return replace(draft, options=changed, reading=draft.reading + 1, fresh=False, error=None)


def other_sheet(draft: Draft, sheet: str) -> Draft:
    """Another sheet is another table: rows that hold names are looked for anew."""
    return read_otherwise(draft, sheet=sheet, header_row=None, header_rows=None)


def answered(draft: Draft, reading: int, found: Found) -> Draft:
    """Rows have come; those of an earlier reading are dropped, and so is less than is there."""
    if reading != draft.reading or (draft.whole and not found.whole):
        return draft
    return replace(draft, found=found, fresh=True, error=None)


def refused(draft: Draft, reading: int, problem: Problem, found: Found | None = None) -> Draft:
    """The file could not be read; `found` shows what can be chosen otherwise."""
    if reading != draft.reading:
        return draft
    return replace(draft, error=problem, fresh=False, found=found or draft.found)


def saying(draft: Draft, before: Input, after: Input) -> Draft:
    """A field is to be read as `after`: whatever differs from `before` is kept as said."""
    changes = [
        Said(before.name, item.name, getattr(after, item.name))
        for item in fields(Input)
        if getattr(after, item.name) != getattr(before, item.name)
    ]
    if after.role is not before.role and NEEDS.get(after.role, after.kind) is not after.kind:
        changes.insert(0, Said(before.name, "kind", NEEDS[after.role]))
    for change in changes:
        draft = _with(draft, change)
    return draft


def meaning(draft: Draft, role: Role, name: str) -> Draft:
    """The field of that name has this role, and the kind that goes with it; "": none has."""
    if name:
        item = recipe_of(draft).find(name)
        kind = NEEDS.get(role)
        if item is not None and kind is not None and item.kind is not kind:
            draft = _with(draft, Said(name, "kind", kind))
        return _with(draft, Said(name, "role", role))
    held = recipe_of(draft).with_role(role)
    return draft if held is None else _with(draft, Said(held.name, "role", Role.FIELD))


def same_field(draft: Draft, old: str, column: str) -> Draft:
    """The project's field `old` is in this column now; "" takes it back."""
    kept = tuple(pair for pair in draft.renamed if old != pair[0] and column != pair[1])
    return replace(draft, renamed=(*kept, (old, column)) if column else kept)


def of_deals(draft: Draft, key: str, value: Any) -> Draft:
    """Something is said of deals; it takes the place of what was said before."""
    kept = tuple(pair for pair in draft.deal if pair[0] != key)
    return replace(draft, deal=(*kept, (key, value)))


def stages_of(draft: Draft) -> tuple[Stage, ...]:
    """The earlier outcomes that would be taken: what was said of them, else what was found."""
    if draft.stages is not None:
        return draft.stages
    return () if draft.found is None else draft.found.stages


def with_stage(draft: Draft, stage: Stage, order: tuple[str, ...]) -> Draft:
    """Set an earlier outcome; one without a field goes. `order`: names in the funnel's order."""
    others = tuple(item for item in stages_of(draft) if item.name != stage.name)
    every = (*others, stage) if stage.field else others
    known = {name: place for place, name in enumerate(order)}
    ordered = sorted(every, key=lambda item: known.get(item.name, len(known)))
    return replace(draft, stages=tuple(ordered))


def recipe_of(draft: Draft) -> Recipe:
    """The recipe by which the table would be taken: what was found, and over it what was said."""
    if draft.found is None:
        return Recipe()
    recipe = draft.found.recipe
    for old, column in draft.renamed:
        recipe = _renamed(recipe, old, column)
    for change in draft.said:
        item = _named(recipe, change.field)
        if item is not None:
            recipe = recipe.changed(replace(item, **{change.what: change.value}))
    return recipe


def problems_of(draft: Draft) -> tuple[Problem, ...]:
    """What the reading found, without what was answered since."""
    if draft.found is None:
        return ()
    said = {one.field for one in draft.said}
    outcome = recipe_of(draft).with_role(Role.OUTCOME) is not None
    return tuple(
        problem
        for problem in draft.found.problems
        if not said.issuperset(problem.fields or (problem.where,))
        and not (outcome and problem.what == NO_OUTCOME)
    )


def still_missing(draft: Draft) -> tuple[str, ...]:
    """Fields of the project that no column of the file holds."""
    if draft.found is None:
        return ()
    renamed = {old for old, _ in draft.renamed}
    return tuple(name for name in draft.found.difference.missing if name not in renamed)


def still_new(draft: Draft) -> tuple[str, ...]:
    """Columns of the file that the project did not know."""
    if draft.found is None:
        return ()
    taken = {column for _, column in draft.renamed}
    return tuple(name for name in draft.found.difference.new if name not in taken)


def _with(draft: Draft, change: Said) -> Draft:
    """Said anew, an attribute takes the place of what was said before.

    Roles are all kept: one that moves on must not come back to the field it was guessed for.
    """
    kept = tuple(
        one
        for one in draft.said
        if one.what == "role" or (one.field, one.what) != (change.field, change.what)
    )
    return replace(draft, said=(*kept, change))


def _named(recipe: Recipe, name: str) -> Input | None:
    """The input of that name, also where a rename gave its column the name of an older field."""
    return next((item for item in recipe if item.name == name), None) or recipe.find(name)


def _renamed(recipe: Recipe, old: str, column: str) -> Recipe:
    """The field `old` takes the place of the new field that was guessed for a column."""
    before = next((item for item in recipe if item.name == old), None)
    if before is None or not any(item.name == column for item in recipe):
        return recipe
    known = {key(name) for name in (before.name, *before.aliases)}
    aliases = before.aliases if key(column) in known else (*before.aliases, column)
    now = replace(before, aliases=aliases)
    return Recipe(
        tuple(now if item.name == column else item for item in recipe if item.name != old)
    )
