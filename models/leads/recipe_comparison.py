"""Next month's file compared with the recipe and, where they are there, last month's leads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from models.leads.cleaning import cleaned
from models.leads.columns import Misfits, MultipleColumn, TextColumn
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.guessing.dates import WORDS
from models.leads.guessing.kinds import guess_kind
from models.leads.guessing.look import filled_and_distinct, look_at
from models.leads.guessing.role_names import NAMES
from models.leads.guessing.shapes import plain_name
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable
from models.leads.recipe_difference import (
    BlankChange,
    KindChange,
    NewValues,
    RecipeDifference,
    Renamed,
)
from models.leads.table import Leads
from models.leads.text import key
from models.leads.wording import percent

ALIKE = 0.75
"""How alike two names must be to mean one field, where the cells fit too."""
SHARED = 0.8
"""Share of the new column's values that the old one had, to mean one field by content."""
FEW = 200
"""Distinct values up to which a value that was never there is told."""
MISFITS = 0.01
"""Share of misfits from which a kind is said not to fit any more."""
BLANKS = 0.1
"""By how much the share of blank cells must differ to be told."""
_LEAST = 20
_SAMPLE = 2_000


def difference(
    table: RawTable,
    recipe: Recipe,
    known: dict[str, Input],
    zone: str = "UTC",
    before: Leads | None = None,
    used: Collection[str] = (),
) -> RecipeDifference:
    """What is other in a file than a recipe expects and, if they are there, last month's leads.

    `known` is the input of each column that the recipe names (`recipes.matched`); `used` names
    the fields whose values rules ask for.
    """
    held = {item.name for item in known.values()}
    missing = [item for item in recipe if item.name not in held and item.role is not Role.IGNORED]
    new = [column for column in table.columns if column.name not in known]
    kinds: list[KindChange] = []
    values: list[NewValues] = []
    blanks: list[BlankChange] = []
    asked = {key(name) for name in used}
    for column in table.columns:
        item = known.get(column.name)
        if item is None or item.role is Role.IGNORED:
            continue
        kinds += kind_changes(column, item, zone)
        old = None if before is None else before.raw_column(item)
        if old is not None:
            values += _values(column, old, item) if key(item.name) in asked else ()
            blanks += _blanks(column, old, item)
    return RecipeDifference(
        tuple(item.name for item in missing),
        tuple(column.name for column in new),
        renamed(missing, new, before),
        tuple(kinds),
        tuple(values),
        tuple(blanks),
    )


def kind_changes(
    column: RawColumn, item: Input, zone: str = "UTC", misfits: Misfits | None = None
) -> tuple[KindChange, ...]:
    """Whether a field's cells are still written as the recipe reads them.

    `misfits`: those that preparing found, where it was done already.
    """
    if item.kind in (Kind.TEXT, Kind.MULTIPLE):
        return ()
    column = replace(column)
    filled, _ = filled_and_distinct(column)
    misfits = prepare(column, item, zone)[1] if misfits is None else misfits
    how = _otherwise(column, item)
    if not how and misfits.count <= MISFITS * filled:
        return ()
    return (KindChange(item.name, item.kind, misfits.count, filled, misfits.examples[:3], how),)


def _otherwise(column: RawColumn, item: Input) -> str:
    """In what the cells prove to be written otherwise than the recipe reads them."""
    if item.kind not in (Kind.NUMBER, Kind.DATE):
        return ""
    guess = guess_kind(look_at(column), item.name)
    order, decimal = guess.proven_order, guess.proven_decimal
    if item.kind is Kind.DATE and guess.item.kind is Kind.DATE:
        # Dates with the year or the name of the month are read in every order.
        if order is not None and order is not item.date_order:
            last = item.date_order
            was = WORDS[last] if last is not DateOrder.YMD else "with the year first"
            return f"{WORDS[order]} instead of {was}"
        return ""
    marked = bool(decimal) and guess.item.kind is Kind.NUMBER is item.kind
    if marked and decimal != item.decimal:
        return f"with “{decimal}” for decimals instead of “{item.decimal}”"
    return ""


