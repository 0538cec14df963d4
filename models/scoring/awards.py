"""The ways in which a rule gives points. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.scoring.conditions import Quantity, Selection

MOST_POINTS = 10_000
MOST_TOGETHER = 1_000_000
"""Points per occurrence times the most occurrences that count lie within plus and minus this."""


@dataclass(frozen=True)
class Points:
    """Whole-number points given once where the rule's condition holds."""

    points: int


@dataclass(frozen=True)
class ValuePoints:
    """One entry of points by value; `value` None stands for blank."""

    value: str | None
    points: int


@dataclass(frozen=True)
class ByValue:
    """Points by the value of a text, yes/no or multiple-value field; the first entry that fits.

    For a yes/no field the values are "yes" and "no". No entry fits: 0.
    """

    field: str
    entries: tuple[ValuePoints, ...]
    exact: bool = False


@dataclass(frozen=True)
class RangePoints:
    """One entry of points by range: low <= number < high; None is an open end."""

    low: float | None
    high: float | None
    points: int


@dataclass(frozen=True)
class ByRange:
    """Points by the range a number falls in; ranges ascend and do not overlap; gaps give 0."""

    field: str
    entries: tuple[RangePoints, ...]


@dataclass(frozen=True)
class CountPoints:
    """One entry of points by count: from `least` on."""

    least: int
    points: int


@dataclass(frozen=True)
class ByCount:
    """Points by a quantity of activities: the entry with the highest `least` that is reached.

    `entries` ascend by `least`. A count, a number of distinct values or a sum below the first, and
    a blank number of days, gives 0.
    """

    quantity: Quantity
    entries: tuple[CountPoints, ...]


@dataclass(frozen=True)
class PerOccurrence:
    """`points` for each activity of the selection, for at most `most` of them."""

    of: Selection
    points: int
    most: int = 1


Award = Points | ByValue | ByRange | ByCount | PerOccurrence
Table = ByValue | ByRange | ByCount
"""The ways that have a list of entries."""


def points_of(award: Table) -> tuple[int, ...]:
    """The points of each entry."""
    match award:
        case ByValue(_, entries) | ByRange(_, entries) | ByCount(_, entries):
            return tuple(entry.points for entry in entries)


def with_points(award: Table, points: Sequence[int]) -> Table:
    """The same table with these points for its entries, in their order."""
    match award:
        case ByValue(entries=by_value):
            pairs = zip(by_value, points, strict=True)
            return replace(award, entries=tuple(replace(e, points=p) for e, p in pairs))
        case ByRange(entries=by_range):
            spans = zip(by_range, points, strict=True)
            return replace(award, entries=tuple(replace(e, points=p) for e, p in spans))
        case ByCount(entries=by_count):
            steps = zip(by_count, points, strict=True)
            return replace(award, entries=tuple(replace(e, points=p) for e, p in steps))


def numbers_in(award: Award) -> int:
    """How many numbers of points an award has: one for each entry of a table, else one."""
    return 1 if isinstance(award, Points | PerOccurrence) else len(points_of(award))


def with_numbers(award: Award, numbers: Sequence[int]) -> Award:
    """The same award with these numbers for its points, as many as `numbers_in` says."""
    if isinstance(award, Points | PerOccurrence):
        (points,) = numbers
        return replace(award, points=points)
    return with_points(award, numbers)
