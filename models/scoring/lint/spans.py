"""Which numbers or days a test lets through, as a span; for overlaps and contradictions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from models.leads.wording import figure
from models.scoring.conditions import Test, Value


@dataclass(frozen=True)
class Span:
    """Numbers from low to high; an open end does not belong to it."""

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False

    def __and__(self, other: Span) -> Span:
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Span(low, high, low_open, not closed)

    @property
    def empty(self) -> bool:
        """Whether no number lies within."""
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def words(self) -> str:
        """The span in words: "100 to under 500", "from 100 on"."""
        if self.low == self.high:
            return f"at {figure(self.low)}"
        low = "" if math.isinf(self.low) else figure(self.low)
        high = "" if math.isinf(self.high) else figure(self.high)
        if not high:
            return f"{'above' if self.low_open else 'from'} {low}" if low else "everywhere"
        under = "under " if self.high_open else ""
        if not low:
            return f"{under or 'up to '}{high}"
        return f"{'above' if self.low_open else 'from'} {low} to {under}{high}"


def number_span(test: Test, values: tuple[Value, ...]) -> Span | None:
    """The numbers that a comparison lets through; None for any other test."""
    given = [float(value) for value in values if isinstance(value, int | float)]
    if len(given) != len(values) or not given:
        return None
    match test:
        case Test.EQUALS:
            return Span(given[0], given[0])
        case Test.LESS_THAN:
            return Span(high=given[0], high_open=True)
        case Test.AT_MOST:
            return Span(high=given[0])
        case Test.MORE_THAN:
            return Span(given[0], low_open=True)
        case Test.AT_LEAST:
            return Span(given[0])
        case Test.BETWEEN if len(given) == 2:
            return Span(given[0], given[1])
        case _:
            return None


def day_span(test: Test, values: tuple[Value, ...]) -> Span | None:
    """The calendar days that a test lets through, as ordinals; None for any other test."""
    given = [float(value.toordinal()) for value in values if isinstance(value, date)]
    if not given:
        return None
    match test:
        case Test.BEFORE:
            return Span(high=given[0], high_open=True)
        case Test.AFTER:
            return Span(given[0], low_open=True)
        case Test.BETWEEN_DAYS if len(given) == 2:
            return Span(given[0], given[1])
        case _:
            return None


def age_span(test: Test, values: tuple[Value, ...]) -> Span | None:
    """The ages in days that a test lets through; None for any other test."""
    given = [float(value) for value in values if isinstance(value, int | float)]
    if not given:
        return None
    match test:
        case Test.IN_THE_LAST:
            return Span(0, given[0])
        case Test.MORE_THAN_AGO:
            return Span(given[0], low_open=True)
        case Test.IN_THE_NEXT:
            return Span(-given[0], 0)
        case _:
            return None


def joint(spans: Iterable[Span]) -> Span:
    """What all of the spans let through."""
    return reduce(Span.__and__, spans, Span())
