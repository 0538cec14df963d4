"""Sums of points: of a group's rules, in the smallest type that holds them, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Codes
from models.scoring.masks import Masks
from models.scoring.model import Group, Points, Rule

Whole = NDArray[Any]
"""Signed whole numbers in the smallest type that holds them: int8, int16 or int32."""


def kind_for(low: int, high: int) -> type[np.int8 | np.int16 | np.int32]:
    """The smallest type that holds all whole numbers from low to high."""
    for kind in (np.int8, np.int16):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return kind
    return np.int32


def reach(group: Group) -> tuple[int, int]:
    """The least and the most that the group's rules can add up to, before its limits."""
    reaches = [rule.reach() for rule in group.rules]
    return sum(low for low, _ in reaches), sum(high for _, high in reaches)


def limits(group: Group) -> tuple[int, int] | None:
    """The limits that can bite, as a least and a most; None if none can."""
    low, high = reach(group)
    least = low if group.least is None else max(low, group.least)
    most = max(high, least) if group.most is None else min(max(high, least), group.most)
    return None if (least, most) == (low, high) else (least, most)


def kind_of(group: Group) -> type[np.int8 | np.int16 | np.int32]:
    """The type that holds the group's sums and its limits."""
    ends = (*reach(group), *(limits(group) or ()))
    return kind_for(min(ends), max(ends))


def limited(group: Group, points: Whole) -> Whole:
    """Points within the group's limits; the same array where no limit can bite."""
    found = limits(group)
    if found is None:
        return points
    out: Whole = np.clip(points.astype(kind_of(group), copy=False), *found)
    return out


@dataclass(frozen=True, eq=False)
class Term:
    """What one rule gives: mask x points, or mask x points of the entry reached (0 first)."""

    mask: NDArray[np.int8]
    codes: Codes | None
    points: Any

    def at(self, rows: NDArray[np.intp]) -> Whole:
        """The rule's points for some leads."""
        points = self.points if self.codes is None else self.points[self.codes[rows]]
        given: Whole = self.mask[rows] * points
        return given


def terms_of(
    rules: Sequence[Rule], masks: Masks, as_of: date, kind: type[np.integer]
) -> list[Term]:
    """The terms of the rules that are not muted, their points in that type."""
    return [_term(rule, masks, as_of, kind) for rule in rules if not rule.muted]


def _term(rule: Rule, masks: Masks, as_of: date, kind: type[np.integer]) -> Term:
    mask = masks.of(rule.when, as_of).view(np.int8)
    if isinstance(rule.award, Points):
        return Term(mask, None, kind(rule.award.points))
    table = [0, *(entry.points for entry in rule.award.entries)]
    return Term(mask, masks.reached(rule.award), np.array(table, dtype=kind))


def add_up(terms: Sequence[Term], piece: slice, total: Whole, room: Whole) -> None:
    """Write the sum of the terms over a piece of the leads into `total`.

    `room`: as long as `total` and of its type, to work in.
    """
    if not terms:
        total[:] = 0
    into = total
    for term in terms:
        if term.codes is None:
            np.multiply(term.mask[piece], term.points, out=into)
        else:
            np.take(term.points, term.codes[piece], out=into, mode="clip")
            np.multiply(into, term.mask[piece], out=into)
        if into is not total:
            np.add(total, into, out=total)
        into = room
