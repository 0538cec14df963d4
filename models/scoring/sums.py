"""Sums of points: of a group's rules, in the smallest type that holds them, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Codes
from models.scoring.bits import Bits, at, unpacked
from models.scoring.decay import Decay
from models.scoring.masks import Masks
from models.scoring.model import ByCount, ByRange, ByValue, Group, PerOccurrence, Points, Rule
from models.scoring.sight import Sight

Whole = NDArray[Any]
"""Signed whole numbers in the smallest type that holds them: int8, int16 or int32."""


def kind_for(low: int, high: int) -> type[np.int8 | np.int16 | np.int32]:
    """The smallest type that holds all whole numbers from low to high."""
    if low >= -(1 << 7) and high < 1 << 7:
        return np.int8
    return np.int16 if low >= -(1 << 15) and high < 1 << 15 else np.int32


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
    """What one rule gives: points, or points of the entry reached (0 first), where a bit is set.

    `bits` None: for every lead.
    """

    bits: Bits | None
    codes: Codes | None
    points: Any

    def at(self, rows: NDArray[np.intp]) -> Whole:
        """The rule's points for some leads."""
        if self.codes is None:
            points = np.full(len(rows), self.points)
        else:
            points = self.points[self.codes[rows]]
        return points if self.bits is None else points * at(self.bits, rows).view(np.int8)


def terms_of(
    rules: Sequence[Rule],
    masks: Masks,
    sight: Sight,
    kind: type[np.integer],
    decay: Decay | None = None,
) -> list[Term]:
    """The terms of the rules that are not muted, their points in that type.

    `decay`: by which the occurrences of points per occurrence fade.
    """
    return [_term(rule, masks, sight, kind, decay) for rule in rules if not rule.muted]


def _term(
    rule: Rule, masks: Masks, sight: Sight, kind: type[np.integer], decay: Decay | None
) -> Term:
    bits = None if rule.when is None else masks.bits(rule.when, sight)
    award = rule.award
    match award:
        case Points(points):
            return Term(bits, None, kind(points))
        case PerOccurrence(_, points, most):
            if decay is None:
                times = np.arange(most + 1, dtype=np.int64)
                codes = masks.reached(award, sight)
                return Term(bits, codes, (times * points).astype(kind))
            codes = masks.left(award, decay, sight)
            times = np.arange(int(codes.max(initial=0)) + 1, dtype=np.int64)
            return Term(bits, codes, ((times * points + 50) // 100).astype(kind))
        case ByValue(_, entries) | ByRange(_, entries) | ByCount(_, entries):
            table = [0, *(entry.points for entry in entries)]
            return Term(bits, masks.reached(award, sight), np.array(table, dtype=kind))


def add_up(terms: Sequence[Term], start: int, total: Whole, room: Whole) -> None:
    """Write the sum of the terms into `total`: of as many leads as it is long, from `start`.

    `start`: a multiple of 8. `room`: as long as `total` and of its type, to work in.
    """
    if not terms:
        total[:] = 0
    into = total
    for term in terms:
        mask: Any = 1
        if term.bits is not None:
            mask = unpacked(term.bits, start, len(total)).view(np.int8)
        if term.codes is None:
            np.multiply(mask, term.points, out=into)
        else:
            codes = term.codes[start : start + len(total)]
            np.take(term.points, codes, out=into, mode="clip")
            if term.bits is not None:
                np.multiply(into, mask, out=into)
        if into is not total:
            np.add(total, into, out=total)
        into = room
