"""What the rules of a model can tell apart: values of a field, and kinds of activities.

Two values of a field are alike where every test answers the same for both and every table gives
both the same points: to the model it is the same which of them a lead has. So a field of a
thousand job titles has as many classes as the model makes of it, and each can be tried with one
value. The same holds for activities by type and details.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.activities import Activities
from models.leads.columns import Column, DateColumn, NumberColumn, blank_rows, identities
from models.leads.derived import fields_of_leads
from models.leads.fields import Input
from models.scoring.answers import Columns
from models.scoring.bits import at
from models.scoring.conditions import Condition, FieldTest, Selection, selections_in, tests_in
from models.scoring.decay import Fades
from models.scoring.fading import fading_types, percents_of
from models.scoring.masks import Masks
from models.scoring.model import ByRange, ByValue, Group, Rule, ScoringModel
from models.scoring.one_value import reads_input
from models.scoring.sight import Sight

Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ValueClasses:
    """The classes of a field's values. `codes`: the class of each lead, -1 where it is blank;
    shape (leads,). `rows`: for each class a lead that has its commonest value; `leads`: how many
    have the class; `distinct`: how many values there are in it; shape (classes,).

    The commonest class comes first.
    """

    codes: Codes
    rows: NDArray[np.intp]
    leads: NDArray[np.int64]
    distinct: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)


def readers(
    model: ScoringModel, leads: Columns, item: Input
) -> Iterator[tuple[Group | None, Rule | None]]:
    """The rules that are not muted and read a field of the leads, with their groups; an override
    that reads it, or a decay by it, is a reader without a rule."""

    def reads(names: Iterable[str]) -> bool:
        return any(reads_input(leads, model.derived, name, item) for name in names)

    for group in model.groups:
        for rule in group.rules:
            if not rule.muted and reads(rule.fields()):
                yield group, rule
        if group.decay is not None and group.decay.field and reads([group.decay.field]):
            yield group, None
    for override in model.overrides:
        if reads(test.field for test in tests_in(override.when)):
            yield None, None


def value_classes(model: ScoringModel, item: Input, masks: Masks, sight: Sight) -> ValueClasses:
    """The classes that a model makes of the values of a field of the leads.

    Each value is in one class; where it alone does not decide, each is a class of its own.
    """
    column = masks.leads.column(item.name)
    codes = np.full(len(masks.leads), -1, dtype=np.int64)
    here = np.flatnonzero(~blank_rows(column)) if column is not None else codes[:0]
    if column is None or not len(here):
        nothing = np.zeros(0, dtype=np.int64)
        return ValueClasses(codes, nothing, nothing, nothing)
    _, first, value, times = np.unique(
        _identities(column)[here], return_index=True, return_inverse=True, return_counts=True
    )
    shown = here[first]
    if _decides(model, item, masks.leads, column, sight):
        own = np.zeros(len(shown), dtype=np.int64)
        for answers in _field_answers(model, item, masks, sight, shown):
            own = _paired(own, answers)
    else:
        own = np.arange(len(shown), dtype=np.int64)
    # A value stands for its class where no other of the class is commoner.
    order = np.lexsort((shown, -times, own))
    heads = order[np.diff(own[order], prepend=-1) != 0]
    counts = np.bincount(own, times).astype(np.int64)
    rank = np.argsort(-counts, kind="stable")
    place = np.empty_like(rank)
    place[rank] = np.arange(len(rank))
    codes[here] = place[own[value.ravel()]]
    return ValueClasses(codes, shown[heads][rank], counts[rank], np.bincount(own)[rank])


def _decides(
    model: ScoringModel, item: Input, leads: Columns, column: Column, sight: Sight
) -> bool:
    """Whether a value of the field has the same answers whichever lead has it: not where it is
    counted from another field's day, or seen on days of the leads' own."""
    if isinstance(column, DateColumn) and sight.own is not None:
        return False
    return not any(
        len(fields_of_leads([name], model.derived)) > 1
        and reads_input(leads, model.derived, name, item)
        for name in model.fields()
    )


def _identities(column: Column) -> NDArray[Any]:
    if isinstance(column, NumberColumn):  # blanks are none of the values that are looked at
        return column.values
    return identities(column)


def _paired(codes: Codes, answers: NDArray[Any]) -> Codes:
    """A number for each pair of a code and an answer, small again."""
    wide: Codes = codes * (int(answers.max(initial=0)) + 1) + answers
    top = int(wide.max(initial=0))
    if top < 1 << 16:
        held = np.flatnonzero(np.bincount(wide))
        table = np.zeros(top + 1, dtype=np.int64)
        table[held] = np.arange(len(held))
        found: Codes = table[wide]
    else:
        found = np.unique(wide, return_inverse=True)[1].astype(np.int64)
    return found


def _field_answers(
    model: ScoringModel, item: Input, masks: Masks, sight: Sight, rows: NDArray[np.intp]
) -> Iterator[NDArray[Any]]:
    """What every test and table of the model that reads the field gives these leads."""

    def reads(name: str) -> bool:
        return reads_input(masks.leads, model.derived, name, item)

    def asked(when: Condition | None) -> Iterator[FieldTest]:
        return (test for test in tests_in(when) if reads(test.field)) if when else iter(())

    seen: dict[FieldTest, None] = {}
    for group in model.groups:
        for rule in group.rules:
            if rule.muted:
                continue
            seen.update(dict.fromkeys(asked(rule.when)))
            award = rule.award
            if isinstance(award, ByValue | ByRange) and reads(award.field):
                points = [0, *(entry.points for entry in award.entries)]
                alike = np.unique(points, return_inverse=True)[1]
                yield alike[masks.reached(award, sight)[rows]]
        decay = group.decay
        if decay is not None and decay.way is Fades.BY_GROUP and decay.field:
            percents = percents_of(group, masks, sight) if reads(decay.field) else None
            if percents is not None:
                yield percents[rows]
    for override in model.overrides:
        seen.update(dict.fromkeys(asked(override.when)))
    for test in seen:
        yield at(masks.bits(test, sight), rows)


def selections(model: ScoringModel) -> tuple[Selection, ...]:
    """All selections of activities that a model's rules, overrides and fading look at, without
    their windows of days."""
    found: dict[Selection, None] = {}
    for group in model.groups:
        for rule in group.rules:
            if not rule.muted:
                found.update((Selection(of.types, of.where), None) for of in rule.selections())
        if group.decay is not None and group.decay.way is Fades.BY_GROUP and not group.decay.field:
            found.setdefault(Selection(fading_types(group, group.decay)))
    for override in model.overrides:
        chosen = selections_in(override.when)
        found.update((Selection(of.types, of.where), None) for of in chosen)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class ActivityKinds:
    """The kinds of activities that a model tells apart. `codes`: the kind of each activity, -1
    where no rule sees it; shape (activities,). `places`: for each kind an activity whose details
    are the commonest of it; `times`: how often it was done; shape (kinds,). `seen`: which
    selections see it, as bits in the order of `selections`. The commonest kind comes first."""

    codes: Codes
    places: NDArray[np.intp]
    times: NDArray[np.int64]
    seen: tuple[tuple[Selection, ...], ...]

    def __len__(self) -> int:
        return len(self.places)


def activity_kinds(model: ScoringModel, masks: Masks, sight: Sight) -> ActivityKinds:
    """The kinds of the activities of the leads, by type and by what the rules see in them."""
    activities = masks.leads.activities
    asked = selections(model)
    if activities is None or not len(activities) or not asked:
        nothing = np.zeros(0, dtype=np.int64)
        rows = 0 if activities is None else len(activities)
        return ActivityKinds(np.full(rows, -1, dtype=np.int64), nothing, nothing, ())
    answers = masks.activities(sight)
    names: dict[str, int] = {}
    table = [names.setdefault(text, len(names)) for text in activities.types.keys]
    codes = np.take(np.array(table, dtype=np.int64), activities.types.codes)
    held = []
    for of in asked:
        mask = np.zeros(len(activities), dtype=np.uint8)
        mask[answers.chosen(of).events] = 1
        held.append(mask)
        codes = _paired(codes, mask)
    some = np.zeros(len(activities), dtype=np.bool_)
    for mask in held:
        some |= mask.view(np.bool_)
    counts = np.bincount(codes, weights=some).astype(np.int64)
    rank = np.argsort(-counts, kind="stable")[: int(np.count_nonzero(counts))]
    place = np.full(len(counts), -1, dtype=np.int64)
    place[rank] = np.arange(len(rank))
    own = place[codes]
    examples = [_example(activities, np.flatnonzero(own == kind)) for kind in range(len(rank))]
    places = np.array(examples, dtype=np.intp)
    seen = tuple(
        tuple(of for of, mask in zip(asked, held, strict=True) if mask[at]) for at in examples
    )
    return ActivityKinds(own, places, counts[rank], seen)


def _example(activities: Activities, places: NDArray[np.intp]) -> int:
    """One of the activities at these places that has the commonest details: of each in turn the
    commonest value, or of numbers the median of those that are known; the newest of the rest."""
    for column in activities.details.values():
        if isinstance(column, NumberColumn):
            known = places[~np.isnan(column.values[places])]
            if len(known):
                ordered = known[np.argsort(column.values[known], kind="stable")]
                middle = column.values[ordered[(len(ordered) - 1) // 2]]
                places = known[column.values[known] == middle]
            continue
        ids = identities(column)[places]
        values, counts = np.unique(ids, return_counts=True)
        places = places[ids == values[np.argmax(counts)]]
    return int(places[np.argmax(activities.days[places])])
