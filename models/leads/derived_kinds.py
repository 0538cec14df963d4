"""The kinds of derived fields that a person can add, in plain words, and a first one of each."""

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
)
from models.leads.fields import Input, Kind
from models.leads.text import cleaned_key


@dataclass(frozen=True)
class DerivedKind:
    """`what`: the line of a menu. `example`: what it makes of what. `name`: what it is called
    first. `hints`: what a field's name contains that it is likely made of, in order."""

    what: str
    example: str
    name: str
    hints: tuple[str, ...]


KINDS: dict[str, DerivedKind] = {
    "domain": DerivedKind(
        "Domain of an e-mail address", "ann@acme.com is acme.com", "E-mail domain", ("mail",)
    ),
    "free mail": DerivedKind(
        "Free mail or company address", "ann@gmail.com is yes", "Free mail", ("mail",)
    ),
    "seniority": DerivedKind(
        "Seniority in a job title",
        "Head of Sales is Head",
        "Seniority",
        ("title", "position", "role", "titel", "funktion"),
    ),
    "department": DerivedKind(
        "Department in a job title",
        "Head of Sales is Sales",
        "Department",
        ("title", "position", "role", "titel", "funktion"),
    ),
    "look up": DerivedKind(
        "Lookup from value to value",
        "Austria is DACH, by your table",
        "Lookup",
        ("country", "industry", "land", "branche"),
    ),
    "days": DerivedKind(
        "Days between two dates",
        "created to demo: 12",
        "Days between",
        ("created", "date", "datum"),
    ),
}


def first_of(kind: str, fields: Sequence[Input], taken: Sequence[str]) -> Derived:
    """A derived field to begin with, of the fields that suit it best, under a free name."""
    words = KINDS[kind]
    name = _free(words.name, taken)
    texts = _likely(fields, Kind.TEXT, words.hints)
    match kind:
        case "domain":
            return EmailDomain(name, texts[0])
        case "free mail":
            return FreeMail(name, texts[0])
        case "seniority" | "department":
            return FromTitle(name, texts[0], "seniority" if kind == "seniority" else "department")
        case "look up":
            return LookUp(name, texts[0])
        case _:
            dates = _likely(fields, Kind.DATE, words.hints)
            return DaysBetween(name, dates[0], dates[1] if len(dates) > 1 else dates[0])


def _free(name: str, taken: Sequence[str]) -> str:
    used = set(map(cleaned_key, taken))
    found, number = name, 1
    while cleaned_key(found) in used:
        number += 1
        found = f"{name} {number}"
    return found


def _likely(fields: Sequence[Input], kind: Kind, hints: Sequence[str]) -> list[str]:
    """Names of the fields of a kind, the likeliest first; one that is empty where there is none."""

    def doubt(item: Input) -> int:
        found = [place for place, hint in enumerate(hints) if hint in cleaned_key(item.name)]
        return found[0] if found else len(hints)

    suited = [item for item in fields if item.kind is kind]
    return [item.name for item in sorted(suited, key=doubt)] or [""]
