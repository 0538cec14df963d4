"""Firms and the people in them, as they really are: the mess comes later."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sample_projects.b2b_software.dice import Dice
from sample_projects.b2b_software.words import (
    COMPETITORS,
    COUNTRIES,
    FIRM_BEGINNINGS,
    FIRM_ENDINGS,
    FIRST_NAMES,
    FREE_MAIL,
    INDUSTRIES,
    INTERESTS,
    LAST_NAMES,
    SOURCES,
    TITLES,
)

# Share of firms, smallest and largest number of employees.
SIZES = (((2, 49), 36), ((50, 199), 30), ((200, 999), 23), ((1000, 9000), 11))
WANTED = {"Integrations", "Security"}
_INDUSTRIES = [((name, ends), weight) for name, weight, ends in INDUSTRIES]
_COUNTRIES = [
    ((name, forms, code, telephone), weight)
    for name, weight, forms, code, telephone, _ in COUNTRIES
]
_TITLES = [((title, level), weight) for title, level, weight in TITLES]


@dataclass(frozen=True)
class Firm:
    """A firm with its true facts."""

    name: str
    domain: str
    industry: str
    country: str
    telephone: str
    employees: int
    revenue: int


@dataclass(frozen=True)
class Person:
    """A lead with its true facts. `created`: the minute, counted back from the as-of day's end."""

    first: str
    last: str
    firm: Firm
    title: str
    level: str
    email: str
    phone: str
    source: str
    interests: tuple[str, ...]
    created: int


def plain(text: str) -> str:
    """Small letters a to z only, for addresses."""
    spelt = text.lower().replace("ö", "oe").replace("ü", "ue").replace("ä", "ae").replace("ø", "o")
    folded = unicodedata.normalize("NFD", spelt)
    return "".join(letter for letter in folded if "a" <= letter <= "z")


def firms(dice: Dice, number: int) -> list[Firm]:
    """Invented firms, names and domains all different; the competitors are the first of them."""
    made: list[Firm] = []
    taken: set[str] = set()
    while len(made) < number:
        industry, words = dice.weighted(_INDUSTRIES)
        stem = dice.pick(FIRM_BEGINNINGS) + dice.pick(FIRM_ENDINGS)
        country, forms, code, telephone = dice.weighted(_COUNTRIES)
        low, high = dice.weighted(SIZES)
        employees = low + int((high - low) * dice.uniform() * dice.uniform())
        per_head = dice.whole(90, 240) * 1000
        word = dice.pick(words)
        if len(made) < len(COMPETITORS):
            stem, industry, word = COMPETITORS[len(made)], "Software", "Software"
        domain = f"{plain(stem)}-{plain(word)}.{code}.example"
        if domain in taken:
            continue
        taken.add(domain)
        name = f"{stem} {word} {dice.pick(forms)}"
        revenue = employees * per_head // 100_000 * 100_000
        made.append(Firm(name, domain, industry, country, telephone, employees, revenue))
    return made


def person(dice: Dice, firm: Firm, created: int) -> Person:
    """Somebody of that firm."""
    first, last = dice.pick(FIRST_NAMES), dice.pick(LAST_NAMES)
    title, level = dice.weighted(_TITLES)
    free = dice.chance(0.4 if level == "learns" else 0.09)
    domain = dice.pick(FREE_MAIL) if free else firm.domain
    wanted = {dice.weighted(INTERESTS) for _ in range(dice.count(1.5))}
    return Person(
        first=first,
        last=last,
        firm=firm,
        title=title,
        level=level,
        email=f"{plain(first)}.{plain(last)}@{domain}",
        phone=f"{firm.telephone}{dice.whole(100, 199)}" if dice.chance(0.62) else "",
        source=dice.weighted(SOURCES),
        interests=tuple(name for name, _ in INTERESTS if name in wanted),
        created=created,
    )