def renamed(
    missing: list[Input], new: list[RawColumn], before: Leads | None = None
) -> tuple[Renamed, ...]:
    """Which new columns may be fields that are missing: by name and cells, each at most once."""
    pairs: list[tuple[float, int, int, str]] = []
    for at, item in enumerate(missing):
        old = None if before is None else before.raw_column(item)
        values = None if old is None else frozenset(map(key, cleaned(old, item))) - {""}
        for to, column in enumerate(new):
            likeness, why = _likeness(item, column, values)
            if why:
                pairs.append((-likeness, at, to, why))
    found: dict[int, Renamed] = {}
    taken: set[int] = set()
    for _, at, to, why in sorted(pairs):
        if at not in found and to not in taken:
            found[at] = Renamed(missing[at].name, new[to].name, why)
            taken.add(to)
    return tuple(found[at] for at in sorted(found))


def _likeness(item: Input, column: RawColumn, values: frozenset[str] | None) -> tuple[float, str]:
    """How much a column speaks for being the field, and why; "" where it does not."""
    filled, _ = filled_and_distinct(column)
    if filled and prepare(column, item)[1].count > BLANKS * filled:
        return 0.0, ""
    name = _names_alike(item, column.name)
    share = 0.0 if values is None or len(values) < 2 else _shared(column, item, values)
    reasons = []
    if name >= ALIKE:
        reasons.append("the names are alike" if name < 1 else "the names mean the same")
    if share >= SHARED:
        reasons.append(f"{percent(share)} of its values were there last month")
    if name >= ALIKE and values is not None and item.kind is Kind.TEXT and share < 0.1:
        return 0.0, ""  # the cells speak against the names
    return name + 2 * share, " and ".join(reasons)


def _names_alike(item: Input, name: str) -> float:
    other = plain_name(name)
    if other in NAMES.get(item.role, ()):
        return 1.0
    best = 0.0
    for known in (item.name, *item.aliases):
        plain = plain_name(known)
        words, others = set(plain.split()), set(other.split())
        if plain.replace(" ", "") == other.replace(" ", ""):
            return 1.0
        within = len(words & others) / min(len(words), len(others)) if words and others else 0.0
        alike = SequenceMatcher(None, plain, other).ratio()
        best = max(best, alike, 0.8 * within)
    return best


def _shared(column: RawColumn, item: Input, values: frozenset[str]) -> float:
    """The share of a column's filled rows whose value the field had, from a sample."""
    step = max(1, len(column.texts) // _SAMPLE)
    plain = replace(item, kind=Kind.TEXT)
    filled = hits = 0
    for place, text in enumerate(cleaned(column, plain)):
        if place % step == 0 and text and (rows := int(column.counts[place])):
            filled += rows
            hits += rows if key(text) in values else 0
    return hits / filled if filled else 0.0


def _values(column: RawColumn, old: RawColumn, item: Input) -> tuple[NewValues, ...]:
    """Values of a field of few that last month's leads did not have."""
    if item.kind not in (Kind.TEXT, Kind.MULTIPLE):
        return ()
    was = _counted(old, item)
    if len(was) > FEW:
        return ()
    fresh = [
        (rows, text) for name, (text, rows) in _counted(column, item).items() if name not in was
    ]
    fresh.sort(key=lambda found: (-found[0], found[1]))
    return (NewValues(item.name, tuple((text, rows) for rows, text in fresh)),) if fresh else ()


def _counted(raw: RawColumn, item: Input) -> dict[str, tuple[str, int]]:
    """The values of a column by key: as first written, and the rows that have it."""
    prepared = prepare(replace(raw), item)[0]
    assert isinstance(prepared, TextColumn | MultipleColumn)
    sets: Sequence[tuple[str, ...]] = (
        [(text,) for text in prepared.values] if isinstance(prepared, TextColumn) else prepared.sets
    )
    counts = np.bincount(prepared.codes, minlength=len(sets)).tolist()
    found: dict[str, tuple[str, int]] = {}
    for values, rows in zip(sets, counts, strict=True):
        for text in values:
            if text and rows:
                first, so_far = found.get(key(text), (text, 0))
                found[key(text)] = (first, so_far + rows)
    return found


def _blanks(column: RawColumn, old: RawColumn, item: Input) -> tuple[BlankChange, ...]:
    rows, before = len(column.codes), len(old.codes)
    if min(rows, before) < _LEAST:
        return ()
    now = 1 - filled_and_distinct(column)[0] / rows
    was = 1 - filled_and_distinct(old)[0] / before
    return (BlankChange(item.name, was, now),) if abs(now - was) >= BLANKS else ()
