"""Criteria as they are clicked together in other systems, and the words each system has for them.

Values, and what makes lines of text of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.leads.wording import quoted
from models.scoring.conditions import Selection
from models.scoring.words import plain, selection_words


class Unfit(Exception):
    """What a system cannot say; the reason is a sentence."""


class Verb(StrEnum):
    """What a criterion asks, before a system gives it words."""

    KNOWN = "known"
    BLANK = "blank"
    IS = "is any of"
    IS_NOT = "is none of"
    CONTAINS = "contains any of"
    CONTAINS_NOT = "contains none of"
    STARTS = "starts with any of"
    STARTS_NOT = "starts with none of"
    ENDS = "ends with any of"
    ENDS_NOT = "ends with none of"
    EQUAL = "equals any of"
    UNEQUAL = "equals none of"
    AT_LEAST = "at least"
    MORE = "more than"
    AT_MOST = "at most"
    LESS = "less than"
    YES = "yes"
    NO = "no"
    HAS = "has any of"
    HAS_NOT = "has none of"
    SINCE = "on or after"
    UNTIL = "on or before"
    SINCE_AGO = "on or after so many days from today"
    UNTIL_AGO = "on or before so many days from today"
    OFTEN = "done at least so often"
    SELDOM = "done less often"


@dataclass(frozen=True)
class Criterion:
    """One criterion: of a field, or of activities (`of`), with its values in words."""

    verb: Verb
    name: str
    values: tuple[str, ...] = ()
    of: Selection | None = None
    number: int = 0


@dataclass(frozen=True)
class Joined:
    """Criteria of which every one, or any one, must hold."""

    every: bool
    parts: tuple[Criteria, ...]


Criteria = Criterion | Joined
Words = Mapping[Verb, str]
"""How a system says a verb, with {name}, {values}, {of} and {number}; what is missing it cannot
say."""


def joined(every: bool, parts: list[Criteria]) -> Criteria:
    """Criteria joined, flat where they are joined alike."""
    flat: list[Criteria] = []
    for part in parts:
        alike = isinstance(part, Joined) and part.every == every
        flat += part.parts if alike and isinstance(part, Joined) else (part,)
    return flat[0] if len(flat) == 1 else Joined(every, tuple(dict.fromkeys(flat)))


def event_name(of: Selection) -> str:
    """The types of activities of a selection."""
    return " or ".join(of.types) or "activity of any type"


Say = Callable[[Criterion], str]


def said_by(system: str, words: Words) -> Say:
    """How a system says one criterion. Raises Unfit for a verb that it has no words for."""

    def say(criterion: Criterion) -> str:
        form = words.get(criterion.verb)
        if form is None:
            raise Unfit(f"{system} has no criterion for {quoted(criterion.verb.value)}.")
        return form.format(
            name=criterion.name,
            values="; ".join(criterion.values),
            number=criterion.number,
            of="" if criterion.of is None else plain(selection_words(criterion.of)),
        )

    return say


def lines(found: Criteria, say: Say, indent: int = 0) -> list[str]:
    """The criteria as lines, those that are joined below what joins them."""
    pad = "  " * indent
    if isinstance(found, Criterion):
        return [f"{pad}{say(found)}"]
    head = "ALL of these (AND):" if found.every else "ANY of these (OR):"
    told = [f"{pad}{head}"]
    for part in found.parts:
        told += lines(part, say, indent + 1)
    return told


def leaves(found: Criteria) -> list[Criterion]:
    """Every criterion, in reading order."""
    if isinstance(found, Criterion):
        return [found]
    return [leaf for part in found.parts for leaf in leaves(part)]


def depth(found: Criteria) -> int:
    """How deep criteria are joined; one alone is 0."""
    return 0 if isinstance(found, Criterion) else 1 + max(map(depth, found.parts))
