"""What trees may ask of leads: columns to learn from, each with the conditions that cut it.

The fields that the ceiling learns from, the model's derived ones among them, and how often there
were activities that rules ask for. A cut is a condition of the model's language, so that what was
learnt is read by the engine. Dates are days before the creation of the lead; where no field tells
that they are not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.derived import derived_column, fields_of_leads
from models.leads.derived_fields import DaysBetween
from models.leads.duplicates.compared import compared_fields
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.text import cleaned_key, key
from models.scoring.conditions import (
    ActivityTest,
    Condition,
    FieldTest,
    Not,
    Quantity,
    Test,
)
from models.scoring.engine import Scored
from models.tuning.predictive.designs import TAKEN

MOST_VALUES = 40
"""Values of a field that are told apart, the commonest; all others are one."""
FEWEST_LEADS = 10
"""Leads that teach and have a value, for it to be told apart."""

Rows = NDArray[np.intp]
Floats = NDArray[np.float64]


def _nothing(_asked: object) -> Condition:
    raise AssertionError("a column of numbers has no values, and one of values no numbers")


@dataclass(frozen=True, eq=False)
class Feature:
    """`values` (leads,): NaN is blank. `blank`: the condition that it is.

    `told`: the values that the codes 0, 1, ... stand for, one more being all others; None: numbers.
    `from_on(n)`: the condition that it is n or more; `among(texts)`: that it is one of these.
    `made`: the derived field that the conditions read, if no other does.
    """

    values: Floats
    blank: Condition
    told: tuple[str, ...] | None = None
    from_on: Callable[[float], Condition] = _nothing
    among: Callable[[tuple[str, ...]], Condition] = _nothing
    made: DaysBetween | None = None


def features_of(scored: Scored, leads: Leads, leaks: Collection[str], teach: Rows) -> list[Feature]:
    """Fields of categories first, as scikit-learn orders them; `teach`: who tells which values."""
    barred = {cleaned_key(name) for name in leaks}
    found = [
        feature
        for name in _names(scored, leads, barred)
        if not _persons(name, scored, leads, teach)
        for feature in _of_field(name, scored, leads, teach)
    ]
    found += [_count(quantity, scored) for quantity in _quantities(scored, barred)]
    return sorted(found, key=lambda one: one.told is None)


def _names(scored: Scored, leads: Leads, barred: Collection[str]) -> Iterator[str]:
    derived = scored.model.derived
    hidden = {cleaned_key(item.name) for item in derived}
    for item in leads.recipe:
        if item.role in TAKEN and cleaned_key(item.name) not in {*barred, *hidden}:
            yield item.name
    for made in derived:
        read = fields_of_leads((made.name,), derived)
        if not any(cleaned_key(name) in barred for name in read):
            yield made.name


def _persons(name: str, scored: Scored, leads: Leads, teach: Rows) -> bool:
    """Whether the field tells what people are called: of so many texts few come again."""
    there = [item.name for item in leads.recipe if leads.input(item.name) is not None]
    column = scored.masks.column(name, scored.sight)
    return (
        name in compared_fields(leads.recipe, there).name
        and isinstance(column, TextColumn)
        and len(np.unique(column.codes[teach])) > MOST_VALUES
    )


def _of_field(name: str, scored: Scored, leads: Leads, teach: Rows) -> Iterator[Feature]:
    column = scored.masks.column(name, scored.sight)
    blank = FieldTest(name, Test.IS_BLANK)
    match column:
        case NumberColumn(values):
            yield Feature(values, blank, from_on=_at_least(name))
        case YesNoColumn(answers):
            values = np.where(answers < 0, np.nan, answers.astype(np.float64))
            yield Feature(values, blank, from_on=lambda _n: FieldTest(name, Test.IS_YES))
        case DateColumn():
            yield from _days(name, scored, leads)
        case TextColumn():
            yield _texts(name, column, teach)
        case MultipleColumn():
            yield from _parts(name, column, scored, teach)
        case None:
            return


def _at_least(name: str) -> Callable[[float], Condition]:
    return lambda n: FieldTest(name, Test.AT_LEAST, (float(n),))


def _days(name: str, scored: Scored, leads: Leads) -> Iterator[Feature]:
    """Days before the creation, which mean the same of leads to come; ages today would not."""
    created = leads.recipe.with_role(Role.CREATED)
    if created is None or not (leads.created != BLANK_DAY).any():
        return
    made = DaysBetween(
        _fresh(f"days from {name} to {created.name}", scored, leads), name, created.name
    )
    days = derived_column(
        (made,), 0, lambda read: scored.masks.column(read, scored.sight), len(scored)
    )
    assert isinstance(days, NumberColumn)  # days between are a number
    blank = FieldTest(made.name, Test.IS_BLANK)
    yield Feature(days.values, blank, from_on=_at_least(made.name), made=made)


def _fresh(name: str, scored: Scored, leads: Leads) -> str:
    """A name that no field of the leads or of the model has."""
    taken = {cleaned_key(item.name) for item in (*leads.recipe, *scored.model.derived)}
    found, number = name, 2
    while cleaned_key(found) in taken:
        found, number = f"{name} {number}", number + 1
    return found


def _texts(name: str, column: TextColumn, teach: Rows) -> Feature:
    """Values by key: spellings of one are one."""
    keys = column.keys
    index = {"": 0}
    of_value = np.array([index.setdefault(word, len(index)) for word in keys], dtype=np.int64)
    of_value[0] = 0
    spelled: dict[int, str] = {}
    for place, at in enumerate(of_value.tolist()):
        spelled.setdefault(at, column.values[place])
    codes = of_value[column.codes]
    kept = _common(np.bincount(codes[teach], minlength=len(index)))
    table = np.full(len(index), float(len(kept)))
    table[kept] = np.arange(len(kept))
    table[0] = np.nan
    return Feature(
        table[codes],
        FieldTest(name, Test.IS_BLANK),
        tuple(spelled[at] for at in kept.tolist()),
        among=lambda texts: FieldTest(name, Test.IS_ONE_OF, texts),
    )


def _common(held: NDArray[np.int64]) -> NDArray[np.intp]:
    """The places of the commonest but the first, which is blank."""
    counts = held.copy()
    counts[0] = 0
    order = np.argsort(-counts, kind="stable")[:MOST_VALUES]
    return order[counts[order] >= FEWEST_LEADS]


def _parts(name: str, column: MultipleColumn, scored: Scored, teach: Rows) -> Iterator[Feature]:
    held = np.bincount(column.codes[teach], minlength=len(column.sets))
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for words, leads in zip(column.sets, held.tolist(), strict=True):
        for of, word in {key(word): word for word in words}.items():
            counts[of] = counts.get(of, 0) + leads
            spelled.setdefault(of, word)
    common = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_VALUES]
    for word in common:
        if counts[word] >= FEWEST_LEADS:
            yield _holding(FieldTest(name, Test.HAS_ANY_OF, (spelled[word],)), scored)


def _holding(when: Condition, scored: Scored) -> Feature:
    """1 where the condition holds, else 0, blanks among them."""
    values = scored.masks.of(when, scored.sight).astype(np.float64)
    return Feature(values, Not(when), from_on=lambda _n: when)


def _quantities(scored: Scored, barred: Collection[str]) -> Iterator[Quantity]:
    found: dict[Quantity, None] = {}
    for rule in scored.model.rules():
        read = fields_of_leads(rule.fields(), scored.model.derived)
        if not any(cleaned_key(name) in barred for name in read):
            found.update(dict.fromkeys(Quantity(of=of) for of in rule.selections()))
    yield from found


def _count(quantity: Quantity, scored: Scored) -> Feature:
    column: Column = scored.masks.activities(scored.sight).quantity(quantity)
    assert isinstance(column, NumberColumn)  # how many there are is a number
    # A count is never blank; where scikit-learn sends blanks that nobody has does not matter.
    none = FieldTest("", Test.IS_KNOWN)
    return Feature(column.values, none, from_on=lambda n: ActivityTest(quantity, values=(n,)))
