"""The profile: all fields and activities, the strongest first, and what was left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.evaluation.guard.known import fields_that_know
from models.evaluation.profile.fields import Known, traits_of
from models.evaluation.profile.traits import FieldTraits, Sort, Trait
from models.leads.derived_fields import reads
from models.leads.fields import FOR_RULES
from models.leads.table import Leads
from models.leads.tally import Tally
from models.leads.wording import count_of
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    Measure,
    Quantity,
    Selection,
)
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from models.scoring.templates.names import rank

WINDOWS = (30, 90)
"""Days within which an activity is looked for."""
MOST_TYPES = 60
MOST_IN_SENTENCE = 3
WHO = (("Industry",), ("Employees", "Annual revenue"), ("Job title",), ("Country",))
"""What says who somebody is, by its common names: a profile speaks of these first, in this order;
of names in a row the first that there is."""


@dataclass(frozen=True)
class LeftOut:
    """A field that was not looked at, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Typical:
    """The strongest traits of several fields together, and the leads that have all of them."""

    parts: tuple[tuple[FieldTraits, tuple[Trait, ...]], ...]
    when: Condition
    together: Trait


@dataclass(frozen=True)
class Profile:
    """What those who converted have in common. `fields`: those that stand out, strongest first;
    `quiet`: names of fields in which nothing does."""

    all: Tally
    unknown: int
    fields: tuple[FieldTraits, ...]
    quiet: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    typical: Typical | None


def profile_of(leads: Leads, masks: Masks, sight: Sight) -> Profile:
    """The profile of the leads whose outcome is known; empty where nobody or everybody did."""
    known = Known(leads.outcome)
    unknown = len(leads) - known.all.leads
    if not known.all.converted or not known.all.not_converted:
        return Profile(known.all, unknown, (), (), (), None)
    found: list[FieldTraits] = []
    left: list[LeftOut] = []
    leaks = fields_that_know(leads, masks)
    for item in leads.recipe:
        if item.role not in FOR_RULES or leads.input(item.name) is None:
            continue
        why = leaks.get(item.name, "")
        column = masks.column(item.name, sight)
        if why or column is None:
            left.append(LeftOut(item.name, why or "The leads do not have it."))
            continue
        traits = traits_of(item.name, column, known)
        if not traits.traits:
            why = "No value is shared by enough leads."
            left.append(LeftOut(item.name, why))
            continue
        found.append(traits)
    found += _derived(masks, sight, known, {item.name for item in left})
    found += _activities(leads, masks, sight, known)
    loud = sorted((f for f in found if f.outstanding), key=lambda field: -field.information)
    quiet = tuple(field.title for field in found if not field.outstanding)
    return Profile(
        known.all, unknown, tuple(loud), quiet, tuple(left), _typical(loud, masks, sight, known)
    )


def _derived(masks: Masks, sight: Sight, known: Known, left: set[str]) -> list[FieldTraits]:
    """The fields that the model makes of others, but of none that was left out."""
    found = []
    for item in sight.derived:
        column = masks.column(item.name, sight)
        if column is not None and not left.intersection(reads(item)):
            traits = traits_of(item.name, column, known)
            if traits.traits:
                found.append(traits)
    return found


def _activities(leads: Leads, masks: Masks, sight: Sight, known: Known) -> list[FieldTraits]:
    activities = leads.activities
    if activities is None:
        return []
    found = []
    for name, _ in activities.type_counts[:MOST_TYPES]:
        traits = []
        for days in WINDOWS if name else ():
            chosen = Quantity(Measure.COUNT, Selection((name,), days=days))
            when = ActivityTest(chosen, values=(1.0,))
            having = known.tally(masks.of(when, sight))
            label = f"in the last {count_of(days, 'day')}"
            traits.append(Trait(label, having, known.all, when))
        held = tuple(trait for trait in traits if trait.having.leads)
        if held:
            found.append(FieldTraits(name, Sort.ACTIVITY, held))
    return found


def _typical(fields: list[FieldTraits], masks: Masks, sight: Sight, known: Known) -> Typical | None:
    """The traits upwards of the strongest fields, at most three, and the leads with all."""
    upward = [
        (field, tuple(trait for trait in field.outstanding if trait.points > 0 and not trait.blank))
        for field in fields
        if field.sort is not Sort.ACTIVITY
    ]
    held = [(field, traits) for field, traits in upward if traits]
    who = [part for names in WHO if (part := _called(held, names)) is not None]
    parts = (who or held)[:MOST_IN_SENTENCE]
    if not parts:
        return None
    asked = [_any(traits) for _, traits in parts]
    when = asked[0] if len(asked) == 1 else AllOf(tuple(asked))
    mask: np.ndarray[tuple[int], np.dtype[np.bool_]] = masks.of(when, sight)
    return Typical(tuple(parts), when, Trait("typical", known.tally(mask), known.all, when))


_Part = tuple[FieldTraits, tuple[Trait, ...]]


def _called(parts: Sequence[_Part], names: Sequence[str]) -> _Part | None:
    """The part whose field goes by one of these names."""
    for name in names:
        for part in parts:
            if rank(part[0].name, name) is not None:
                return part
    return None


def _any(traits: tuple[Trait, ...]) -> Condition:
    return traits[0].when if len(traits) == 1 else AnyOf(tuple(t.when for t in traits))
