"""What a model asks of activities and accounts that these leads cannot answer, as problems.

Such a rule is no fault of the model, and it is scored: but it counts nothing, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.leads.activity_table import Activities
from models.leads.columns import NumberColumn, TextColumn
from models.leads.derived import fields_of_leads, kind_of, place_of
from models.leads.fields import Kind
from models.leads.table import Leads
from models.leads.text import key
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity
from models.scoring.account import AccountMeasure
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    Condition,
    Measure,
    Quantity,
    Selection,
    leaves_in,
    selections_in,
    tests_in,
)
from models.scoring.model import ByCount, ScoringModel
from models.scoring.quantities import MOST_WHOLE

HALF = 0.5
"""From this share of blanks on it is said how many leads an account field leaves out."""


@dataclass(frozen=True)
class Asker:
    """A rule, an override, a quest or a badge, and what it asks of activities."""

    name: str
    selections: tuple[Selection, ...]
    quantities: tuple[Quantity, ...] = ()


def askers(model: ScoringModel) -> tuple[Asker, ...]:
    """Who asks for activities; muted rules do not count."""
    found = []
    for rule in model.rules():
        if not rule.muted:
            counted = (rule.award.quantity,) if isinstance(rule.award, ByCount) else ()
            asked = (*_quantities(rule.when), *counted)
            found.append(Asker(rule.name, rule.selections(), asked))
    for override in model.overrides:
        asked = tuple(_quantities(override.when))
        found.append(Asker(override.name, tuple(selections_in(override.when)), asked))
    if model.game is not None:
        found += [Asker(item.name, (item.of,)) for item in model.game.quests]
        found += [Asker(item.name, (item.of,)) for item in model.game.badges]
    return tuple(asker for asker in found if asker.selections)


def _quantities(when: Condition | None) -> Iterator[Quantity]:
    if when is not None:
        for leaf in leaves_in(when):
            if isinstance(leaf, ActivityTest):
                yield leaf.quantity


def without_activities(names: tuple[str, ...], remedy: str) -> Problem:
    """What is said where rules ask for activities and there are none."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    verb = "asks" if len(names) == 1 else "ask"
    return Problem(
        f"There are no activities, but {listed(names[:3])}{more} {verb} what leads did: as if "
        "nobody had done anything.",
        "Activities",
        remedy,
        len(names),
    )


def activity_problems(model: ScoringModel, activities: Activities) -> Iterator[Problem]:
    """Types, details and sums that these activities do not have."""
    kinds = {key(name) for name, _ in activities.type_counts}
    for asker in askers(model):
        for types in dict.fromkeys(selection.types for selection in asker.selections):
            if types and not kinds.intersection(map(key, types)):
                verb = "is" if len(types) == 1 else "are all"
                yield Problem(
                    f"No activity is of the type{'' if len(types) == 1 else 's'} that {verb} asked "
                    f"for: {listed(types[:3])}{' and others' if len(types) > 3 else ''}.",
                    asker.name,
                    "Choose a type that the activities have, or wait until they do.",
                )
        yield from _of_details(asker, activities)
        yield from _of_sums(asker, activities)


def _of_details(asker: Asker, activities: Activities) -> Iterator[Problem]:
    asked = {
        (test.field, SHAPES[test.test].kind): None
        for selection in asker.selections
        if selection.where is not None
        for test in tests_in(selection.where)
    }
    asked |= {(one.detail, None): None for one in asker.quantities if one.detail}
    for name, kind in asked:
        item = activities.input(name)
        if item is None:
            yield Problem(
                f"The activities have no detail {quoted(name)}; it is blank for all of them.",
                asker.name,
                "Choose another detail, or add it to the file.",
            )
        elif kind not in (None, item.kind):
            yield Problem(
                f"It asks for {kind}, but the detail {quoted(name)} is read as {item.kind}, so "
                "that it never holds.",
                asker.name,
                "Change the rule, or how the detail is read.",
            )


def _of_sums(asker: Asker, activities: Activities) -> Iterator[Problem]:
    for name in dict.fromkeys(one.detail for one in asker.quantities if one.measure is Measure.SUM):
        column, item = activities.column(name), activities.input(name)
        if column is None or item is None:
            continue
        if not isinstance(column, NumberColumn):
            yield Problem(
                f"The detail {quoted(name)} is read as {item.kind} and cannot be summed: the sum "
                "is 0.",
                asker.name,
                "Sum a detail of numbers, or read this one as a number.",
            )
            continue
        values = column.values
        known = ~np.isnan(values)
        odd = known & ~((np.floor(values) == values) & (np.abs(values) <= MOST_WHOLE))
        count = int(np.count_nonzero(odd))
        if count:
            yield Problem(
                f"{count_of(count, 'number')} of the detail {quoted(name)} "
                f"{'is no whole number' if count == 1 else 'are no whole numbers'} up to "
                f"{int(MOST_WHOLE):,} and {'counts' if count == 1 else 'count'} as 0 in the sum.",
                asker.name,
                "Give the detail in a smaller unit, such as cents or seconds.",
                count,
            )


def account_problems(model: ScoringModel, leads: Leads) -> Iterator[Problem]:
    """Fields of the account score that these leads lack, or that leave many out."""
    account = model.account
    if account is None:
        return
    found = [name for name in (account.field, account.email) if name]
    measured = [part.field for part in account.parts if part.measure is AccountMeasure.DISTINCT]
    for name in dict.fromkeys((*found, *measured)):
        place = place_of(model.derived, name)
        lost = [one for one in fields_of_leads((name,), model.derived) if leads.input(one) is None]
        item = leads.input(name)
        kind = kind_of(model.derived[place]) if place is not None else item and item.kind
        if lost:
            what = f"These leads have no field {quoted(lost[0])}, which the account score reads."
            yield Problem(what, "Account score", "Choose another field, or add it to the file.")
        elif name in found and kind is not Kind.TEXT:
            yield Problem(
                f"The field {quoted(name)} is read as {kind} and names no account.",
                "Account score",
                "Choose a field of texts, or read this one as text.",
            )
    yield from _half_blank(account.field, account.email, leads)


def _half_blank(field: str, email: str, leads: Leads) -> Iterator[Problem]:
    column = leads.column(field) if field else None
    if not isinstance(column, TextColumn) or not len(leads):
        return
    blank = int(np.count_nonzero(column.codes == 0))
    if blank >= HALF * len(leads):
        instead = (
            f"their account is that of {quoted(email)}, where it has a company's domain"
            if email
            else "they belong to no account"
        )
        yield Problem(
            f"The field {quoted(field)} is blank for {blank:,} of {count_of(len(leads), 'lead')}: "
            f"{instead}.",
            "Account score",
            "Fill it in, or find accounts by another field.",
            blank,
            severity=Severity.NOTE,
        )
