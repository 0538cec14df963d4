"""Which arm each lead was in, by a field of the leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, NumberColumn, TextColumn, YesNoColumn
from models.leads.fields import Input, Kind
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.leads.wording import count_of, figure, listed
from models.problems import LeadbenchError

MOST_ARMS = 8
CONTROLS = frozenset(
    "a control controls old current today baseline no false 0 kontrolle alt bisher nein".split()
)
"""Values that are what is done today, so that they stand first."""


@dataclass(frozen=True, eq=False)
class Dealing:
    """`names` of the arms, the control first. `codes` (rows,): the arm of each lead, -1 none."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]


def assignment_field(leads: Leads, name: str) -> Input:
    """The field of that name. LeadbenchError where the leads do not have it."""
    item = leads.input(name)
    if item is None:
        names = [item.name for item in leads.recipe]
        more = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
        raise LeadbenchError(
            f"The leads have no field {listed([name])} that tells the arm of a lead."
            if name
            else "No field is chosen that tells the arm of a lead.",
            leads.raw.source,
            f"The fields are {listed(names[:12])}{more}.",
        )
    return item


def values_of(leads: Leads, name: str) -> tuple[tuple[str, int], ...]:
    """The values of a field and their leads, those of what is done today first.

    LeadbenchError where the field cannot tell arms.
    """
    item = assignment_field(leads, name)
    values, codes = _values(leads.prepared(item)[0], item, leads)
    held = np.bincount(codes[codes >= 0], minlength=len(values)).tolist()
    there = [place for place, number in enumerate(held) if number]
    return tuple((values[place], held[place]) for place in _control_first(values, there))


def dealing_of(
    leads: Leads, name: str, here: NDArray[np.bool_], arms: Sequence[str] = ()
) -> Dealing:
    """The arms of the leads `here` (rows,) by a field; `arms`: only these values, in this order.

    LeadbenchError where the field has one value, too many, or lacks a value that was named.
    """
    item = assignment_field(leads, name)
    column = leads.prepared(item)[0]
    values, codes = _values(column, item, leads)
    held = np.bincount(codes[here & (codes >= 0)], minlength=len(values))
    there = [place for place, number in enumerate(held.tolist()) if number]
    where = f"Field {item.name}"
    if len(arms) == 1:
        raise LeadbenchError(
            f"One arm alone, {listed(arms)}, has nothing to be compared with.",
            where,
            "Choose two of its values or more.",
        )
    if arms:
        keys: dict[str, int] = {}
        for place, value in enumerate(values):
            keys.setdefault(cleaned_key(value), place)
        missing = [arm for arm in arms if keys.get(cleaned_key(arm)) not in there]
        if missing:
            raise LeadbenchError(
                f"No lead of the test is in the arm {listed(missing)}.",
                where,
                f"Its values there are {listed(values[place] for place in there[:6])}."
                if there
                else "It is blank for all of them.",
            )
        order = [keys[cleaned_key(arm)] for arm in arms]
    else:
        order = _ordered(values, there, where)
    place_of = np.full(len(values) + 1, -1, dtype=np.int64)
    place_of[order] = np.arange(len(order))
    return Dealing(tuple(values[place] for place in order), place_of[codes])


def _ordered(values: Sequence[str], there: Sequence[int], where: str) -> list[int]:
    if not there:
        raise LeadbenchError(
            "It is blank for all leads of the test, so nothing tells their arm.",
            where,
            "Choose the field that says in which arm a lead was.",
        )
    if len(there) == 1:
        raise LeadbenchError(
            f"All leads of the test are in one arm, {listed([values[there[0]]])}: there is "
            "nothing to compare.",
            where,
            "Choose the field that says in which arm a lead was.",
        )
    if len(there) > MOST_ARMS:
        raise LeadbenchError(
            f"It has {count_of(len(there), 'value')}, and a test has {MOST_ARMS} arms at most.",
            where,
            "Choose the field that says in which arm a lead was, or name two of its values.",
        )
    return _control_first(values, there)


def _control_first(values: Sequence[str], there: Sequence[int]) -> list[int]:
    return sorted(
        there, key=lambda place: (cleaned_key(values[place]) not in CONTROLS, values[place])
    )


def _values(column: Column, item: Input, leads: Leads) -> tuple[list[str], NDArray[np.int64]]:
    """Distinct values, equal by key, and the value of each lead, -1 blank."""
    match column:
        case TextColumn():
            first: dict[str, int] = {}
            same = np.array([first.setdefault(key, at) for at, key in enumerate(column.keys)])
            codes = same[column.codes].astype(np.int64)
            return list(column.values), np.where(column.codes == 0, -1, codes)
        case YesNoColumn():
            return ["No", "Yes"], column.values.astype(np.int64)
        case NumberColumn():
            known = ~np.isnan(column.values)
            values, places = np.unique(column.values[known], return_inverse=True)
            codes = np.full(len(leads), -1, dtype=np.int64)
            codes[known] = places
            return [figure(value) for value in values.tolist()], codes
        case _:
            kind = "is a date" if item.kind is Kind.DATE else "has several values for a lead"
            raise LeadbenchError(
                f"It {kind}, which names no arm.",
                f"Field {item.name}",
                "Choose a field of text, yes/no or numbers.",
            )
