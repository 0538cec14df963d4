"""Derived fields in words, and as what a chooser of fields offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.leads.derived_fields import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    kind_of,
)
from models.leads.fields import Input
from models.leads.text import cleaned_key


@dataclass(frozen=True)
class MadeInput(Input):
    """A derived field where fields are offered; `made_of` says what it comes from."""

    made_of: str = ""


def made_of(derived: Derived) -> str:
    """What a derived field comes from: "domain of Email"."""
    match derived:
        case EmailDomain(_, field):
            return f"domain of {field}"
        case FreeMail(_, field):
            return f"free mail or not, from {field}"
        case FromTitle(_, field, what):
            return f"{what} in {field}"
        case LookUp(_, field):
            return f"looked up from {field}"
        case DaysBetween(_, start, end):
            return f"days from {start} to {end}"


def as_inputs(derived: Sequence[Derived]) -> tuple[MadeInput, ...]:
    """Derived fields as fields that rules may read."""
    return tuple(MadeInput(item.name, kind_of(item), made_of=made_of(item)) for item in derived)


def as_columns(derived: Sequence[Derived]) -> tuple[MadeInput, ...]:
    """Derived fields as columns of a table: of two with one name rules see the first alone."""
    found: dict[str, MadeInput] = {}
    for item in as_inputs(derived):
        found.setdefault(cleaned_key(item.name), item)
    return tuple(found.values())
