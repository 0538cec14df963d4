"""What makes two leads the same, and a whole group, in words."""

from __future__ import annotations

from collections.abc import Iterator

from models.leads.duplicates.alike import likeness
from models.leads.duplicates.find import Duplicates, Group
from models.leads.duplicates.people import COMPANY_ALIKE
from models.leads.duplicates.rule import Match
from models.leads.wording import count_of

UNLIKE = 0.5
"""Names less alike than this are other names: a second look is worth while."""

_BY = {Match.ID: "id", Match.EMAIL: "e-mail"}


def why(duplicates: Duplicates, one: int, other: int) -> tuple[str, ...]:
    """What two leads have in common: "same e-mail", "name 0.95 alike", "same company"."""
    return tuple(_why(duplicates, one, other))


def _why(duplicates: Duplicates, one: int, other: int) -> Iterator[str]:
    keys = duplicates.keys
    if Match.ID in duplicates.by and _same(int(keys.ids[one]), int(keys.ids[other])):
        yield "same id"
    same_mail = _same(int(keys.emails[one]), int(keys.emails[other]))
    if Match.EMAIL in duplicates.by and same_mail:
        yield "same e-mail"
    if Match.NAME in duplicates.by:
        alike = names_alike(duplicates, one, other)
        place = _company(duplicates, one, other)
        if alike >= duplicates.alike - 1e-9 and place:
            yield "same name" if alike == 1 else f"name {_two(alike)} alike"
            yield place


def names_alike(duplicates: Duplicates, one: int, other: int) -> float:
    """How alike the names of two leads are; 0 where one has none."""
    first, second = duplicates.keys.name(one), duplicates.keys.name(other)
    return likeness(first, second) if first and second else 0.0


def names_differ(duplicates: Duplicates, group: Group) -> bool:
    """Whether leads of a group that ids or e-mails joined have quite other names."""
    named = [row for row in group.rows if duplicates.keys.name(row)]
    return any(names_alike(duplicates, named[0], row) < UNLIKE for row in named[1:])


def evidence(duplicates: Duplicates, group: Group) -> tuple[str, ...]:
    """By what a group is joined: "id", "e-mail", "name 0.95 alike", "same company"."""
    parts = [words for match, words in _BY.items() if match in group.by]
    if Match.NAME in group.by:
        parts.append("name" if group.likeness == 1 else f"name {_two(group.likeness)} alike")
        parts.append(_companies(duplicates, group))
    return tuple(parts)


def _companies(duplicates: Duplicates, group: Group) -> str:
    """What makes the leads of a group be of one company."""
    keys = duplicates.keys
    companies = {keys.company(row) for row in group.rows}
    if len(companies) == 1 and "" not in companies:
        return "same company"
    domains = {int(keys.domains[row]) for row in group.rows}
    if len(domains) == 1 and -1 not in domains:
        return "same e-mail domain"
    return "like company"


def _company(duplicates: Duplicates, one: int, other: int) -> str:
    """What makes two leads be of one company; "" where nothing does."""
    keys = duplicates.keys
    if _same(int(keys.companies[one]), int(keys.companies[other])):
        return "same company"
    if _same(int(keys.domains[one]), int(keys.domains[other])):
        return "same e-mail domain"
    first, second = keys.company(one), keys.company(other)
    alike = likeness(first, second) if first and second else 0.0
    enough = alike >= max(duplicates.alike, COMPANY_ALIKE) - 1e-9
    return f"company {_two(alike)} alike" if enough else ""


def too_large(group: Group) -> str:
    """Why a large group is not merged."""
    what = {Match.ID: "an id", Match.EMAIL: "an e-mail", Match.NAME: "a name and company"}
    shared = " or ".join(what[match] for match in group.by)
    return (
        f"{count_of(len(group.rows), 'lead')} share {shared}: too many to be one lead, so they "
        "stay as they are."
    )


def _same(one: int, other: int) -> bool:
    return one == other and one >= 0


def _two(alike: float) -> str:
    """Two places, rounded down, so that what is not the same is never 1.00."""
    return f"{int(alike * 100 + 1e-9) / 100:.2f}"
