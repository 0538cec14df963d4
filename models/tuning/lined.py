"""The lines of rules: their keys and names, and whom each gives points, once for each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.scoring.awards import PerOccurrence, Points, points_of
from models.scoring.bits import Bits, packed
from models.scoring.engine import Scored
from models.scoring.rules import Rule
from models.scoring.words import entry_words
from models.tuning.lines import Line

Rows = NDArray[np.intp]

MOST_TIMES = 256
"""Times that a lead is given points per occurrence, beyond which they are not tuned."""


@dataclass(frozen=True)
class Owner:
    """Whose lines they are: a rule of the model, or of a candidate under its key."""

    rule: Rule
    group: str
    key: str
    candidate: bool = False


def lines_of(owner: Owner, scored: Scored, rows: Rows | None) -> Iterator[tuple[Line, _Planes]]:
    """The lines of a rule and their leads; `rows`: of which leads, None: all that are scored."""
    rule, masks, sight = owner.rule, scored.masks, scored.sight
    award = rule.award
    if isinstance(award, Points):
        (line,) = names_of(owner)
        yield line, (_of(masks.of(rule.when, sight), rows),)
        return
    reached = masks.reached(award, sight)
    if rule.when is not None:
        reached = np.where(masks.of(rule.when, sight), reached, 0)
    if isinstance(award, PerOccurrence):
        # Of all leads, so that the lines do not depend on which leads teach.
        times = max(1, int(reached.max(initial=0)))
        planes = tuple(_of(reached > number, rows) for number in range(times))
        (line,) = names_of(owner, times)
        yield line, planes
        return
    held = reached if rows is None else reached[rows]
    for place, line in enumerate(names_of(owner)):
        yield line, (packed(held == place + 1),)


def names_of(owner: Owner, times: int = 1) -> Iterator[Line]:
    """The lines of a rule without their leads. `times`: the most that one lead is given points."""
    award = owner.rule.award
    if isinstance(award, Points | PerOccurrence):
        yield _line(owner, None, award.points, times)
        return
    for place, points in enumerate(points_of(award)):
        yield _line(owner, place, points)


_Planes = tuple[Bits, ...]


def _of(mask: NDArray[np.bool_], rows: Rows | None) -> Bits:
    return packed(mask if rows is None else mask[rows])


def _line(owner: Owner, entry: int | None, points: int, times: int = 1) -> Line:
    rule, award = owner.rule, owner.rule.award
    key, name, together = owner.key, rule.name, ""
    if entry is not None and not isinstance(award, Points | PerOccurrence):
        key, name, together = f"{key}/{entry}", f"{name}: {entry_words(award, entry)}", owner.key
    fields = (*rule.fields(), *types_asked(rule))
    now = 0 if owner.candidate or rule.muted else points
    named = "" if owner.candidate else rule.id
    return Line(key, name, owner.group, named, entry, fields, now, times, together)


def types_asked(rule: Rule) -> tuple[str, ...]:
    """The types of activity that a rule asks for, each once, as if they were fields."""
    return tuple(dict.fromkeys(name for of in rule.selections() for name in of.types))
